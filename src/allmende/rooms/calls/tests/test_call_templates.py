"""A call begins with a template: it lays out the way, explains the brief, and answers nothing."""

import pytest
from django.urls import reverse
from django.utils import translation

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import (
    SectionText,
    begin_for_real,
    change_call,
    draft_from,
    open_practice,
    publish_call,
    set_sections,
)
from allmende.rooms.calls.commands.campaigns import set_campaign
from allmende.rooms.calls.commands.templates import change_template, copy_template, offer_template
from allmende.rooms.calls.models import Call, CallState
from allmende.rooms.calls.queries.templates import offered, starting_set, template_named
from allmende.rooms.calls.rules import is_complete
from allmende.rooms.calls.testing import make_workshop

KEYS = list(starting_set())
WANTED = {
    "idea-challenge", "creative-brief-invited", "creative-brief-open", "video-award", "product-testers", "design-contest",
    "name-finding", "participatory-budget", "consent-decision", "board-election", "barcamp-topics", "persona-workshop",
    "hackathon", "tender-preparation", "survey-follow-up", "campaign",
}  # fmt: skip


@pytest.fixture
def eli(cast, signed_in, at_noon):
    return signed_in(cast.eli)


def filled(cast, draft):
    """A draft with its blanks filled in."""
    sections = [SectionText(part.heading, "The yard is too hot in summer.") for part in draft.sections.all()]
    set_sections(cast.ada, draft, sections)
    changes = {"title": draft.title.replace("…", "the schoolyard"), "summary": "Where is shade missing?"}
    if template_named(draft.place.root or draft.place, draft.template).needs_budget:
        changes["budget"] = 1_200_000
    if draft.needs_workshop and not draft.workshop_count:
        make_workshop(cast.ada, draft)
    if draft.template == "campaign":
        set_campaign(cast.ada, draft, addressee="The council", threshold=30)
    return change_call(cast.ada, Call.objects.get(id=draft.id), **changes)


def begun(cast, key):
    template = starting_set()[key]
    return draft_from(cast.ada, cast.team, template, title=template.titles["en"])


def test_there_is_one_for_each_kind_of_call_that_people_hold():
    assert set(KEYS) == WANTED


@pytest.mark.parametrize("language", ["en", "de", "it"])
def test_each_says_everything_in_every_language(language):
    with translation.override(language):
        for template in starting_set().values():
            assert template.name
            assert 40 < len(template.about) < 280
            assert "…" in template.titles[language], template.key
            for section in template.sections:
                assert section.headings[language]
                assert 30 < len(section.hints[language]) <= 400


@pytest.mark.parametrize("key", KEYS)
def test_a_call_made_from_it_is_complete_once_its_blanks_are_filled(cast, at_noon, key):
    draft = begun(cast, key)
    assert not is_complete(draft), "a template explains and doesn't answer"

    published = publish_call(cast.ada, filled(cast, draft), Layer.TEAM)

    assert published.state == CallState.OPEN
    assert published.degree == starting_set()[key].degree
    assert [phase.kind for phase in published.way] == [phase.kind for phase in starting_set()[key].phases]


def test_a_campaign_says_who_is_to_answer_before_anyone_supports_it(cast, at_noon):
    draft = begun(cast, "campaign")
    sections = [SectionText(part.heading, "The hall is shut on Sundays.") for part in draft.sections.all()]
    set_sections(cast.ada, draft, sections)
    change_call(cast.ada, draft, title="Open the hall", summary="On Sundays too.")
    refusal = is_complete(Call.objects.get(id=draft.id))
    set_campaign(cast.ada, draft, addressee="The council", threshold=30)

    assert "Campaign" in str(refusal.reason)
    assert is_complete(Call.objects.get(id=draft.id))


@pytest.mark.parametrize("key", KEYS)
def test_it_can_be_practised_and_the_real_one_has_all_that_it_laid_out(cast, at_noon, key):
    practised = open_practice(cast.ada, filled(cast, begun(cast, key)))

    real = begin_for_real(cast.ada, practised)

    made = Call.objects.get(id=real.id)
    assert (made.template, made.degree, made.seats, made.suggested) == (
        practised.template, practised.degree, practised.seats, practised.suggested,
    )  # fmt: skip
    titles = [(phase.kind, phase.titles, phase.openings) for phase in practised.way]
    assert [(phase.kind, phase.titles, phase.openings) for phase in made.way] == titles
    assert all(part.hint for part in made.sections.all())
    assert made.is_campaign == (key == "campaign")


def test_the_way_begins_a_week_ahead_in_the_morning_where_the_space_is(cast, at_noon):
    first, *_others = begun(cast, "idea-challenge").way

    there = first.opens.astimezone(__import__("zoneinfo").ZoneInfo(cast.team.zone))
    assert (there.date() - NOON.date()).days == 7
    assert there.hour == 9


@pytest.mark.parametrize("key", KEYS)
def test_each_template_is_opened_and_begins_a_draft_in_the_browser(eli, key):
    form = eli.get(reverse("calls:new"), {"template": key}).context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in {None, False}}
    answer = eli.post(reverse("calls:new"), {**sent, "template": key})

    assert answer.status_code == 302, answer.content.decode()
    draft = Call.objects.get()
    page = eli.get(answer.url).content.decode()
    assert draft.template == key
    assert draft.sections.first().hint.split("?")[0][:30] in page


