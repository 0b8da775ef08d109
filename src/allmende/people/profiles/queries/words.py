"""How words are compared, and which skills are suggested while someone types."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from babel import Locale
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language

from allmende.identity.actors.models import Reader
from allmende.people.profiles.models import Detail, Key, SkillAlias, SkillName
from allmende.people.profiles.queries.reach import reach_in_profiles


def fold(text: str) -> str:
    """Return words as they are compared: small, without accents, single spaces; 120 characters at most."""
    stripped = (
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )
    return " ".join("".join(stripped).split())[:120]


def suggested_skills(reader: Reader, typed: str, language: str, limit: int = 8) -> list[str]:
    """Return names of skills of which some name begins with what is typed, in the reader's language first.

    A skill that only another name of it brings up stands there by its own name, behind the others. From the list that was brought in, and of what people say those that the reader sees: what someone keeps to
    themselves is suggested to nobody.
    """
    start = fold(typed)
    if not start:
        return []
    seen = Detail.objects.within(reach_in_profiles(reader)).filter(key=Key.SKILL, word=OuterRef("skill_id"))
    rows = SkillName.objects.filter(Q(folded__startswith=start) & (Q(skill__uri__isnull=False) | Q(Exists(seen))))
    names = rows.order_by("folded").values_list("label", "language", "skill_id")[: limit * 6]
    found: dict[str, str] = {}
    for label, _language, key in sorted(names, key=lambda name: name[1] != language):
        found.setdefault(key, label)
    return [*found.values(), *_by_other_names(start, language, found, limit - len(found))][:limit]


def _by_other_names(start: str, language: str, known: Collection[str], limit: int) -> list[str]:
    """Return the own names of skills of the list that are known by another name as well."""
    aliases = SkillAlias.objects.filter(folded__startswith=start).exclude(skill__in=known).order_by("folded")
    skills = list(dict.fromkeys(aliases.values_list("skill_id", flat=True)[: limit * 6])) if limit > 0 else []
    names = SkillName.objects.filter(skill__in=skills).values_list("skill_id", "language", "label") if skills else ()
    own: dict[str, str] = {}
    for skill, _language, label in sorted(names, key=lambda name: name[1] != language):
        own.setdefault(skill, label)
    return [own[skill] for skill in skills if skill in own]


def language_name(code: str) -> str:
    """Return what a language is called in the reader's language; its code where it has no name there."""
    return str(Locale(get_language() or "en").languages.get(code, code))
