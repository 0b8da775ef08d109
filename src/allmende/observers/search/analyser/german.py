"""German words: the base words we know, the one form that all forms of a word share, and compounds taken apart."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from allmende.observers.search.analyser.folding import fold, with_umlauts
from allmende.observers.search.analyser.stems import snowball

ENDINGS = ("", "e", "n", "s", "en", "er", "es", "em", "ern", "se", "sen", "in", "nen", "innen", "chen", "chens")
LINKS = ("", "s", "n", "e", "en", "es", "er", "ns", "ens", "in", "innen")
# A part nobody listed is believed before a long known word, or if its ending shows that it is a noun with its link.
DERIVED = re.compile(r"(?:ung|heit|keit|schaft|ion|tat|tum|ling)s$")
OPEN_HEADS = frozenset("kurs haus bank turm baum raum buch park bahn boot film chor club".split())
NO_OPEN_HEADS = frozenset(
    "datum essen weise leben marke inter trans super ebene tisch eiche ende bar voll licht schloss kante tier ort hof ente"
    " stand reifen rinne satz name sprech steh lage stoss".split()
)
KEEPS_E = frozenset(
    "ente ebene suppe ehe note mitte".split()
)  # without it they would stand in words that are not theirs
UNRELATED = frozenset("mess wein lad mal haft".split())
"""Roots of verbs that only look like those of nouns (messen and Messe)."""
SHORTEST, LONGEST, MOST_PARTS = 6, 48, 6


@dataclass(frozen=True, slots=True)
class Part:
    """A base word inside a compound; `weight` counts the letters that are guessed or only link."""

    key: str
    weight: int
    particle: bool = False


@dataclass(frozen=True)
class Words:
    """The base words in the shapes that lookups need; values are keys, the folded base form."""

    bases: dict[str, str]
    folded: dict[str, str]
    whole: frozenset[str]
    verbs: dict[str, str]
    modifiers: dict[str, Part]
    heads: dict[str, Part]


@cache
def words() -> Words:
    """Read the committed list once."""
    sections: dict[str, list[str]] = {}
    for line in files(__package__).joinpath("german.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[] "), [])
        elif not line.startswith("#"):
            section.extend(line.split()) if line.strip() else None
    bases: dict[str, str] = {}
    for entry in sections["nouns"]:
        for form in entry.strip("!").replace("ß", "ss").split(":"):
            bases[form] = fold(entry.strip("!").split(":")[0])
    whole = frozenset(fold(entry.strip("!").split(":")[0]) for entry in sections["nouns"] if entry.endswith("!"))
    verbs = _verbs(sections["verbs"], {fold(form): key for form, key in bases.items()})
    for form, key in bases.items():
        bases[form] = verbs.get(key.removesuffix("ung"), key) if key.endswith("ung") else key  # Beratung is beraten
    folded: dict[str, str] = {}
    for form, key in bases.items():
        folded.setdefault(fold(form), key)
    modifiers, heads = _modifiers(folded, verbs, sections["particles"]), _heads(folded, verbs)
    return Words(bases, folded, whole, verbs, modifiers, heads)


def _verbs(infinitives: list[str], nouns: dict[str, str]) -> dict[str, str]:
    """From the root of each verb to its key, which is that of the noun beside it, if there is one (pflanzen, Pflanze)."""
    roots = {fold(re.sub(r"(?<=[lr])n$|en$", "", verb)) for verb in infinitives}
    own = {root: f"{root}en" for root in roots & UNRELATED}
    return {root: nouns.get(f"{root}e") or nouns.get(root) or root for root in roots} | own


def _modifiers(nouns: dict[str, str], verbs: dict[str, str], particles: list[str]) -> dict[str, Part]:
    forms = {fold(particle): Part(fold(particle), 0, particle=True) for particle in particles if len(particle) > 1}
    for root, key in verbs.items():
        forms[root] = Part(key, 0)
        forms.setdefault(f"{root}e", Part(key, 1))
    for form, key in nouns.items():
        if form.endswith("e") and form not in KEEPS_E:
            forms.setdefault(form[:-1], Part(key, 1))  # Schulgarten, Kirschbaum
            forms.setdefault(f"{form[:-1]}s", Part(key, 2))  # Geschichtswerkstatt, Hilfsmittel
        _join(forms, form, key, LINKS if len(form) > 2 else ("",))
    return forms


def _heads(nouns: dict[str, str], verbs: dict[str, str]) -> dict[str, Part]:
    forms: dict[str, Part] = {}
    for root, key in verbs.items():
        forms[f"{root}n" if root.endswith(("el", "er")) else f"{root}en"] = Part(key, 1)
    for form, key in nouns.items():
        _join(forms, form, key, ENDINGS if len(form) > 2 else ())
    return forms


def _join(forms: dict[str, Part], form: str, key: str, ends: tuple[str, ...]) -> None:
    """Add a base word with each end, where nothing is known that guesses fewer letters."""
    parts = {weight: Part(key, weight) for weight in {len(end) for end in ends}}  # equal ones are one: there are 50,000
    for end in ends:
        known = forms.get(form + end)
        if end == "" or known is None or len(end) < known.weight:
            forms[form + end] = parts[len(end)]


@lru_cache(maxsize=100_000)
def german(word: str) -> frozenset[str]:
    """Return the one key that the forms of a German word (lower case, umlauts as written) share.

    A known base word is its own key, so that Bürger is no Burg and Kohle no Kohl; a compound ends in its head's key;
    anything else has Snowball's stem.
    """
    if known := _known(word):
        return frozenset({known})
    flat = fold(word)
    if parts := _segments(flat, frozenset()):
        head = parts[-1]
        if head[1] in words().heads:
            return frozenset({flat[: head[0]] + words().heads[head[1]].key})
    return frozenset({fold(snowball("german", with_umlauts(word)))})


def is_known(word: str) -> bool:
    """Say whether a word is a listed base word in one of its forms."""
    return _known(word) is not None


def _known(word: str) -> str | None:
    """The key of a base word in any form; first as written, so that Küchen is no Kuchen, then without umlauts."""
    known, flat = words(), fold(word)
    if word not in known.bases and flat.endswith("n"):
        root = flat.removesuffix("n") if flat.endswith(("eln", "ern")) else flat.removesuffix("en")
        if root in known.verbs:
            return known.verbs[root]
    for form, bases in ((with_umlauts(word), known.bases), (flat, known.folded)):
        for ending in ENDINGS:
            if not form.endswith(ending):
                continue
            base = form.removesuffix(ending)
            if len(base) > 2 and (
                key := bases.get(base) or (bases.get(f"{base}e") if ending.startswith("in") else None)
            ):
                return key
    for root in (flat, flat.removeprefix("ge") if flat.startswith("ge") else flat):
        for ending in ("en", "n", "t", "te", "st", "et", "ten", "ung", "ungen", "end", "ende", "enden"):
            if root.endswith(ending) and (key := known.verbs.get(root.removesuffix(ending))):
                return key
    return None


@lru_cache(maxsize=100_000)
def parts_of(word: str, learned: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the keys of the fewest words a compound is made of, in their order; none if it is no compound.

    `learned` are further folded base words, of this community. Regenwasserspeicher gives regen, wasser, speicher.
    """
    forms = _forms(word, learned)
    last = len(forms) - 1
    return tuple(_key(form, last=place == last) for place, form in enumerate(forms) if not _is_particle(form))