def test_the_gallery_shows_them_all_and_a_blank_one(eli, cast):
    page = eli.get(reverse("calls:new"), headers={"accept-language": "en"}).content.decode()

    assert page.count("phasebar") >= len(KEYS)
    assert "template=blank" in page
    assert eli.get(reverse("calls:new"), {"template": "blank"}).context["form"].initial["ballot"] == "knapsack"


@pytest.mark.parametrize("key", ["nothing", "\0", "a" * 5000, "../../etc"])
def test_a_template_that_is_none_begins_a_blank_call(eli, key):
    assert eli.get(reverse("calls:new"), {"template": key}).status_code == 200


# Curators word their community's own


def words(template, language="en", **changes):
    sections = [(part.headings[language], part.hints[language]) for part in template.sections]
    said = {
        "name": template.names[language], "about": template.abouts[language], "title": template.titles[language],
        "sections": sections, "days": [phase.days for phase in template.phases], "degree": template.degree,
    }  # fmt: skip
    return {**said, "language": language, **changes}


def test_a_community_words_a_template_anew_and_the_other_languages_stay(cast, at_noon):
    ours = starting_set()["campaign"]
    change_template(cast.eli, cast.community, "campaign", revision=0, **words(ours, name="Demand", days=[3, 30, 5, 0]))

    own = template_named(cast.community, "campaign")
    assert (own.names["en"], own.names["de"]) == ("Demand", "Kampagne")
    assert [phase.days for phase in own.phases] == [3, 30, 5, 0]
    assert starting_set()["campaign"] == ours


def test_two_curators_word_it_at_once_and_the_second_is_told(cast, at_noon):
    ours = starting_set()["campaign"]
    change_template(cast.eli, cast.community, "campaign", revision=0, **words(ours, name="Demand"))

    with pytest.raises(Refused) as refusal:
        change_template(cast.eli, cast.community, "campaign", revision=0, **words(ours, name="Petition"))

    assert refusal.value.status == 409


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"about": "x" * 401},
        {"sections": []},
        {"days": [1]},
        {"days": [0, 1, 1, 0]},
        {"days": [9999, 1, 1, 0]},
    ],
)
def test_what_cannot_be_is_refused_in_words(cast, at_noon, changes):
    with pytest.raises(Refused) as refusal:
        change_template(
            cast.eli, cast.community, "campaign", revision=0, **words(starting_set()["campaign"], **changes)
        )

    assert refusal.value.status == 422


def test_one_out_of_the_way_is_gone_from_the_gallery_and_comes_back(cast, at_noon):
    offer_template(cast.eli, cast.community, "hackathon", offered=False)
    assert "hackathon" not in {one.key for one in offered(cast.community)}
    assert template_named(cast.community, "hackathon") is None

    offer_template(cast.eli, cast.community, "hackathon", offered=True)
    assert "hackathon" in {one.key for one in offered(cast.community)}


def test_another_one_is_made_from_one(cast, at_noon):
    made = copy_template(cast.eli, cast.community, "campaign")

    assert made.key == "campaign-2"
    assert [one.key for one in offered(cast.community)] == [*KEYS, "campaign-2"]


def test_the_gallery_asks_as_much_for_three_own_as_for_one(cast, at_noon, django_assert_num_queries):
    copy_template(cast.eli, cast.community, "campaign")
    with django_assert_num_queries(1):
        offered(cast.community)
    for _n in range(2):
        copy_template(cast.eli, cast.community, "hackathon")
    with django_assert_num_queries(1):
        offered(cast.community)


def test_a_curator_changes_it_on_its_page(eli, cast):
    url = reverse("calls:template", args=["campaign"])
    form = eli.get(url).context["form"]
    sent = {**form.initial, "name": "Demand", "version": "0"}

    assert eli.post(url, sent).status_code == 302
    assert "Demand" in eli.get(url).content.decode()
    assert eli.post(url, sent).status_code == 422, "somebody saved in between"


def test_nobody_is_elected_for_money(cast, at_noon):
    """Seats stand in place of a budget: whoever has most votes is chosen."""
    from allmende.rooms.calls.commands import cast_ballot, count_call, turn
    from allmende.rooms.calls.queries.result import result_page
    from allmende.rooms.calls.testing import make_contribution

    call = publish_call(cast.ada, filled(cast, begun(cast, "board-election")), Layer.TEAM)
    submit, _hearing, vote, result = Call.objects.get(id=call.id).way
    with clock.frozen(submit.opens):
        first, second = (make_contribution(cast.ben, call, title=name, cost=None) for name in ("Ida", "Olga"))
    with clock.frozen(vote.opens):
        cast_ballot(cast.ben, Call.objects.get(id=call.id), [second.ballot_key])
        cast_ballot(cast.ada, Call.objects.get(id=call.id), [first.ballot_key, second.ballot_key])
    with clock.frozen(result.opens):
        turn(call.id)
        counted = Call.objects.get(id=call.id)
        page = result_page(cast.ben, counted)

    assert page.finding == "1 is chosen, for 1 seats."
    assert [one.title for one in page.rounds] == ["Olga"]
    assert page.not_funded[0].why == "All seats were taken by those with more votes."
    assert count_call
