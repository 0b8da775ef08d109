"""What all forms of a word share, per language: the stems by which it is indexed and looked for."""

import re
from functools import lru_cache
from threading import local

from allmende.observers.search.analyser.folding import fold

_own = local()

ENGLISH_FORMS = {
    form: base
    for base, forms in {
        "child": "children", "person": "people persons", "man": "men", "woman": "women", "foot": "feet", "tooth": "teeth",
        "mouse": "mice", "goose": "geese", "life": "lives", "knife": "knives", "wife": "wives", "half": "halves",
        "leaf": "leaves", "shelf": "shelves", "wolf": "wolves", "loaf": "loaves", "calf": "calves", "thief": "thieves",
        "buy": "bought", "build": "built", "teach": "taught", "find": "found", "give": "gave given", "write": "wrote written",
        "grow": "grew grown", "speak": "spoke spoken", "choose": "chose chosen", "meet": "met", "sell": "sold", "lend": "lent",
        "colour": "color colors colored colorful", "neighbour": "neighbor neighbors", "labour": "labor", "favour": "favor",
        "neighbourhood": "neighborhood neighborhoods", "behaviour": "behavior", "honour": "honor", "harbour": "harbor",
        "flavour": "flavor flavors", "centre": "center centers", "theatre": "theater theaters", "programme": "program programs",
        "litre": "liter liters", "metre": "meter meters", "fibre": "fiber fibers",
    }.items()
    for form in forms.split()
}  # fmt: skip
# Words that Snowball makes one with others of another meaning (busy, experiment, import): they keep themselves.
ENGLISH_KEPT = {
    form: base
    for base, forms in {
        "business": "businesses", "experience": "experiences experienced experiencing", "important": "importance importantly",
        "humane": "", "objective": "objectives", "party": "parties", "bus": "buses busses", "gas": "gases",
    }.items()
    for form in (base, *forms.split())
}  # fmt: skip
BRITISH = re.compile(r"(?<=\w{3}i)s(?=(?:e|ed|es|ing|er|ers|ation|ations)$)")

ITALIAN_FORMS = {
    "uomini": "uomo", "uova": "uovo", "dita": "dito", "mani": "mano", "case": "casa", "buoi": "bue", "templi": "tempio",
    "braccia": "braccio", "ginocchia": "ginocchio", "lenzuola": "lenzuolo", "mura": "muro", "paia": "paio", "ali": "ala",
}  # fmt: skip
# Stems that mean something else with o than with a (porto, porta): they keep a vowel; -i is of o or e, -e of a or e.
ITALIAN_TWINS = frozenset(
    "cas port post cap banc sol or mod pal coll pian cors sal mel tavol pont punt part torn volt test bust busc mess"
    " fogli gamb panch cost fin vel par pen foss pezz sapon".split()
)
GENDERS = {"i": "oe", "e": "ae"}
ITALIAN_VERB = re.compile(
    r"(?<!i)(?:[aei]re|[aei]rsi|at[oaie]|it[oie]|ut[oaie]|ando|endo|azion[ei]|izion[ei]|iamo|ament[oi]|iment[oi]|at(?:ore|ori|rice|rici))$"
)


def snowball(language: str, word: str) -> str:
    """Return Snowball's stem of a word in lower case; source: snowballstem.org, by the package snowballstemmer."""
    stemmers = _own.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        import snowballstemmer  # slow import: it loads the rules of forty languages

        stemmers[language] = snowballstemmer.stemmer(language)  # holds the word it works on, so each thread has its own
    stem: str = stemmers[language].stemWord(word)
    return stem


@lru_cache(maxsize=50_000)
def english(word: str) -> frozenset[str]:
    """Return the stems of an English word: Snowball's, irregular plurals and American spelling brought home first."""
    bare = fold(word) if not word.isascii() else word
    if kept := ENGLISH_KEPT.get(bare):
        return frozenset({kept})
    return frozenset({fold(snowball("english", BRITISH.sub("z", ENGLISH_FORMS.get(bare, bare))))})


@lru_cache(maxsize=50_000)
def italian(word: str) -> frozenset[str]:
    """Return the stems of an Italian word: without the ending of gender and number, and of a verb also its root.

    Snowball's Italian cuts deeper (it makes comunità and comune one, quartiere and quartieri two), hence our own.
    """
    if word.endswith(("à", "ù", "è", "ò", "ì")):
        return frozenset({fold(word)})
    bare = fold(word)
    bare = ITALIAN_FORMS.get(bare, bare)
    stem = _singular(bare)
    if stem in ITALIAN_TWINS:
        return frozenset(stem + vowel for vowel in GENDERS.get(bare[-1:], bare[-1:]))
    stems = {stem}
    root = ITALIAN_VERB.sub("", bare)
    if len(root) >= (5 if bare[-2:-1] == "t" else 3 if bare.endswith(("iamo", "are")) else 4):  # mercato is no merce
        stems.add(_singular(root) if root == bare else root)
    return frozenset(stems)


def _singular(word: str) -> str:
    """An Italian noun or adjective without its last vowels; the h that keeps c and g hard goes too (banche, luoghi)."""
    if len(word) < 4:
        return word
    stem = re.sub(r"(?:i[aeio]|[aeio])$", "", word)
    if len(stem) < 2:
        return word
    return stem[:-1] if stem.endswith(("ch", "gh")) else stem
