"""Bringing in an election from elsewhere, with its ballots and its published result: all of it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from babel.numbers import get_currency_precision
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.ballots.commands import import_ballots, place_box, seal_box
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.counting import LIMITS, Completion, Election, Number, Problem, Project, Rule, Satisfaction, VoteType
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line, clean_text
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
from allmende.rooms.calls.queries.problems import in_words
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


MOST_LETTERS_OF_A_KEY = 80
LARGEST_THRESHOLD = 2**31 - 1
MOST_LETTERS = 40_000
YEARS = range(1900, 2200)  # another year is a slip


def source_of(digest: str, space: Space) -> str:
    """Return the source id of a file by the SHA-256 of its bytes: within a space the same file is the same election."""
    return f"pabulib:{digest}:{space.id.hex}"


def imported_before(source: str) -> Call | None:
    """Return the call that an election became; None if it has not come in yet."""
    return Call.objects.filter(source=source).first()


def usual_count(rule: Rule, election: Election) -> tuple[Satisfaction | None, Completion]:
    """How an election from elsewhere is counted by a rule: equal shares by what the ballots say, spending what is left."""
    if rule is not Rule.EQUAL_SHARES:
        return None, Completion.NONE
    return Satisfaction.POINTS if election.vote_type.has_points else Satisfaction.COST, Completion.GREEDY


def obstacles(election: Election) -> list[Problem]:
    """Say what keeps an election that could be counted from being kept here as it is."""
    currency, threshold = currency_of(election.meta), election.minimum_support
    amounts = [election.budget, *(project.cost for project in election.projects.values())]
    points = {value for ballot, _times in election.ballots for value in ballot.points}
    found = [
        Problem("id_too_long", None, {"project": key, "limit": MOST_LETTERS_OF_A_KEY})
        for key in election.projects
        if len(key) > MOST_LETTERS_OF_A_KEY
    ]
    found += [
        Problem("finer_than_coin", None, {"amount": str(amount), "currency": currency})
        for amount in dict.fromkeys(amounts)
        if _in_coins(amount, currency).denominator != 1
    ]
    found += [Problem("points_not_whole", None, {"value": str(v)}) for v in points if Fraction(v).denominator != 1]
    if threshold is not None and not (Fraction(threshold).denominator == 1 and 0 <= threshold <= LARGEST_THRESHOLD):
        found.append(Problem("threshold_odd", None, {"value": str(threshold)}))
    if election.default_score:
        found.append(Problem("default_score"))
    return found[: LIMITS.problems]


@transaction.atomic
def import_election(
    actor: Actor,
    space: Space,
    election: Election,
    *,
    source: str,
    rule: Rule = Rule.GREEDY,
    progress: Callable[[int, int], None] | None = None,
) -> Call:
    """Make a counted call of an election: a contribution for each project, its ballots without voters, the result by `rule`.

    What was imported before (same `source`) is returned as it is. Raises Refused (403, 422); then nothing has changed.
    """
    require(may_import(actor, space))
    if known := imported_before(source):
        return known
    if found := obstacles(election):
        raise Refused(in_words(found[0]), 422)
    tell = progress or (lambda _done, _total: None)
    total = len(election.projects) + 2
    with translation.override(space.language):  # what is stored is read by everyone there
        call = _call(actor, space, election, source, rule)
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


def _call(actor: Actor, space: Space, election: Election, source: str, rule: Rule) -> Call:
    meta, currency = election.meta, currency_of(election.meta)
    title = clean_line(meta.get("description") or meta.get("unit") or "")[:120] or _("Imported election")
    opens, closes = _span(meta)
    satisfaction, completion = usual_count(rule, election)
    audience = hidden_audience(Kind.DRAFT, space, actor)
    call = Call.objects.create(
        kind="call", state=CallState.OPEN, author=actor, space=space.thing_ptr, place=space, audience=audience,
        title=title, slug=free_slug(title), summary=_summary(election), zone=space.zone,
        language=LANGUAGES.get(meta.get("language", "").lower(), space.language), source=source, currency=currency,
        budget=minor(election.budget, currency), ballot=_kind(election), rule=rule,
        satisfaction=satisfaction or Satisfaction.COST,
        completion=completion, shared_layer=Layer.COMMUNITY if space.root is None else Layer.TEAM,
        minimum_support=None if election.minimum_support is None else int(election.minimum_support),
        official=sorted(election.official) if election.official else None,
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
    extra = "\n".join(
        f"- {_plain(key)}: {_plain(value)}" for key, value in project.extra.items() if value and value != "None"
    )
    name = clean_line(project.name) or clean_line(project.id)
    contribution = Contribution(
        kind="contribution", state=ContributionState.SUBMITTED, author=actor, space=call.place.thing_ptr, call=call,
        audience=call.audience, published=clock.new_id(), title=name[:200], number=number, ballot_key=project.id,
        summary=name[:280], text=clean_text(f"{_plain(name)}\n\n{extra}").strip()[:MOST_LETTERS],
        cost=minor(project.cost, call.currency), language=call.language,
    )  # fmt: skip
    contribution.save(force_insert=True)
    Call.objects.filter(id=call.id).update(next_number=number + 1, contribution_count=number)


def minor(amount: Number, currency: str) -> int:
    """Return an amount in minor units; one finer than the currency is an obstacle, looked for before."""
    return int(_in_coins(amount, currency))


def _in_coins(amount: Number, currency: str) -> Fraction:
    coins: int = 10 ** get_currency_precision(currency)
    return Fraction(amount) * coins


def currency_of(meta: Mapping[str, str]) -> str:
    """Return the currency of the country that a file names."""
    return CURRENCIES.get(meta.get("country", "").lower(), "EUR")


def _content(ballot: Any, vote_type: VoteType) -> list[Any]:
    """What a ballot row keeps: keys, or pairs of key and points."""
    if vote_type.has_points:
        return [[key, int(points)] for key, points in zip(ballot.projects, ballot.points, strict=True)]
    return list(ballot.projects)


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
            found = datetime.strptime(text.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return found if found.year in YEARS else None
    return datetime(int(text), 1, 1, tzinfo=UTC) if re.fullmatch(r"(19|20|21)[0-9]{2}", text.strip()) else None


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
