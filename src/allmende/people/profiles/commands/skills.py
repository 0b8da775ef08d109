"""Bringing in ESCO's skills from its CSV: the file `skills_<language>.csv` of the classification's download."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import batched
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Brought
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.commands import handle_from
from allmende.identity.actors.models import LANGUAGES, Actor
from allmende.people.profiles.activities import SkillsImported
from allmende.people.profiles.models import Skill, SkillAlias, SkillName
from allmende.people.profiles.queries.words import fold
from allmende.people.profiles.rules import may_import_skills

COLUMNS = ("conceptUri", "preferredLabel")
OTHERS = "altLabels"
MOST_CELL = 10_000
MOST_ROWS = 100_000
MOST_BYTES = 50_000_000
MOST_TOLD = 1000
BY_NAME = "name"
"""The language stands in the file's name, as in the classification's download: skills_de.csv."""


def import_skills(
    actor: Actor, root: Space, path: Path, language: str, *, dry_run: bool = False,
    on_problem: Callable[[str], None] = print,
) -> int:  # fmt: skip
    """Bring in the names that skills have in a language, with their other names; return how many names are new or other ones now.

    A free skill of the same name becomes the one of the list. Lines that can't be used are told one by one. Raises
    Refused (422) for a file that isn't such a list: then nothing came in.
    """
    require(may_import_skills(actor, root))
    if language not in dict(LANGUAGES):
        raise Refused(_("Skills are named in German, English or Italian."), 422)
    rows = {row.uri: row for row in _rows(path, on_problem)}
    with transaction.atomic():
        brought = _bring({uri: row.label for uri, row in rows.items()}, language) + _bring_aliases(rows, language)
        if dry_run:
            transaction.set_rollback(True)
        else:
            record(SkillsImported(actor=actor.id, space=root.id, skills=brought))
    return brought


def bring_in(
    actor: Actor, space: Space, path: Path, *, language: str, dry_run: bool, on_problem: Callable[[str], None],
    on_progress: Callable[[Text, int, int], None],
) -> Brought:  # fmt: skip
    """Bring in a list of skills that lies on this machine, named in a language or in the one that its name ends with.

    Raises Refused (403, 413, 422); then nothing came in.
    """
    if path.stat().st_size > MOST_BYTES:
        raise Refused(_("This file is too large: 50 MB at most."), 413)
    named = language if language != BY_NAME else path.stem.rpartition("_")[2].lower()
    if named not in dict(LANGUAGES):
        raise Refused(_("Say in which language the skills of %(name)s are named.") % {"name": path.name}, 422)
    left_out: list[str] = []
    on_progress(gettext_lazy("Reading"), 0, 1)
    brought = import_skills(actor, space, path, named, dry_run=dry_run, on_problem=left_out.append)
    for sentence in left_out[:MOST_TOLD]:
        on_problem(sentence)
    on_progress(gettext_lazy("Reading"), 1, 1)
    facts = (
        (gettext_lazy("New names"), str(brought)),
        (gettext_lazy("Lines left out"), str(len(left_out))),
        (gettext_lazy("Language"), named),
    )
    return Brought(path.name, reverse("profiles:skills_import"), bool(brought), facts)


class Row(NamedTuple):
    """A concept: its address, its preferred label, and what else it is called (one in each line of its cell)."""

    uri: str
    label: str
    others: tuple[str, ...]


def _rows(path: Path, on_problem: Callable[[str], None]) -> Iterator[Row]:
    """Each concept that can be used."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            if missing := [name for name in COLUMNS if name not in (table.fieldnames or ())]:
                raise Refused(_("The column %(name)s is missing.") % {"name": missing[0]}, 422)
            for number, row in enumerate(table, 2):
                if number > MOST_ROWS:
                    raise Refused(_("This list has more than %(most)d lines.") % {"most": MOST_ROWS}, 422)
                uri, label = (clean_line(row[name] or "") for name in COLUMNS)
                if uri.startswith("http") and len(uri) <= 200 and 0 < len(label) <= 120:
                    cell = row.get(OTHERS) or ""
                    yield Row(
                        uri,
                        label,
                        tuple(other for each in cell[:MOST_CELL].splitlines() if (other := clean_line(each))),
                    )
                else:
                    on_problem(
                        _("Line %(number)d: an address and a label of 120 characters at most are needed.")
                        % {"number": number}
                    )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(_("This isn't a list that can be read: a CSV file in UTF-8 is needed."), 422) from error


def _bring(rows: dict[str, str], language: str) -> int:
    by_uri = {skill.uri: skill for skill in Skill.objects.exclude(uri=None)}
    named = {name.folded: name for name in SkillName.objects.filter(language=language).select_related("skill")}
    by_skill = {name.skill_id: name for name in named.values()}
    keys = set(Skill.objects.values_list("key", flat=True))
    skills, names, renamed = [], [], []
    for uri, label in rows.items():
        folded, skill = fold(label), by_uri.get(uri)
        twin = named.get(folded)
        if skill is None and twin is not None and twin.skill.uri is None:
            skill, twin.skill.uri = twin.skill, uri
            twin.skill.save(update_fields=["uri"])
            by_uri[uri] = skill
        if twin is not None:
            continue
        if skill is None:
            skill = by_uri[uri] = Skill(key=_free_key(label, keys), uri=uri)
            skills.append(skill)
        if known := by_skill.get(skill.key):
            known.label, known.folded = label, folded
            renamed.append(known)
        else:
            names.append(SkillName(skill=skill, language=language, label=label, folded=folded))
        named[folded] = known or names[-1]
    Skill.objects.bulk_create(skills, batch_size=1000)
    SkillName.objects.bulk_create(names, batch_size=1000)
    SkillName.objects.bulk_update(renamed, ["label", "folded"], batch_size=500)
    return len(names) + len(renamed)


def _bring_aliases(rows: dict[str, Row], language: str) -> int:
    """Keep what else each skill of the list is called in a language, and no longer what it isn't; return how many are new."""
    keys = {skill.uri: skill.key for skill in Skill.objects.exclude(uri=None) if skill.uri}
    wanted = {
        (keys[row.uri], folded): other
        for row in rows.values()
        for other in row.others
        if row.uri in keys and len(other) <= 120 and (folded := fold(other)) != fold(row.label)
    }
    listed = {keys[uri] for uri in rows if uri in keys}
    known, gone = set(), []
    for key, skill, folded in SkillAlias.objects.filter(language=language).values_list("id", "skill_id", "folded"):
        if (skill, folded) in wanted:
            known.add((skill, folded))
        elif skill in listed:
            gone.append(key)
    for some in batched(gone, 500):
        SkillAlias.objects.filter(id__in=some).delete()
    new = [
        SkillAlias(skill_id=skill, language=language, label=other, folded=folded)
        for (skill, folded), other in wanted.items()
        if (skill, folded) not in known
    ]
    SkillAlias.objects.bulk_create(new, batch_size=1000)
    return len(new)


def _free_key(label: str, keys: set[str]) -> str:
    stem, number = handle_from(label), 1
    key = stem
    while key in keys:
        number += 1
        key = f"{stem}-{number}"
    keys.add(key)
    return key
