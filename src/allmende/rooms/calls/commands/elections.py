"""Bringing in an election from elsewhere, with its ballots and its published result: all of it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from babel.numbers import get_currency_precision
from django.db import transaction
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.ballots.commands import import_ballots, place_box, seal_box
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.counting import Completion, Election, Number, Project, Rule, Satisfaction, VoteType
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import ElectionImported
from allmende.rooms.calls.commands.calls import free_slug
from allmende.rooms.calls.commands.votes import write_result
from allmende.rooms.calls.models import (
    BallotKind,
    Call,
    CallState,
    Contribution,
    ContributionState,
    Phase,
    PhaseKind,
    Section,
)
from allmende.rooms.calls.models.phase import DEFAULT_OPENINGS
from allmende.rooms.calls.rules import may_import

LANGUAGES = {
    "polish": "pl",
    "german": "de",
    "english": "en",
    "italian": "it",
    "french": "fr",
    "dutch": "nl",
    "spanish": "es",
}
CURRENCIES = {
    "poland": "PLN",
    "netherlands": "EUR",
    "france": "EUR",
    "germany": "EUR",
    "italy": "EUR",
    "switzerland": "CHF",
}
DATES = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y")


def source_of(digest: str) -> str:
    """Return the source id of a file by the SHA-256 of its bytes: the same file is the same election."""
    return f"pabulib:{digest}"


@transaction.atomic
def import_election(
    actor: Actor,
    space: Space,
    election: Election,
    *,
    source: str,
    rule: Rule = Rule.GREEDY,
    satisfaction: Satisfaction | None = None,
    completion: Completion = Completion.NONE,
    progress: Callable[[int, int], None] | None = None,
) -> Call:
    """Make a counted call of an election: a contribution for each project, its ballots without voters, the result by `rule`.

    What was imported before (same `source`) is returned as it is. Raises Refused (403, 422); then nothing has changed.
    """
    require(may_import(actor, space))
    if known := Call.objects.filter(source=source).first():
        return known
    tell = progress or (lambda _done, _total: None)
    total = len(election.projects) + 2
    call = _call(actor, space, election, source, rule, satisfaction, completion)
    for done, project in enumerate(election.projects.values(), 1):
        _contribution(actor, call, election, project, done)
        tell(done, total)
    ballots = import_ballots(
        call.box, ((_content(ballot, election.vote_type), times) for ballot, times in election.ballots)
    )
    tell(total - 1, total)
    seal_box(call.box, electorate=0)
    write_result(call)
    call.state = CallState.COUNTED
    call.save(update_fields=["state"])
    record(ElectionImported(actor=actor.id, thing=call.id, space=space.id, audience=call.audience_id, ballots=ballots))
    tell(total, total)
    return call


def _call(
    actor: Actor,
    space: Space,
    election: Election,
    source: str,
    rule: Rule,
    satisfaction: Satisfaction | None,
    completion: Completion,
) -> Call:
    meta = election.meta
    currency = CURRENCIES.get(meta.get("country", "").lower(), "EUR")
    title = (meta.get("description") or meta.get("unit") or _("Imported election"))[:120]
    opens, closes = _span(meta)
    if satisfaction is None:
        satisfaction = Satisfaction.POINTS if election.vote_type.has_points else Satisfaction.COST
    audience = hidden_audience(Kind.DRAFT, space, actor)
    call = Call.objects.create(
        kind="call", state=CallState.OPEN, author=actor, space=space.thing_ptr, place=space, audience=audience,
        title=title, slug=free_slug(title), summary=_summary(election), zone=space.zone,
        language=LANGUAGES.get(meta.get("language", "").lower(), space.language), source=source, currency=currency,
        budget=minor(election.budget, currency), ballot=_kind(election), rule=rule, satisfaction=satisfaction,
        completion=completion, shared_layer=Layer.COMMUNITY if space.root is None else Layer.TEAM,
        minimum_support=_whole(election.minimum_support), official=sorted(election.official) if election.official else None,
    )  # fmt: skip
    publish(actor, call, space, Layer(call.shared_layer or Layer.TEAM))
    call.save()
    Section.objects.create(call=call, position=0, heading=_("Where it comes from"), text=_facts(meta))
    for kind, start, end in ((PhaseKind.VOTE, opens, closes), (PhaseKind.RESULT, closes, None)):
        Phase.objects.create(
            call=call, kind=kind, opens=start, closes=end, openings=DEFAULT_OPENINGS[kind], is_begun=True
        )
    place_box(call, opens, closes)
    return call


def _contribution(actor: Actor, call: Call, election: Election, project: Project, number: int) -> None:
    extra = "\n".join(f"- {key}: {value}" for key, value in project.extra.items() if value and value != "None")
    name = project.name or project.id
    contribution = Contribution(
        kind="contribution", state=ContributionState.SUBMITTED, author=actor, space=call.place.thing_ptr, call=call,
        audience=call.audience, published=clock.new_id(), title=name[:200], number=number, ballot_key=project.id[:80],
        summary=name[:280], text=f"{name}\n\n{extra}".strip(), cost=minor(project.cost, call.currency), language=call.language,
    )  # fmt: skip
    contribution.save(force_insert=True)
    Call.objects.filter(id=call.id).update(next_number=number + 1, contribution_count=number)


def minor(amount: Number, currency: str) -> int:
    """Return an amount in minor units; raises Refused (422) when it is finer than the currency."""
    value = Fraction(amount) * 10 ** get_currency_precision(currency)
    if value.denominator != 1:
        raise Refused(
            _("%(amount)s is finer than the smallest coin of %(currency)s.") % {"amount": amount, "currency": currency},
            422,
        )
    return int(value)


def _content(ballot: Any, vote_type: VoteType) -> list[Any]:
    """What a ballot row keeps: keys, or pairs of key and points."""
    if vote_type.has_points:
        return [[key, _whole(points)] for key, points in zip(ballot.projects, ballot.points, strict=True)]
    return list(ballot.projects)


def _whole(value: Number | None) -> int | None:
    if value is None:
        return None
    if Fraction(value).denominator != 1:
        raise Refused(_("Points must be whole numbers; %(value)s isn't.") % {"value": value}, 422)
    return int(value)


def _kind(election: Election) -> BallotKind:
    if election.vote_type == VoteType.APPROVAL and "max_sum_cost" in election.meta:
        return BallotKind.KNAPSACK
    return BallotKind(election.vote_type.value)


def _span(meta: Any) -> tuple[datetime, datetime]:
    """When the vote was held: the dates of the file, else the day before yesterday; a year alone is its January."""
    end = _date(meta.get("date_end", "")) or _date(meta.get("date_begin", "")) or clock.now() - timedelta(days=2)
    begin = _date(meta.get("date_begin", "")) or end - timedelta(days=14)
    end = min(end + timedelta(days=1), clock.now())
    return (begin, end) if begin < end else (end - timedelta(days=1), end)


def _date(text: str) -> datetime | None:
    for form in DATES:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return datetime(int(text), 1, 1, tzinfo=UTC) if re.fullmatch(r"[12]\d{3}", text.strip()) else None


def _summary(election: Election) -> str:
    return _("%(projects)s projects, %(ballots)s ballots, from a published ballot file.") % {
        "projects": len(election.projects),
        "ballots": election.voters,
    }


def _facts(meta: Any) -> str:
    """The file's own statements, as a list."""
    return "\n".join(f"- {_plain(key)}: {_plain(value)}" for key, value in meta.items())[:20_000]


def _plain(text: str) -> str:
    """Keep what a file says from being read as Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~-])", r"\\\1", text)
