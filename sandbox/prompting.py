"""What the prompt helpers answer: useful, the same for the same question, and no more than is known.

No language model is asked. An improved prompt keeps the words and adds what a picture needs; a translation
goes word by word through a small dictionary and says so where that is not enough.
"""

import hashlib
import re
from collections.abc import Mapping

# What is added to a prompt: one of each, chosen by the prompt and the number of the answer.
_CAMERAS = (
    "low camera close to the ground",
    "wide view from a distance",
    "slow push towards the subject",
    "seen from slightly above",
    "close, with a soft background",
)
_LIGHTS = (
    "warm light from one side",
    "soft light of an overcast sky",
    "long shadows of the late afternoon",
    "light from behind with a bright rim",
    "cool light with one warm lamp",
)
_MOODS = ("quiet and expectant", "playful", "solemn", "dreamlike", "full of energy")

# German, French, Spanish and Italian words → English. Small on purpose: it shows the way, not the language.
_WORDS: Mapping[str, str] = {
    "de": (
        "ein=a eine=a einen=a einem=a einer=a der=the die=the das=the den=the dem=the und=and "
        "mit=with auf=on in=in im=in-the am=at-the bei=at von=of über=over unter=under neben=beside "
        "vor=before rot=red rote=red rotes=red roter=red blau=blue blaue=blue blaues=blue grün=green "
        "grüne=green schwarz=black weiß=white klein=small kleine=small kleines=small kleiner=small "
        "groß=big große=big großer=big alt=old alte=old alter=old haus=house hund=dog katze=cat "
        "boot=boat papierboot=paper-boat schiff=ship wald=forest baum=tree berg=mountain "
        "berge=mountains meer=sea see=lake fluss=river straße=street stadt=city nacht=night tag=day "
        "morgen=morning abend=evening sonnenuntergang=sunset regen=rain schnee=snow nebel=fog "
        "mond=moon sonne=sun himmel=sky auto=car mann=man frau=woman kind=child ritter=knight "
        "drache=dragon roboter=robot blume=flower blumen=flowers garten=garden schwimmt=floats "
        "fährt=drives läuft=runs fliegt=flies steht=stands fuchs=fox"
    ),
    "fr": (
        "un=a une=a le=the la=the les=the des=some et=and avec=with sur=on dans=in de=of du=of-the "
        "sous=under rouge=red bleu=blue bleue=blue vert=green verte=green noir=black noire=black "
        "blanc=white blanche=white petit=small petite=small grand=big grande=big vieux=old "
        "vieille=old maison=house chien=dog chat=cat bateau=boat papier=paper forêt=forest arbre=tree "
        "montagne=mountain mer=sea lac=lake rivière=river rue=street ville=city nuit=night jour=day "
        "matin=morning soir=evening coucher=setting soleil=sun pluie=rain neige=snow brouillard=fog "
        "lune=moon ciel=sky voiture=car homme=man femme=woman enfant=child chevalier=knight "
        "robot=robot fleur=flower fleurs=flowers jardin=garden flotte=floats renard=fox"
    ),
    "es": (
        "un=a una=a el=the la=the los=the las=the y=and con=with sobre=on en=in de=of del=of-the "
        "bajo=under rojo=red roja=red azul=blue verde=green negro=black negra=black blanco=white "
        "blanca=white pequeño=small pequeña=small gran=big grande=big viejo=old vieja=old casa=house "
        "perro=dog gato=cat barco=boat papel=paper bosque=forest árbol=tree montaña=mountain mar=sea "
        "lago=lake río=river calle=street ciudad=city noche=night día=day mañana=morning "
        "tarde=evening atardecer=sunset lluvia=rain nieve=snow niebla=fog luna=moon sol=sun cielo=sky "
        "coche=car hombre=man mujer=woman niño=child caballero=knight dragón=dragon flor=flower "
        "flores=flowers jardín=garden flota=floats zorro=fox"
    ),
    "it": (
        "un=a una=a uno=a il=the lo=the la=the i=the gli=the le=the e=and con=with su=on in=in di=of "
        "sotto=under rosso=red rossa=red blu=blue verde=green nero=black nera=black bianco=white "
        "bianca=white piccolo=small piccola=small grande=big vecchio=old vecchia=old casa=house "
        "cane=dog gatto=cat barca=boat carta=paper foresta=forest albero=tree montagna=mountain "
        "mare=sea lago=lake fiume=river strada=street città=city notte=night giorno=day "
        "mattina=morning sera=evening tramonto=sunset pioggia=rain neve=snow nebbia=fog luna=moon "
        "sole=sun cielo=sky macchina=car uomo=man donna=woman bambino=child cavaliere=knight "
        "drago=dragon fiore=flower fiori=flowers giardino=garden galleggia=floats volpe=fox"
    ),
}
_TABLES = {
    language: {pair.split("=")[0]: pair.split("=")[1].replace("-", " ") for pair in text.split()}
    for language, text in _WORDS.items()
}
_ENGLISH = frozenset(
    {
        *(
            "a",
            "an",
            "the",
            "and",
            "with",
            "on",
            "in",
            "of",
            "at",
            "under",
            "over",
            "is",
            "are",
            "by",
            "to",
            "from",
        ),
        *(
            "for",
            "as",
            "it",
            "this",
            "that",
            "red",
            "blue",
            "green",
            "small",
            "big",
            "old",
            "boat",
            "house",
            "dog",
        ),
        *("cat", "forest", "tree", "sea", "city", "street", "night", "day", "make", "picture"),
    }
)
UNTRANSLATED = "[not translated: the sandbox knows only a few words]"
_WORD = re.compile(r"[^\W\d_]+")


def improved(prompt: str, number: int) -> str:
    """The prompt's own words, and after them a camera, a light and a mood; `number` picks others."""
    words = prompt.strip().rstrip(".,;") or "One clear subject in the middle"
    digest = hashlib.blake2b(words.encode(), digest_size=6).digest()
    picks = [
        choices[(digest[place] + number) % len(choices)]
        for place, choices in enumerate((_CAMERAS, _LIGHTS, _MOODS))
    ]
    return f"{words}, {picks[0]}, {picks[1]}, {picks[2]} mood"


def translated(text: str) -> tuple[str, str]:
    """The text in English and the language found: an English text as it is, an unknown one marked so."""
    words = [word.lower() for word in _WORD.findall(text)]
    hits = {language: sum(word in table for word in words) for language, table in _TABLES.items()}
    hits["en"] = sum(word in _ENGLISH for word in words)
    language = max(hits, key=lambda each: hits[each])
    if not words or hits["en"] == hits[language] > 0:
        return text, "en"
    if hits[language] == 0:
        # Latin letters that no table knows may well be English names; anything else is not.
        return (text, "en") if text.isascii() else (f"{text} {UNTRANSLATED}", "unknown")
    table = _TABLES[language]
    told = _WORD.sub(lambda found: table.get(found.group().lower(), found.group()), text)
    told = told[:1].upper() + told[1:] if text[:1].isupper() else told
    known = hits[language] == len(words)
    return (told if known else f"{told} {UNTRANSLATED}"), language
