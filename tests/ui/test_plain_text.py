"""Text from outside is shown as text."""

import pytest

from scenario_ui.plain_text import plain, shortened


@pytest.mark.parametrize(
    "hostile",
    [
        "**bold**",
        "[link](javascript:alert(1))",
        "<script>alert(1)</script>",
        "![x](https://evil.example/x.png)",
        ":red[alarm]",
        "$x^2$",
        "`code`",
        "# title",
        "https://evil.example",
        "www.evil.example",
        "a@evil.example",
    ],
)
def test_nothing_that_markdown_acts_on_is_left_bare(hostile: str) -> None:
    """Every special character comes out behind a backslash."""
    escaped = plain(hostile)

    bare = escaped.replace("\\\\", "")
    for special in "*_[]()<>#`$:!@.":
        assert bare.count(special) == bare.count("\\" + special)


def test_text_becomes_one_line_without_control_characters() -> None:
    """Line breaks would start a block, bidirectional marks would lie."""
    assert shortened("a\n\n# b\u202ec\x00") == "a # bc"


def test_long_text_is_cut_with_an_ellipsis() -> None:
    """A limit counts the characters that are seen, not the escapes."""
    assert plain("a.b.c.d.e", limit=5) == r"a\.b\.…"


@pytest.mark.parametrize(
    "text", ["https://evil.example", "www.evil.example", "a@evil.example", ":material/home:", "->", "--"]
)
def test_what_the_front_end_would_act_on_later_is_broken_up(text: str) -> None:
    """Addresses, icons and arrows are found in the finished text: an invisible joiner stands between."""
    assert "\u2060" in plain(text)


def test_composed_emoji_stay_whole() -> None:
    """An astronaut is a woman, a joiner and a rocket."""
    assert shortened("\U0001f469\u200d\U0001f680") == "\U0001f469\u200d\U0001f680"
