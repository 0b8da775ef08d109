"""One spelling for every spelling: case, accents, umlauts written as ä, ae or a, and ß written as ss."""

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h"})
# "ue" after a vowel or q is no umlaut (neue, Bauer, Quelle); any number of e, so that folding twice changes nothing.
DIGRAPH = re.compile(r"ae+|oe+|(?<![aeiouq])ue+")
UMLAUT = re.compile(r"ae|oe|(?<![aeiouqäöü])ue")

INVISIBLE = "".join(
    map(chr, [0xAD, 0x34F, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])
)
LOOKALIKES = {
    **dict.fromkeys(INVISIBLE, ""),
    **dict.fromkeys("’‘‛ʼʹ′´`＇", "'"),
    **dict.fromkeys("‐‑‒–—−﹘﹣－", "-"),
    **dict.fromkeys("„“”‟«»〝〞＂", '"'),
}
LOOKALIKE = re.compile(f"[{''.join(map(re.escape, LOOKALIKES))}]")


def clean(text: str) -> str:
    """The text without what no database stores: zero bytes and halves of surrogate pairs become spaces."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def normalise(text: str) -> str:
    """The text with one code for each sign (NFKC) and one sign for each sort of apostrophe, hyphen and quote.

    Letters keep their case and their accents.
    """
    text = clean(text)
    if text.isascii():
        return text.replace("`", "'")
    return _plain_signs(unicodedata.normalize("NFKC", _plain_signs(text)))


def _plain_signs(text: str) -> str:
    return LOOKALIKE.sub(lambda found: LOOKALIKES[found[0]], text)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The one spelling that all spellings of a word share: Gärten, GAERTEN and Garten give "garten".

    Folding what is folded changes nothing.
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
    return DIGRAPH.sub(lambda found: found[0][0], unicodedata.normalize("NFKC", bare.casefold().translate(LETTERS)))


def with_umlauts(word: str) -> str:
    """A German word in lower case with umlauts where two letters stand for one: gaerten gives "gärten"."""
    return UMLAUT.sub(lambda found: {"a": "ä", "o": "ö", "u": "ü"}[found[0][0]], word)
