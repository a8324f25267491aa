"""Texts, JSON and documents that were given."""

import codecs
import json
import zipfile
from pathlib import Path

from sandbox.intake.taken import NotOfKindError, Taken

_PREVIEW = 1000
_PIECE = 1 << 20
_MOST_JSON_BYTES = 64 << 20
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def inspect_text(path: Path) -> Taken:
    """A text in UTF-8, read in pieces: its beginning, and how many characters and words it has."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    preview, letters, words, in_word = "", 0, 0, False
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            text = decoder.decode(piece)
            if "\0" in text:
                raise NotOfKindError("The file is not a text: it holds bytes that no text has")
            preview += text[: _PREVIEW - len(preview)]
            letters += len(text)
            words += len(text.split()) - (in_word and text[:1].strip() != "")
            in_word = text[-1:].strip() != ""
    decoder.decode(b"", final=True)
    full = letters <= _PREVIEW
    told = {"preview": preview, "hasFullPreview": full, "charCount": letters, "wordCount": words}
    return Taken("text/plain", told)


def inspect_json(path: Path) -> Taken:
    """A JSON file. It is read whole: larger ones than a client would send are refused."""
    if path.stat().st_size > _MOST_JSON_BYTES:
        raise NotOfKindError("The file is too large for JSON")
    json.loads(path.read_bytes())
    return Taken("application/json", {})


def inspect_document(path: Path) -> Taken:
    """A PDF, known by its first bytes, or a Word document, known by its parts: neither is read."""
    with path.open("rb") as file:
        if file.read(5) == b"%PDF-":
            return Taken("application/pdf", {})
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            if "word/document.xml" in parts.namelist():
                return Taken(_WORD, {})
    raise NotOfKindError("The file is not a document of a known format")
