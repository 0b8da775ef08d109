"""Making many people at once: actors, accounts, memberships, reach and journal of a batch in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, Q

from allmende.commons.audiences import commands as audiences
from allmende.commons.audiences.models import BY_RUNG, PUBLIC, Audience
from allmende.commons.audiences.models import Kind as Stands
from allmende.commons.spaces.activities import MemberJoined
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.reach import hold, recompile
from allmende.foundation import clock
from allmende.foundation.journal.commands import record_all
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import handle_from
from allmende.identity.actors.models import Actor, Kind
from allmende.people.arrivals.commands.checking import accounts_of, known_here, spaces_by_name
from allmende.people.arrivals.commands.faces import Face, Faces
from allmende.people.arrivals.models import Arrival, PeopleImport
from allmende.people.arrivals.queries.lines import Line, canonical
from allmende.people.directory.commands import refresh
from allmende.people.welcome.commands import begin


@dataclass(slots=True)
class Maker:
    """Brings lines into a community, batch by batch. The handles of the node are read once."""

    actor: Actor
    root: Space
    row: PeopleImport | None
    taken: set[str] = field(default_factory=set)
    spaces: dict[str, Space] = field(default_factory=dict)
    reached: dict[UUID, list[int]] = field(default_factory=dict)
    faces: Faces = field(init=False)

    def __post_init__(self) -> None:
        self.taken = set(Actor.objects.values_list("handle", flat=True))  # house: handles are the node's
        self.spaces = spaces_by_name(self.root)
        self.faces = Faces(self.actor, self.root)

    @transaction.atomic
    def bring(self, lines: Sequence[Line]) -> int:
        """Bring in those of the lines that are not here yet, and return how many; doing it again changes nothing."""
        self.reached.clear()  # an audience may be new since the last batch
        hold(self.root.id, *(space.id for line in lines for space in self._spaces_of(line)))
        known = known_here(self.root, lines)
        fresh = [line for line in lines if line.source not in known]
        accounts = accounts_of([line.email for line in fresh if line.email])
        people = {line.source: accounts.get(canonical(line.email)) for line in fresh}
        new = [line for line in fresh if people[line.source] is None]
        self._make(new, people)
        Arrival.objects.bulk_create(
            [
                Arrival(space=self.root, source=line.source, actor_id=person, brought_by=self.row)
                for line in fresh
                if (person := people[line.source])
            ],
            batch_size=500,
        )
        self._let_belong(fresh, people)
        self.faces.tell(
            [Face(person, line.skills, line.about, not line.email) for line in new if (person := people[line.source])]
        )
        refresh(person for person in people.values() if person)
        return len(fresh)

    def _make(self, lines: Sequence[Line], people: dict[str, UUID | None]) -> None:
        """Make actors, and accounts for those with an address; a password is set by the reset mail."""
        actors = [
            Actor(
                kind=Kind.PERSON if line.email else Kind.MANAGED, handle=self._handle(line.name), name=line.name,
                language=line.language or self.root.language, zone=self.root.zone,
            )
            for line in lines
        ]  # fmt: skip
        Actor.objects.bulk_create(actors, batch_size=500)
        people |= {line.source: actor.id for line, actor in zip(lines, actors, strict=True)}
        Account.objects.bulk_create(
            [
                Account(email=line.email, actor=actor, password=make_password(None))
                for line, actor in zip(lines, actors, strict=True)
                if line.email
            ],
            batch_size=500,
        )

    def _handle(self, name: str) -> str:
        wished = handle_from(name)
        candidate, number = wished, 1
        while candidate in self.taken:
            number += 1
            candidate = f"{wished}-{number}"
        self.taken.add(candidate)
        return candidate

    def _spaces_of(self, line: Line) -> list[Space]:
        """The spaces a line names; one that has gone since the file was checked is left out."""
        found = (self.spaces.get(name.casefold()) for name in line.spaces)
        return list(dict.fromkeys(space for space in found if space))

    def _let_belong(self, lines: Sequence[Line], people: dict[str, UUID | None]) -> None:
        """Write memberships, what they reach, the counters and the journal."""
        wanted = [
            (space, person, role)
            for line in lines
            if (person := people[line.source])
            for space, role in ((self.root, line.role), *((inner, Role.MEMBER) for inner in self._spaces_of(line)))
        ]
        had = set(
            Membership.objects.filter(actor__in={person for _space, person, _role in wanted}).values_list(
                "space_id", "actor_id"
            )
        )
        rows = [_membership(space, person, role) for space, person, role in wanted if (space.id, person) not in had]
        Membership.objects.bulk_create(rows, batch_size=500)
        for space, joined in Counter(row.space_id for row in rows).items():
            Space.objects.filter(id=space).update(member_count=F("member_count") + joined)
        audiences.grant({(row.actor_id, audience) for row in rows for audience in self._reached_from(row.space_id)})
        recompile(Actor.objects.filter(id__in=[row.actor_id for row in rows if row.role == Role.HOST]))
        places = {space.id: space for space, _person, _role in wanted}
        record_all(
            MemberJoined(
                actor=self.actor.id, thing=row.space_id, space=row.space_id,
                audience=places[row.space_id].audience_id, member=row.actor_id,
            )
            for row in rows
        )  # fmt: skip
        new_here = [row.actor_id for row in rows if row.role == Role.NEWCOMER]
        for newcomer in Actor.objects.filter(id__in=new_here).order_by("id"):
            begin(newcomer, self.root)

    def _reached_from(self, space: UUID) -> list[int]:
        """What a plain member of a space reaches by it (`spaces.reach.entitled`); read anew in each transaction."""
        if space not in self.reached:
            here = Audience.objects.filter(space=space).exclude(id=PUBLIC)
            theirs = here.filter(Q(kind__in=BY_RUNG) | Q(kind=Stands.TALK, owner=None))
            self.reached[space] = list(theirs.values_list("id", flat=True))
        return self.reached[space]


def _membership(space: Space, person: UUID, role: str) -> Membership:
    """A newcomer gets say, work and share by their commitment; everyone else has them."""
    full = role != Role.NEWCOMER
    return Membership(
        space=space, actor_id=person, role=role, has_say=full, has_work=full, has_share=full, joined=clock.now()
    )
