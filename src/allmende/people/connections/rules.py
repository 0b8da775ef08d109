"""Who may ask whom, and what either of two may do."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.rules import guardian_allows
from allmende.commons.mutes.queries import has_blocked
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import belongs_here, is_curator, is_member, is_signed_in
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Text, Verdict, allow_if, first_denial
from allmende.identity.accounts.queries import is_minor
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.people.connections.models import Connection, State
from allmende.people.profiles.queries.reach import are_close

OPEN_ASKS = 20
"""So many may wait for an answer at once."""
ASKS_A_DAY = 10


def between(one: Reader, other: Actor) -> QuerySet[Connection]:
    """The row of two people, if there is one."""
    pair = Q(asker=one.id, asked=other.id) | Q(asker=other.id, asked=one.id)
    return Connection.objects.filter(pair)


@asked(_("ask to become contacts"))
def may_ask(reader: Reader, person: Actor, root: Space) -> Verdict:
    """Members ask members, each once, not many at a time; with the young only as their protection allows."""
    if not (could := could_ask(reader, person, root)) or not isinstance(reader, Actor):
        return could
    row = between(reader, person).first()
    waits_for_them = row is not None and row.state == State.ASKED and row.asker_id == reader.id
    return first_denial(
        allow_if(row is None or row.state != State.MADE, _("You are in contact already."), status=409),
        allow_if(not waits_for_them, _("You have asked. The answer is up to them."), status=409),
        _within_limits(reader),
    )


def could_ask(reader: Reader, person: Actor, root: Space) -> Verdict:
    """What of `may_ask` is so whatever either has asked before: who the two are. A page that knows their row asks this alone."""
    if not (member := is_member(reader, root)):
        return member
    return first_denial(
        allow_if(reader.id != person.id, _("You know yourself already."), status=409),
        allow_if(
            person.kind == Kind.PERSON and belongs_here(person, root),
            _("%(name)s isn't a member here.") % {"name": person.name},
        ),
        allow_if(not has_blocked(reader, person), _("You have blocked %(name)s.") % {"name": person.name}, status=409),
        may_approach(reader, person, root),
    )


@asked(_("approach for paid work"))
def may_approach(reader: Reader, person: Actor, root: Space) -> Verdict:
    """The young among themselves: below 16 with their guardians' word. With adults: their curators and people of their teams."""
    if not (signed := is_signed_in(reader)) or not isinstance(reader, Actor):
        return signed
    young = is_minor(reader), is_minor(person)
    if not any(young):
        return ALLOWED
    refusal: Text = _("%(name)s can be asked by people of their teams and by curators.") % {"name": person.name}
    if all(young):
        return first_denial(guardian_allows(reader, "messages"), allow_if(guardian_allows(person, "messages"), refusal))
    child, adult = (reader, person) if young[0] else (person, reader)
    is_theirs = bool(is_curator(adult, root)) or are_close(child, adult)
    if child is reader:
        refusal = _("Until you are 18 you can ask people of your teams, curators, and others of your age.")
    return first_denial(guardian_allows(reader, "messages"), allow_if(is_theirs, refusal))


def _within_limits(reader: Actor) -> Verdict:
    asks = Connection.objects.filter(asker=reader)
    today = asks.filter(at__gt=clock.now() - timedelta(days=1)).count()
    return first_denial(
        allow_if(
            asks.filter(state=State.ASKED).count() < OPEN_ASKS,
            _("Many of your asks wait for an answer. Take some back, or give people time."),
            status=429,
        ),
        allow_if(today < ASKS_A_DAY, _("That is enough for today. Go on tomorrow."), status=429),
    )


def may_answer(reader: Reader, connection: Connection) -> Verdict:
    """Whoever was asked; also after a no, for who has thought again."""
    return first_denial(
        is_signed_in(reader),
        allow_if(reader.id == connection.asked_id, _("Only who was asked can answer.")),
        allow_if(connection.state == State.ASKED, _("This has been answered or taken back."), status=409),
    )


def may_withdraw(reader: Reader, connection: Connection) -> Verdict:
    """Whoever asked, while there is no yes."""
    return first_denial(
        is_signed_in(reader),
        allow_if(reader.id == connection.asker_id, _("Only who asked can take it back.")),
        allow_if(connection.state == State.ASKED, _("This has been answered or taken back."), status=409),
    )


def may_end(reader: Reader, connection: Connection) -> Verdict:
    """Either of two contacts, without a reason."""
    return first_denial(
        is_signed_in(reader),
        allow_if(reader.id in {connection.asker_id, connection.asked_id}, _("Only one of the two can end it.")),
        allow_if(connection.state == State.MADE, _("You are not in contact."), status=409),
    )


def may_note(reader: Reader, connection: Connection) -> Verdict:
    """Each of the two, for themselves."""
    return may_end(reader, connection)


@asked(_("walk the path to paid work"))
def may_walk_path(reader: Reader, root: Space) -> Verdict:
    """The path to paid work is there for members."""
    return is_member(reader, root)
