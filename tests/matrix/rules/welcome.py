"""Who may do what on the way in and with tours. Dora is on her way into the community; Ada and Eli are asked to sign its charter."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import Any

from allmende.commons.consent.models import AgreementVersion
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.people.welcome.commands import offer_tour
from allmende.people.welcome.models import Path, Promise, Signature
from allmende.people.welcome.rules import (
    may_book,
    may_cancel_tour,
    may_care_for_arrivals,
    may_commit,
    may_confirm,
    may_keep_commitments,
    may_offer_tours,
    may_part,
    may_pause,
    may_renew,
    may_report,
    may_resume,
    may_sign,
)
from allmende.people.welcome.testing import make_newcomer, without_agreements
from tests.matrix.tables import Ask

RULES = "allmende.people.welcome.rules"
TABLE = """
rule                  | case                      |  guest  stranger  community  member  host  curator
may_keep_commitments  | of the community          |  in     no        no         no      no    yes
may_keep_commitments  | of the team               |  in     no        no         no      no    yes
may_care_for_arrivals | in the community          |  in     no        no         no      no    yes
may_care_for_arrivals | in the team               |  in     no        no         no      yes   yes
may_commit            | Dora, on the way          |  in     yes       404        404     404   404
may_commit            | Dora, asked what helps    |  in     yes       404        404     404   404
may_commit            | Dora, pausing             |  in     409       404        404     404   404
may_commit            | Dora, arrived             |  in     409       404        404     404   404
may_commit            | Dora, parted              |  in     409       404        404     404   404
may_report            | Dora's, open              |  in     yes       404        404     404   404
may_report            | Dora's, lapsed            |  in     yes       404        404     404   404
may_report            | Dora's, reported          |  in     409       404        404     404   404
may_confirm           | Dora's, open              |  in     no        no         no      no    409
may_confirm           | Dora's, reported          |  in     no        no         no      no    yes
may_pause             | Dora, on the way          |  in     yes       no         no      no    yes
may_pause             | Dora, pausing             |  in     409       no         no      no    409
may_resume            | Dora, on the way          |  in     409       no         no      no    409
may_resume            | Dora, pausing             |  in     yes       no         no      no    yes
may_renew             | Dora, asked what helps    |  in     no        no         no      no    yes
may_renew             | Dora, pausing             |  in     no        no         no      no    409
may_part              | Dora, on the way          |  in     no        no         no      no    409
may_part              | Dora, asked what helps    |  in     no        no         no      no    yes
may_sign              | the charter, Eli has      |  in     no        no         no      yes   409
may_offer_tours       | of the community          |  in     no        no         no      no    yes
may_cancel_tour       | one to come               |  in     no        no         no      no    yes
may_cancel_tour       | a cancelled one           |  in     no        no         no      no    409
may_cancel_tour       | one that is over          |  in     no        no         no      no    410
may_book              | one to come               |  yes    yes       yes        yes     yes   yes
may_book              | a full one                |  409    409       409        409     409   409
may_book              | a cancelled one           |  410    410       410        410     410   410
may_book              | one that has begun        |  410    410       410        410     410   410
"""


def like(thing: Any, **changes: Any) -> Any:
    """Return a copy of a row in another state; rules look at the row alone."""
    other = copy(thing)
    for name, value in changes.items():
        setattr(other, name, value)
    return other


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    without_agreements(cast.community)
    promise = make_newcomer(cast.dora, cast.community)
    charter = AgreementVersion.objects.get(agreement__kind="charter", agreement__space=cast.community)
    for founder in (cast.ada, cast.eli):
        signed = clock.now() if founder == cast.eli else None
        Signature.objects.create(space=cast.community, charter=charter, actor=founder, signed=signed)
    return _about_the_community(cast) | _about_paths(promise) | _about_tours(cast)


def _about_the_community(cast: Cast) -> dict[tuple[str, str], Ask]:
    return {
        ("may_keep_commitments", "of the community"): lambda who: may_keep_commitments(who, cast.community),
        ("may_keep_commitments", "of the team"): lambda who: may_keep_commitments(who, cast.team),
        ("may_care_for_arrivals", "in the community"): lambda who: may_care_for_arrivals(who, cast.community),
        ("may_care_for_arrivals", "in the team"): lambda who: may_care_for_arrivals(who, cast.team),
        ("may_sign", "the charter, Eli has"): lambda who: may_sign(who, cast.community),
        ("may_offer_tours", "of the community"): lambda who: may_offer_tours(who, cast.community),
    }


def _about_paths(promise: Promise) -> dict[tuple[str, str], Ask]:
    path = promise.path

    def on(may: Any, state: str) -> Ask:
        there: Path = like(path, state=state)
        return lambda who: may(who, there)

    def about(may: Any, state: str) -> Ask:
        one: Promise = like(promise, state=state)
        return lambda who: may(who, one)

    return {
        ("may_commit", "Dora, on the way"): on(may_commit, "walking"),
        ("may_commit", "Dora, asked what helps"): on(may_commit, "asked"),
        ("may_commit", "Dora, pausing"): on(may_commit, "paused"),
        ("may_commit", "Dora, arrived"): on(may_commit, "arrived"),
        ("may_commit", "Dora, parted"): on(may_commit, "parted"),
        ("may_report", "Dora's, open"): about(may_report, "open"),
        ("may_report", "Dora's, lapsed"): about(may_report, "lapsed"),
        ("may_report", "Dora's, reported"): about(may_report, "reported"),
        ("may_confirm", "Dora's, open"): about(may_confirm, "open"),
        ("may_confirm", "Dora's, reported"): about(may_confirm, "reported"),
        ("may_pause", "Dora, on the way"): on(may_pause, "walking"),
        ("may_pause", "Dora, pausing"): on(may_pause, "paused"),
        ("may_resume", "Dora, on the way"): on(may_resume, "walking"),
        ("may_resume", "Dora, pausing"): on(may_resume, "paused"),
        ("may_renew", "Dora, asked what helps"): on(may_renew, "asked"),
        ("may_renew", "Dora, pausing"): on(may_renew, "paused"),
        ("may_part", "Dora, on the way"): on(may_part, "walking"),
        ("may_part", "Dora, asked what helps"): on(may_part, "asked"),
    }


def _about_tours(cast: Cast) -> dict[tuple[str, str], Ask]:
    now = clock.now()
    past = now - timedelta(hours=5)
    tour = offer_tour(cast.eli, cast.community, begins=now + timedelta(days=3))

    def of_a_tour(may: Any, **changes: Any) -> Ask:
        slot = like(tour, **changes)
        return lambda who: may(who, slot)

    return {
        ("may_cancel_tour", "one to come"): of_a_tour(may_cancel_tour),
        ("may_cancel_tour", "a cancelled one"): of_a_tour(may_cancel_tour, cancelled=now),
        ("may_cancel_tour", "one that is over"): of_a_tour(may_cancel_tour, begins=past),
        ("may_book", "one to come"): of_a_tour(may_book),
        ("may_book", "a full one"): of_a_tour(may_book, taken=8),
        ("may_book", "a cancelled one"): of_a_tour(may_book, cancelled=now),
        ("may_book", "one that has begun"): of_a_tour(may_book, begins=past),
    }
