"""A call's vote in the terms of the counting library: what a site counts, anyone can recompute."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, TextIO

from allmende.commons.ballots.queries import sealed_ballots
from allmende.counting import Ballot, Election, Project, VoteType, write_pb
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import BallotKind, Call, Contribution, ContributionState

VOTE_TYPES = {BallotKind.KNAPSACK: VoteType.APPROVAL, BallotKind.APPROVAL: VoteType.APPROVAL}


def election_of(call: Call) -> Election:
    """Return the election that a call's sealed box holds: amounts in minor units, ids are the ballot keys.

    A ballot on which a contribution was chosen that is no longer up for the vote keeps its other choices.
    """
    vote_type = VOTE_TYPES.get(BallotKind(call.ballot)) or VoteType(call.ballot)
    rows = Contribution.objects.filter(call=call, state=ContributionState.SUBMITTED).order_by("ballot_key")
    projects = {
        key: Project(key, 1 if call.chooses_seats else cost or 0, title)
        for key, cost, title in rows.values_list("ballot_key", "cost", "title")
    }
    ballots: Counter[Ballot] = Counter()
    for content, times, _receipt in sealed_ballots(call.box):
        ballots[_ballot(content, vote_type, projects)] += times
    meta = {
        "description": call.title, "currency": call.currency, "unit": "minor", "rule": call.rule,
        "date_begin": call.box.opens.date().isoformat(), "date_end": call.box.closes.date().isoformat(),
    }  # fmt: skip
    return Election(
        (call.seats if call.chooses_seats else call.budget) or 0,
        projects,
        sorted(ballots.items()),
        vote_type,
        minimum_support=call.minimum_support,
        meta=meta,
    )


def _ballot(content: list[Any], vote_type: VoteType, projects: dict[str, Project]) -> Ballot:
    if vote_type.has_points:
        pairs = [(str(key), points) for key, points in content if key in projects]
        return Ballot(tuple(key for key, _points in pairs), tuple(points for _key, points in pairs))
    return Ballot(tuple(str(key) for key in content if key in projects))


def write_audit_file(reader: Reader, call: Call, target: TextIO) -> None:
    """Write the sealed ballots in the PaBuLib format, from which `allmende count` gives the published result.

    Contributions that the reader doesn't see keep their ids and costs, which the count needs, but not their names.
    """
    election = election_of(call)
    seen = set(Contribution.objects.visible_to(reader).filter(call=call).values_list("ballot_key", flat=True))
    projects = {
        key: project if key in seen else replace(project, name="") for key, project in election.projects.items()
    }
    write_pb(replace(election, projects=projects), target)
