"""Hosts lay out a call's way on a page that works without script, and whoever hands in hears of what has moved."""

from datetime import timedelta

import pytest
from django.urls import reverse

from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Actor
from allmende.observers.notices.queries import page_of
from allmende.rooms.calls.commands import PhaseDates, draft_contribution, set_phases
from allmende.rooms.calls.models import Act, Call, Who
from allmende.rooms.calls.testing import WEEK, make_call, make_draft


@pytest.fixture
def call(cast, at_noon):
    return make_call(cast.ada, cast.team)


@pytest.fixture
def ada(cast, signed_in):
    return signed_in(cast.ada)


def url(call):
    return reverse("calls:phases", args=[call.slug])


def fresh(call):
    return Call.objects.select_related("place__root", "audience", "author").get(id=call.id)


def typed(client, call):
    """What the form sends when nothing is changed."""
    context = client.get(url(call)).context
    sent = {"version": context["version"]}
    for form in [context["phases"].management_form, *context["phases"]]:
        for bound in form:
            value = bound.value()
            shown = bound.field.prepare_value(value) if value is not None else ""
            if shown not in {False, ""}:
                sent[bound.html_name] = shown
    return sent


def test_saving_what_is_there_changes_nothing(ada, call):
    before = [PhaseDates.of(phase) for phase in fresh(call).way]

    assert ada.post(url(call), typed(ada, call)).status_code == 302
    assert [PhaseDates.of(phase) for phase in fresh(call).way] == before
    assert not Entry.objects.filter(name="DatesMoved").exists()


def test_a_phase_is_added_named_and_opened_to_a_circle(ada, call):
    sent = typed(ada, call)
    last = 4
    sent |= {
        f"p-{last}-kind": "jury", f"p-{last}-title": "First look", f"p-{last}-opens": "2026-03-23T12:00",
        f"p-{last}-closes": "2026-03-24T12:00", f"p-{last}-to-see": "jury", f"p-{last}-degree": "inform",
        "p-2-remove": "on", "p-3-opens": "2026-03-25T12:00",
    }  # fmt: skip
    answer = ada.post(url(call), sent)

    assert answer.status_code == 302, answer.content.decode()
    jury = next(phase for phase in fresh(call).way if phase.kind == "jury")
    assert jury.titles == {"de": "First look"} or jury.titles == {"en": "First look"}
    assert (jury.openings, jury.degree) == ({"judge": "jury", "see": "jury"}, "inform")
    assert [phase.kind for phase in fresh(call).way] == ["submit", "discuss", "jury", "result"]


def test_another_row_comes_without_script_and_without_saving(ada, call):
    answer = ada.post(url(call), {**typed(ada, call), "another": "1", "p-0-title": "Ideas first"})

    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'name="p-5-kind"' in page
    assert "Ideas first" in page, "what was typed is still there"
    assert fresh(call).way[0].titles == {}