@lru_cache(maxsize=100_000)
def inside(word: str, learned: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the keys of all words in a compound: its parts, theirs, and neighbours together (regenwasser)."""
    forms, found = _forms(word, learned), set(parts_of(word, learned))
    for key in tuple(found):
        found |= inside(key, learned)
    for start in range(len(forms)):
        for end in range(start + 2, len(forms) + (start > 0)):
            found |= german("".join(forms[start:end]))
    return frozenset(found)


def _forms(word: str, learned: frozenset[str]) -> tuple[str, ...]:
    """The parts of a compound as written; a listed word is split in its base form or, marked as whole, not at all."""
    known = _known(word)
    flat = known or fold(word)
    if not flat.isalpha() or known in words().whole:
        return ()
    forms = tuple(form for _, form in _segments(flat, learned))
    return forms if len(forms) <= MOST_PARTS else ()


def _is_particle(form: str) -> bool:
    part = words().modifiers.get(form)
    return part is not None and part.particle


def _key(form: str, *, last: bool) -> str:
    part = (words().heads if last else words().modifiers).get(form)
    if part:
        return part.key
    return min(german(form if last else re.sub(r"(?<=ung|eit|aft|ion)s$", "", form)))


@lru_cache(maxsize=100_000)
def _segments(flat: str, learned: frozenset[str]) -> tuple[tuple[int, str], ...]:
    """The cheapest way to read a folded word as two or more parts: (where it starts, the part with its link or ending)."""
    if not SHORTEST <= len(flat) <= LONGEST:
        return ()
    size = len(flat)
    best: list[tuple[int, tuple[tuple[int, str], ...]] | None] = [None] * (size + 1)
    for start in range(size - 3, -1, -1):
        ways: list[tuple[int, tuple[tuple[int, str], ...]]] = []
        tail = _head_cost(flat[start:], learned)
        if tail is not None and start:
            ways.append((tail, ((start, flat[start:]),)))
        for end in range(start + 2, size - 2):
            rest = best[end]
            if rest is None:
                continue
            cost = _modifier_cost(flat[start:end], rest[1], learned, first=start == 0)
            if cost is not None:
                ways.append((cost + rest[0], ((start, flat[start:end]), *rest[1])))
        best[start] = min(ways, default=None)
    return best[0][1] if best[0] else ()


def _head_cost(form: str, learned: frozenset[str]) -> int | None:
    part = words().heads.get(form)
    if part:
        return 10 + part.weight
    if len(form) > 4 and any(
        form.removesuffix(e) in learned for e in ("", "e", "n", "s", "en", "er", "es") if form.endswith(e)
    ):
        return 14
    return None


def _modifier_cost(form: str, rest: tuple[tuple[int, str], ...], learned: frozenset[str], *, first: bool) -> int | None:
    """What reading `form` as a part before `rest` costs; None if it may not be read so. Guesses are dear."""
    part = words().modifiers.get(form)
    if part and part.particle:
        return 10 if len(rest) > 1 or len(rest[0][1]) > 5 else None
    if part and (len(form) > 2 or len(rest[0][1]) > 4):
        return 10 + part.weight
    if len(form) > 4 and any(form.removesuffix(e) in learned for e in LINKS if form.endswith(e)):
        return 14
    if not first or len(form) < 4:
        return None
    heads = [words().heads.get(part) or words().modifiers.get(part) for _, part in rest]
    if any(head is None or head.key in NO_OPEN_HEADS for head in heads):
        return None
    key = heads[0].key if heads[0] else ""
    if DERIVED.search(form) or len(key) > 4 or (len(form) > 4 and (len(rest) > 1 or key in OPEN_HEADS)):
        return 20 + 3 * len(form)
    return None
