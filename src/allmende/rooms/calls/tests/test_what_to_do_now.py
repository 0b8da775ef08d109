"""A call's page says the one thing to do now, and nobody is told to decide while others still judge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import PhaseDates, publish_call, set_phases
from allmende.rooms.calls.commands.jury import set_shortlist
from allmende.rooms.calls.commands.outcomes import tell_outcome
from allmende.rooms.calls.models import Call, PhaseKind
from allmende.rooms.calls.queries.deeds import Deed, deed
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution, make_draft, make_jury_call, make_prizes

pytestmark = pytest.mark.django_db


def told(reader: object, call: Call) -> Deed:
    found = deed(reader, Call.objects.select_related("audience", "author", "place__root").get(id=call.id))  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize("kind", ["vote", "jury"])
def test_hosts_are_asked_to_award_once_nobody_judges_or_votes_any_more(cast: Cast, kind: str) -> None:
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team) if kind == "vote" else make_jury_call(cast.ada, cast.team, cast.finn)
        make_prizes(cast.ada, call)
        make_contribution(cast.ben, call)
    last = 3 if kind == "vote" else 2
    for weeks, awards in ((last - 0.5, False), (last + 0.1, kind == "jury")):
        with clock.frozen(NOON + weeks * WEEK):
            found = deed(cast.ada, Call.objects.select_related("audience", "author", "place__root").get(id=call.id))
            assert (found is not None and found.url.endswith("/awards/decision/")) == awards, weeks


def test_who_is_on_the_shortlist_is_led_to_what_they_may_refine(cast: Cast) -> None:
    with clock.frozen(NOON):
        draft = make_draft(cast.ada, cast.team, vote=False, budget=None)
        kinds = (PhaseKind.SUBMIT, PhaseKind.REFINE, PhaseKind.RESULT)
        phases = [
            PhaseDates(kind, NOON + n * WEEK, NOON + (n + 1) * WEEK if n < 2 else None) for n, kind in enumerate(kinds)
        ]
        set_phases(cast.ada, draft, phases)
        call = publish_call(cast.ada, Call.objects.get(id=draft.id), 2)  # type: ignore[arg-type]
        first, _other = (make_contribution(cast.ben, call, title=title, cost=None) for title in ("A pond", "A bench"))
    with clock.frozen(NOON + WEEK + timedelta(hours=1)):
        set_shortlist(cast.ada, call, [first.number], announce=True)

        assert told(cast.ben, call).url == f"/calls/{call.slug}/contributions/{first.number}/edit/"
        assert deed(cast.eli, call) is None or "edit" not in told(cast.eli, call).url


def test_what_became_of_it_is_where_a_finished_call_leads(cast: Cast, signed_in: Callable[..., Client]) -> None:
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team, vote=False, budget=None)
        make_contribution(cast.ben, call, cost=None)
    with clock.frozen(NOON + 2.5 * WEEK):
        tell_outcome(cast.ada, call, "It will be built in April.")

        assert told(cast.ben, call).url == f"/calls/{call.slug}/result/"
