"""A call's way is free: phases of every kind, some more than once, each opening what it says to whom it says."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.commons.audiences.models import Kind
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import PhaseDates, set_phases
from allmende.rooms.calls.commands.phases import _checked
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.models import Act, Call, Phase, PhaseKind, Who
from allmende.rooms.calls.queries.phases import span
from allmende.rooms.calls.rules import is_open_for
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution


def way(*kinds, **openings):
    """A week for each kind one after the other; the result stays."""
    return [
        PhaseDates(
            PhaseKind(kind), NOON + i * WEEK, None if kind == "result" else NOON + (i + 1) * WEEK,
            openings.get(kind, {}),
        )
        for i, kind in enumerate(kinds)
    ]  # fmt: skip


@pytest.fixture
def call(cast, at_noon):
    return make_call(cast.ada, cast.team)


def fresh(call):
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


def opened(reader, call, act, weeks):
    with clock.frozen(NOON + weeks * WEEK):
        return bool(is_open_for(reader, fresh(call), act))


def test_people_contribute_twice_and_talk_in_between(cast, call):
    set_phases(cast.ada, call, way("submit", "discuss", "submit", "vote", "result"))

    assert [opened(cast.ben, call, Act.SUBMIT, n + 0.5) for n in range(5)] == [True, False, True, False, False]


def test_the_phases_stand_in_the_order_of_their_dates(cast, call):
    set_phases(cast.ada, call, list(reversed(way("submit", "discuss", "result"))))

    assert [phase.kind for phase in fresh(call).way] == ["submit", "discuss", "result"]


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("submit", "vote", "vote"), "only once"),
        (("vote", "submit"), "first people contribute"),
        (("jury", "submit"), "first people contribute"),
        (("submit", "vote", "submit"), "what is voted on stays"),
        (("submit", "vote", "refine"), "what is voted on stays"),
        (("submit", "result", "discuss"), "result comes last"),
    ],
)
def test_a_way_that_makes_no_sense_is_refused_in_words(cast, call, kinds, said):
    phases = way(*kinds)
    phases = [p if p.closes else PhaseDates(p.kind, p.opens, p.opens + WEEK) for p in phases]
    with pytest.raises(Refused, match=said) as refusal:
        set_phases(cast.ada, call, phases)

    assert refusal.value.status == 422
    assert [phase.kind for phase in fresh(call).way] == ["submit", "discuss", "vote", "result"], "nothing has changed"


def test_ten_thousand_phases_are_refused(cast, call):
    with pytest.raises(Refused, match="Twenty phases at most"):
        set_phases(cast.ada, call, way(*["discuss"] * 10_000))


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_dates_that_nobody_means_are_refused(cast, call, year):
    phase = PhaseDates(PhaseKind.SUBMIT, NOON.replace(year=year), NOON.replace(year=year) + timedelta(days=1))
    with pytest.raises(Refused, match="out of reach"):
        set_phases(cast.ada, call, [phase])


def test_what_opens_to_hosts_or_a_jury_is_closed_to_others_with_the_reason(cast, call):
    set_phases(cast.ada, call, way("submit", "jury", "refine", "result", submit={Act.SUBMIT: Who.HOSTS}))

    assert opened(cast.ada, call, Act.SUBMIT, 0.5)
    assert not opened(cast.ben, call, Act.SUBMIT, 0.5)
    with clock.frozen(NOON + 1.5 * WEEK):
        denial = is_open_for(cast.ben, fresh(call), Act.JUDGE)
        assert (denial.status, str(denial.reason)) == (403, "It is the jury's turn now.")
    with clock.frozen(NOON + 2.5 * WEEK):
        assert is_open_for(cast.ben, fresh(call), Act.REVISE).status == 403, "nobody is on a shortlist yet"


def test_others_work_and_results_stay_open_between_phases_and_after_them(cast, call):
    set_phases(cast.ada, call, way("submit", "discuss", discuss={Act.SEE: "", Act.RESULTS: Who.HOSTS}))

    assert [opened(cast.ben, call, Act.SEE, n) for n in (-0.5, 0.5, 1.5, 9)] == [False, True, False, False]
    assert [opened(cast.ben, call, Act.RESULTS, n) for n in (0.5, 1.5)] == [True, False]
    assert opened(cast.ada, call, Act.RESULTS, 1.5)


def test_a_blind_jury_phase_keeps_the_seal_until_it_is_over(cast, call):
    call.sealed = True
    call.save()
    set_phases(cast.ada, call, way("submit", "jury", "result", jury={Act.JUDGE: Who.JURY, Act.SEE: Who.JURY}))
    pond = make_contribution(cast.ben, fresh(call))

    seen = []
    for weeks in (0.5, 1.5, 2.5):
        with clock.frozen(NOON + weeks * WEEK):
            turn_due_calls()
            seen.append(is_shared(pond))

    assert seen == [False, False, True]


def is_shared(pond):
    pond.refresh_from_db()
    return pond.audience.kind == Kind.LADDER


def test_what_has_begun_is_told_once_although_phases_are_set_again(cast, call):
    turn_due_calls()
    before = list(Phase.objects.filter(call=call).values_list("id", "is_begun"))
    set_phases(cast.ada, call, [PhaseDates.of(phase) for phase in fresh(call).way])

    assert list(Phase.objects.filter(call=call).values_list("id", "is_begun")) == before


def test_a_phase_has_its_own_name_in_each_language(cast, call):
    named = [
        PhaseDates(p.kind, p.opens, p.closes, {}, {"en": "First round", "de": "Erste Runde"} if p.kind == "submit" else {})
        for p in way("submit", "discuss")
    ]  # fmt: skip
    set_phases(cast.ada, call, named)
    first, second = fresh(call).way

    with translation.override("de"):
        assert (first.title, second.title) == ("Erste Runde", "Besprechen")
    with translation.override("it"):
        assert first.title == "Erste Runde", "rather words in the house's first language than none"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(list(PhaseKind)), st.integers(0, 60), st.none() | st.integers(-5, 20)), max_size=8
    )
)
def test_whatever_is_given_is_refused_or_has_one_phase_at_a_time(given_phases):
    phases = [
        PhaseDates(kind, NOON + timedelta(days=start), None if days is None else NOON + timedelta(days=start + days))
        for kind, start, days in given_phases
    ]
    kept = []
    with contextlib.suppress(Refused):
        kept = _checked(phases)
    assert all(a.closes is not None and a.closes <= b.opens for a, b in zip(kept, kept[1:], strict=False))
    assert sum(phase.kind == PhaseKind.VOTE for phase in kept) <= 1


@pytest.mark.parametrize(
    ("language", "said"), [("en", "24 Nov – 5 Dec"), ("de", "24. Nov. – 5. Dez."), ("it", "24 nov – 05 dic")]
)
def test_a_phase_says_from_when_to_when_as_its_language_is_written_in_europe(language: str, said: str) -> None:
    phase = Phase(opens=datetime(2026, 11, 24, 9, tzinfo=UTC), closes=datetime(2026, 12, 5, 9, tzinfo=UTC))

    with clock.frozen(datetime(2026, 11, 25, tzinfo=UTC)), translation.override(language):
        assert span(phase).replace("\u2009", " ").replace("\u202f", " ") == said
