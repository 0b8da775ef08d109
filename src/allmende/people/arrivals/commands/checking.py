"""Reading a whole file of people before anything is written: what would come in, and every problem with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import Any

from allmende.commons.spaces.models import Membership, Space
from allmende.identity.accounts.models import Account
from allmende.people.arrivals.models import Arrival
from allmende.people.arrivals.queries.lines import Line, Problem, Reading, canonical, read_people

BATCH = 500
FIRST_LINES = 5

type Tell = Callable[[Problem], object]


@dataclass(slots=True)
class Check:
    """What a file would bring: its kind, its columns, figures, and the first lines as they would come in."""

    reading: Reading = field(default_factory=Reading)
    total: int = 0
    problems: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    first: list[dict[str, Any]] = field(default_factory=list)


def check_file(
    space: Space, path: Path, columns: Sequence[str], *, on_problem: Tell, on_progress: Callable[[int], object]
) -> Check:
    """Read a file to its end and hold each line against what is here; tell each problem when it is found."""
    check, spaces = Check(), spaces_by_name(space)

    def tell(problem: Problem) -> None:
        check.problems += 1
        on_problem(problem)

    for lines in batched(_good(path, columns, check, tell), BATCH):
        known = known_here(space, lines)
        for line in lines:
            check.total += 1
            for name in line.spaces:
                if name.casefold() not in spaces:
                    tell(Problem("unknown_space", line.number, "spaces", name))
            check.counts["known" if line.source in known else "new"] += 1
            check.counts["without_address"] += not line.email
            check.counts[f"role_{line.role}"] += 1
            if len(check.first) < FIRST_LINES:
                check.first.append(_shown(line))
        on_progress(check.total)
    if not check.total and not check.problems:
        tell(Problem("empty"))
    return check


def _good(path: Path, columns: Sequence[str], check: Check, tell: Tell) -> Iterator[Line]:
    for found in read_people(path, columns, check.reading):
        if isinstance(found, Problem):
            tell(found)
        else:
            yield found


def _shown(line: Line) -> dict[str, Any]:
    return {
        "line": line.number, "name": line.name, "email": line.email, "language": line.language, "role": line.role,
        "spaces": ", ".join(line.spaces), "skills": ", ".join(line.skills), "about": line.about[:80],
    }  # fmt: skip


def spaces_by_name(root: Space) -> dict[str, Space]:
    """Return the open spaces inside a community by their names and slugs, in small letters."""
    rows = (
        Space.objects.filter(root=root, archived=None).select_related("audience").order_by("-id")
    )  # house: for its curators
    return {key.casefold(): space for space in rows for key in (space.title, space.slug)}


def known_here(space: Space, lines: Sequence[Line]) -> set[str]:
    """Return the sources of those lines whose person came in before, or belongs here by their address."""
    came = Arrival.objects.filter(space=space, source__in=[line.source for line in lines])
    known = set(came.values_list("source", flat=True))
    accounts = accounts_of([line.email for line in lines if line.email])
    here = set(
        Membership.objects.filter(space=space, actor__in=set(accounts.values())).values_list("actor_id", flat=True)
    )
    return known | {line.source for line in lines if accounts.get(canonical(line.email)) in here}


def accounts_of(emails: Sequence[str]) -> dict[str, Any]:
    """Return the actor of each address that has an account, by the address's one spelling."""
    spellings = {spelling for email in emails for spelling in (email.lower(), canonical(email))}
    rows = Account.objects.filter(email__in=spellings).values_list("email", "actor_id")
    return {canonical(email): actor for email, actor in rows}