def test_everything_from_a_phase_on_moves_by_days(ada, call):
    answer = ada.post(url(call), {**typed(ada, call), "p-1-move": "7"})

    assert answer.status_code == 302, answer.content.decode()
    first, second, third, result = fresh(call).way
    assert (first.opens, second.opens, third.opens) == (NOON, NOON + 2 * WEEK, NOON + 3 * WEEK)
    assert result.opens == NOON + 4 * WEEK - timedelta(hours=1), "at the same time of day, summer time or not"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"p-0-closes": ""}, "needs an end"),
        ({"p-1-opens": "2026-03-01T12:00"}, "begins before"),
        ({"p-0-kind": "everything"}, "everything"),
        ({"p-0-opens": "when we feel like it"}, "when we feel like it"),
        ({"p-0-opens": ""}, "When does it begin"),
        ({"p-0-title": "x" * 61}, "60"),
        ({"p-0-move": "99999999999999999999"}, "3650"),
        ({"p-0-to-submit": "the whole world"}, "the whole world"),
        ({"p-TOTAL_FORMS": "10000"}, "20"),
        ({"p-TOTAL_FORMS": ""}, ""),
        ({"p-TOTAL_FORMS": "\0"}, ""),
        ({"p-0-opens": "0001-01-01T00:00"}, "reach"),
        ({"p-0-opens": "9999-12-31T23:59", "p-0-move": "3650"}, "reach"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(cast, call, changes, said, signed_in):
    ada = signed_in(cast.ada)
    ada.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    answer = ada.post(url(call), {**typed(ada, call), **changes})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert [phase.opens for phase in fresh(call).way] == [NOON, NOON + WEEK, NOON + 2 * WEEK, NOON + 3 * WEEK]


def test_two_hosts_lay_out_the_way_and_the_second_is_told(cast, signed_in, call):
    ada, eli = signed_in(cast.ada), signed_in(cast.eli)
    first, second = typed(ada, call), typed(eli, call)

    assert ada.post(url(call), {**first, "p-1-move": "1"}).status_code == 302
    assert eli.post(url(call), {**second, "p-1-move": "2"}).status_code == 422
    assert fresh(call).way[1].opens == NOON + WEEK + timedelta(days=1)


def told(actor):
    pull_all()
    return [item.sentence for item in page_of(Actor.objects.get(id=actor.id)).items]


def test_whoever_has_a_draft_is_told_that_the_dates_have_moved(cast, call):
    draft_contribution(cast.ben, call, title="A pond")
    way = [PhaseDates.of(phase) for phase in fresh(call).way]
    shorter = PhaseDates(way[0].kind, way[0].opens, NOON + timedelta(days=1))

    set_phases(cast.ada, call, [shorter, *way[1:]])

    moved = "The dates of A cooler schoolyard have changed: look until when you can hand in or revise"
    assert told(cast.ben) == [moved]
    assert moved not in told(cast.finn)


def test_a_draft_before_its_publication_tells_nobody(cast, at_noon):
    draft = make_draft(cast.ada, cast.team)
    set_phases(cast.ada, draft, [PhaseDates.of(phase) for phase in fresh(draft).way][:2])

    assert not Entry.objects.filter(name="DatesMoved").exists()


# The dry run


def asked(client, call, **query):
    return client.get(reverse("calls:dry_run", args=[call.slug]), query)


def may(answer):
    return {line.act for line in answer.context["run"].lines if line.may}


def test_a_host_asks_what_a_member_can_do_on_some_day(ada, call):
    early = asked(ada, call, part="member", at=(NOON + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    late = asked(ada, call, part="member", at=(NOON + 2.5 * WEEK).strftime("%Y-%m-%dT%H:%M"))

    assert Act.SUBMIT.label in may(early)
    assert Act.VOTE.label not in may(early)
    assert Act.VOTE.label in may(late)
    assert Act.SUBMIT.label not in may(late)


def test_the_rules_themselves_answer_and_the_clock_is_set_for_the_question_alone(cast, call):
    from allmende.rooms.calls.queries.dry_run import dry_run
    from allmende.rooms.calls.rules import may_contribute

    for reader in (cast.ben, cast.finn, cast.cleo, cast.ada):
        for weeks in (-1, 0.5, 1.5, 2.5, 3.5):
            run = dry_run(call, reader, NOON + weeks * WEEK)
            with clock.frozen(NOON + weeks * WEEK):
                assert run.lines[0].may == bool(may_contribute(reader, fresh(call)))
    assert clock.now() == NOON


def test_a_draft_is_asked_about_as_it_will_be_once_it_is_published(cast, ada, at_noon):
    draft = make_draft(cast.ada, cast.team)
    answer = asked(ada, draft, who=cast.ben.handle, at="2026-03-03T12:00")

    assert Act.SUBMIT.label in may(answer)
    assert fresh(draft).state == "draft"


def test_nobody_has_the_part_or_the_name(ada, call):
    assert asked(ada, call, part="juror").context["run"].lines == ()
    assert asked(ada, call, who="nobody-here").context["run"].lines == ()
    assert asked(ada, call, who="\0").status_code == 200
    for at in ("yesterday", "0001-01-01T00:00", "9999-12-31T23:59", "\0"):
        assert asked(ada, call, at=at).status_code == 200


def test_what_a_circle_may_is_asked_too(cast, call):
    from allmende.rooms.calls.queries.dry_run import dry_run

    way = [PhaseDates.of(phase) for phase in fresh(call).way]
    set_phases(
        cast.ada, call, [PhaseDates(way[0].kind, way[0].opens, way[0].closes, {Act.SUBMIT: Who.HOSTS}), *way[1:]]
    )

    assert not dry_run(fresh(call), cast.ben, NOON).lines[0].may
    assert dry_run(fresh(call), cast.ada, NOON).lines[0].may
