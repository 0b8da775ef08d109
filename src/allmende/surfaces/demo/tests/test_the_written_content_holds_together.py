"""What is written about the demo communities: every name resolves, every day fits, no text comes twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from allmende.surfaces.demo.pictures.portraits import COATS, CUTS, EXTRAS, HAIR
from allmende.surfaces.demo.pictures.props import LIGHTS, SKINS
from allmende.surfaces.demo.pictures.scenes import SCENES
from allmende.surfaces.demo.reading import LANGUAGES, Invitation, Motif, Remark, Story, motif_words, story
from allmende.surfaces.demo.together import together

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def test_no_text_is_repeated(language: str) -> None:
    texts = Counter(" ".join(text.split()) for text, _spoken in _texts(story(language)) if text.strip())

    assert [text for text, times in texts.items() if times > 1] == []


def test_every_text_says_in_which_language_it_is(language: str) -> None:
    assert {spoken for _text, spoken in _texts(story(language))} <= set(LANGUAGES)


def test_all_three_languages_are_heard(language: str) -> None:
    assert {spoken for _text, spoken in _texts(story(language))} == set(LANGUAGES)


def test_everyone_who_is_named_lives_here(language: str) -> None:
    told = story(language)
    here = {person.handle for person in told.people}

    assert set(told.personas) <= here
    for place in (told.community, *told.places):
        assert {place.host, *place.members, *place.curators} <= here
    for call in told.invitations:
        assert {
            call.host,
            *(entry.author for entry in call.entries),
            *(remark.author for remark in _remarks(call)),
        } <= here


def test_everyone_who_is_together_lives_here_and_has_come_by_then(language: str) -> None:
    told, joined = together(language), {person.handle: person.joined for person in story(language).people}

    deeds = [
        *((one.by, one.day) for one in (*told.praises, *told.contacts, *told.thanks, *told.candidates, *told.calls)),
        *((one.of, one.day) for one in (*told.praises, *told.works)),
        *((one.to, one.day) for one in (*told.contacts, *told.thanks, *told.nudges)),
        *((voice.by, voice.day) for one in told.candidates for voice in one.voices),
    ]
    assert [handle for handle, day in deeds if handle and joined[handle] >= day] == []  # guests live elsewhere
    assert [one.name for one in told.candidates if any(voice.day <= one.day for voice in one.voices)] == []
    assert [one.name for one in told.candidates if one.outcome and one.decided <= one.day] == []


def test_every_space_that_is_named_exists_and_opens_before_it_is_used(language: str) -> None:
    told = story(language)
    founded = {place.slug: place.founded for place in (told.community, *told.places)}

    for place in told.places:
        assert founded[place.parent] < place.founded
        assert told.person(place.host).joined < place.founded
    for call in told.invitations:
        assert founded[call.space] < call.phases["open"] - 1


def test_people_write_only_after_they_came_and_while_it_is_open(language: str) -> None:
    told = story(language)

    for call in told.invitations:
        first, last = call.phases["submit"]
        for entry in call.entries:
            assert told.person(entry.author).joined < entry.day, entry.slug
            assert first < entry.day < last, entry.slug
            assert entry.day < 0
            for remark in _all(entry.comments):
                assert entry.day < remark.day < 0, remark.text
            if entry.revision:
                assert entry.day < entry.revision.day < call.phases["vote"][0], entry.slug
        for remark in _remarks(call):
            assert told.person(remark.author).joined < remark.day, remark.text
            assert first <= remark.day, remark.text


def test_a_reply_comes_after_what_it_answers(language: str) -> None:
    for call in story(language).invitations:
        for entry in call.entries:
            for remark in entry.comments:
                days = [remark.day, *(reply.day for reply in remark.replies)]
                assert days == sorted(days), remark.text


def test_costs_stay_within_the_budget_and_compete_for_it(language: str) -> None:
    for call in story(language).invitations:
        costs = [entry.cost or 0 for entry in call.entries if entry.state == "submitted"]
        assert all(0 < cost <= call.budget for cost in costs), call.slug
        if costs and call.phases["vote"][0] < 0:
            assert sum(costs) > call.budget, call.slug


def test_every_picture_can_be_drawn_and_is_described(language: str) -> None:
    for motif in _motifs(story(language)):
        assert motif.motif in SCENES
        assert motif.light in {"", *LIGHTS}
        assert all(motif_words()[motif.motif][spoken] for spoken in LANGUAGES)
    for person in story(language).people:
        face = person.face
        assert face.skin in range(len(SKINS))
        assert face.hair in HAIR
        assert face.coat in COATS
        assert face.cut in CUTS
        assert set(face.extra) <= set(EXTRAS)


def test_no_two_contributions_of_a_call_look_alike(language: str) -> None:
    for call in story(language).invitations:
        drawn = Counter(entry.picture for entry in call.entries if entry.picture)
        assert [motif for motif, times in drawn.items() if times > 1] == [], call.slug


def test_calls_stand_in_all_their_phases(language: str) -> None:
    told = story(language)
    on = {name for call in told.invitations for name in ("submit", "discuss", "vote") if _is_on(call, name)}

    assert on >= ({"submit", "discuss", "vote"} if language == "de" else {"submit", "vote"})
    assert {call.stage for call in told.invitations} >= {"open", "counted", "finished"}


def _is_on(call: Invitation, phase: str) -> bool:
    return call.stage == "open" and call.phases[phase][0] <= -1 and call.phases[phase][1] > 0


def _texts(told: Story) -> Iterator[tuple[str, str]]:
    for person in told.people:
        yield person.about, person.language
    for place in (told.community, *told.places):
        yield place.about, place.language
        yield place.summary, place.language
    yield from ((text, told.language) for text in _told_together(told.language))
    for call in told.invitations:
        yield call.title, call.language
        yield call.summary, call.language
        yield from ((section["text"], call.language) for section in call.sections)
        for entry in call.entries:
            yield entry.title, entry.language
            yield entry.text, entry.language
        for remark in _remarks(call):
            yield remark.text, remark.language or told.language
        if call.outcome:
            yield call.outcome.text, call.language


def _told_together(language: str) -> Iterator[str]:
    told = together(language)
    for one in (*told.praises, *told.works, *told.contacts, *told.thanks, *told.calls, *told.nudges):
        yield one.text
    for candidate in told.candidates:
        yield from (candidate.why, candidate.reason, candidate.appeal, *(voice.text for voice in candidate.voices))
    for body in told.bodies:
        yield from (body.summary, body.about)


def _remarks(call: Invitation) -> Iterator[Remark]:
    yield from _all(call.comments)
    for entry in call.entries:
        yield from _all(entry.comments)


def _all(remarks: tuple[Remark, ...]) -> Iterator[Remark]:
    for remark in remarks:
        yield remark
        yield from remark.replies


def _motifs(told: Story) -> Iterator[Motif]:
    for call in told.invitations:
        yield call.picture
        yield from (entry.picture for entry in call.entries if entry.picture)
