"""Those on duty write to all members, or to some: drafted, looked at, sent once to each, held up, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.people.directory.commands import refresh_all
from allmende.people.directory.queries.search import Search
from allmende.rooms.messages import commands
from allmende.rooms.messages.commands import (
    Words,
    answer_announcement,
    draft_announcement,
    release,
    review,
    send_out,
    sending,
    take_back,
)
from allmende.rooms.messages.models import Announcement, AnnouncementState, Lack, Recipient
from allmende.rooms.messages.queries import Chosen, chosen_people, outcome_of, queue_of, received_by

TEXTS = {
    "de": Words("Sommerfest am Teich", "Wir feiern am **Samstag**."),
    "en": Words("Summer feast by the pond", "We celebrate on **Saturday**."),
}


@pytest.fixture(autouse=True)
def _listed(cast: Cast) -> None:
    """The directory knows everyone."""
    refresh_all()


def drafted(cast: Cast, chosen: Chosen | None = None) -> Announcement:
    """Let Eli write to the members of the community."""
    return draft_announcement(cast.eli, cast.community, TEXTS, chosen or Chosen())


def sent(announcement: Announcement) -> Announcement:
    """Let the worker carry it to its end, and the journal's readers hear of it."""
    for _round in range(20):
        send_out()
    pull_all()
    return Announcement.objects.get(pk=announcement.pk)


@pytest.fixture
def lea(cast: Cast) -> Actor:
    """A second one who answers for the community."""
    return make_member(cast.community, make_person("Lea Holm"), Role.CURATOR)


def titles(reader: Actor, cast: Cast) -> list[str]:
    return [one.title for one in received_by(reader, cast.community)[0]]


@pytest.mark.django_db
def test_everyone_gets_it_once_in_their_language_and_who_wrote_it_does_not(cast):
    announcement = sent(release(cast.eli, drafted(cast)))

    got = (
        Recipient.objects.filter(announcement=announcement).order_by("actor__name").values_list("actor__name", "state")
    )
    assert list(got) == [("Ada Berg", "reached"), ("Ben Roth", "reached"), ("Finn Thal", "reached")]
    assert (announcement.state, announcement.total, announcement.at) == (AnnouncementState.SENT, 3, 3)
    assert set(Notice.objects.filter(thing=announcement.pk).values_list("actor__name", flat=True)) == {
        "Ada Berg",
        "Ben Roth",
        "Finn Thal",
    }
    assert titles(cast.eli, cast) == []


@pytest.mark.django_db
def test_to_everyone_a_second_person_looks_first_where_there_is_one(cast, lea):
    announcement = release(cast.eli, drafted(cast))
    assert announcement.state == AnnouncementState.REVIEW

    with pytest.raises(Refused, match="Someone else"):
        review(cast.eli, announcement, approved=True)
    sent(announcement)
    assert titles(cast.ben, cast) == []

    review(lea, announcement, approved=True)
    sent(announcement)
    assert titles(cast.ben, cast) == ["Summer feast by the pond"]


@pytest.mark.django_db
def test_given_back_with_a_word_it_is_a_draft_again(cast, lea):
    announcement = release(cast.eli, drafted(cast))

    with pytest.raises(Refused, match="what is missing"):
        review(lea, announcement, approved=False)
    review(lea, announcement, approved=False, note="Say where.")

    kept = Announcement.objects.get(pk=announcement.pk)
    assert (kept.state, kept.note, kept.reviewer) == (AnnouncementState.DRAFT, "Say where.", lea)


@pytest.mark.django_db
def test_what_is_paused_waits_and_goes_on_where_it_was(cast):
    announcement = release(cast.eli, drafted(cast))
    sending.begin_sending(announcement.pk)
    commands.pause(cast.eli, announcement)
    sent(announcement)
    assert titles(cast.ben, cast) == []

    commands.resume(cast.eli, announcement)
    assert sent(announcement).state == AnnouncementState.SENT
    assert titles(cast.ben, cast) == ["Summer feast by the pond"]


@pytest.mark.django_db
def test_taken_back_those_who_wait_get_nothing_and_those_who_have_it_read_why(cast, monkeypatch):
    monkeypatch.setattr(sending, "STEP", 1)
    announcement = release(cast.eli, drafted(cast))
    send_out()
    pull_all()
    assert Recipient.objects.filter(announcement=announcement, state="reached").count() == 1

    take_back(cast.eli, announcement, "The date was wrong.")
    kept = sent(announcement)

    assert kept.state == AnnouncementState.WITHDRAWN
    assert sorted(Recipient.objects.filter(announcement=announcement).values_list("state", "why")) == [
        ("reached", ""), ("skipped", "stopped"), ("skipped", "stopped"),
    ]  # fmt: skip
    first = Recipient.objects.get(announcement=announcement, state="reached").actor
    assert [one.is_taken_back for one in received_by(first, cast.community)[0]] == [True]
    mail.outbox.clear()
    with clock.travel(minutes=5):
        run_due()
    assert mail.outbox == []


@pytest.mark.django_db
def test_before_it_goes_out_taking_it_back_makes_a_draft_of_it(cast):
    announcement = release(cast.eli, drafted(cast), due=clock.now() + timedelta(days=1))
    sent(announcement)
    assert titles(cast.ben, cast) == []

    assert take_back(cast.eli, announcement).state == AnnouncementState.DRAFT


@pytest.mark.django_db
def test_at_its_time_it_goes_out_by_itself(cast):
    announcement = release(cast.eli, drafted(cast), due=clock.now() + timedelta(hours=3))

    with clock.travel(hours=4):
        assert sent(announcement).state == AnnouncementState.SENT


@pytest.mark.django_db
def test_who_left_or_takes_a_break_meanwhile_is_left_out_and_the_page_says_why(cast):
    announcement = release(cast.eli, drafted(cast))
    sending.begin_sending(announcement.pk)
    take_out(cast.eli, cast.community, cast.finn)

    kept = sent(announcement)

    assert Recipient.objects.get(announcement=announcement, actor=cast.finn).why == "gone"
    lines = {str(line.words): line.count for line in outcome_of(kept)}
    assert lines["in the app"] == 2
    assert lines["left out"] == 1
    assert lines["had left meanwhile"] == 1


@pytest.mark.django_db
def test_some_are_chosen_by_what_they_show_and_what_they_have_not_done(cast):
    everyone = set(chosen_people(cast.eli, cast.community, Chosen()))
    assert everyone == {cast.ada.id, cast.ben.id, cast.finn.id}
    assert set(chosen_people(cast.eli, cast.community, Chosen(lacks=Lack.TEAM))) == {cast.finn.id}
    assert set(chosen_people(cast.eli, cast.team, Chosen())) == {cast.ada.id, cast.ben.id}
    assert set(chosen_people(cast.eli, cast.community, Chosen(level=2))) == set()
    assert set(chosen_people(cast.eli, cast.community, Chosen(Search(text="ada")))) == {cast.ada.id}


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ada", "ben", "finn", "dora", "cleo"])
def test_who_is_not_on_duty_writes_to_nobody(cast, who):
    with pytest.raises(Refused):
        draft_announcement(getattr(cast, who), cast.community, TEXTS, Chosen())


@pytest.mark.django_db
def test_an_answer_waits_in_the_queue_of_those_on_duty_until_one_of_them_answers(cast):
    announcement = sent(release(cast.eli, drafted(cast)))

    said = answer_announcement(cast.ben, announcement, "I bring a cake.")

    (waits,) = queue_of(cast.community)
    assert (waits.name, waits.conversation) == ("Ben Roth", said.conversation_id)
    assert "I bring a cake." in waits.excerpt
    commands.write(cast.eli, said.conversation, "Lovely.")
    assert queue_of(cast.community) == []
    assert {str(line.words): line.count for line in outcome_of(announcement)}["have answered"] == 1


@pytest.mark.django_db
def test_who_did_not_get_it_cannot_answer_it(cast):
    announcement = sent(release(cast.eli, drafted(cast, Chosen(Search(text="ada")))))
    with pytest.raises(Refused) as refused:
        answer_announcement(cast.ben, announcement, "What is it?")
    assert refused.value.status == 404


@pytest.mark.django_db
def test_whoever_has_the_duty_later_takes_an_answer_on(cast):
    announcement = sent(release(cast.eli, drafted(cast)))
    said = answer_announcement(cast.ben, announcement, "I bring a cake.")
    with pytest.raises(Refused):
        commands.take(cast.ada, said.conversation)
    assign(cast.eli, cast.community, Duty.COMMUNICATION, cast.ada)

    ada = Actor.objects.get(id=cast.ada.id)
    commands.take(ada, said.conversation)

    commands.write(ada, said.conversation, "With cherries, please.")
    assert queue_of(cast.community) == []


@pytest.mark.django_db
def test_a_mail_comes_in_ones_language_with_a_way_to_end_such_mails(cast):
    Actor.objects.filter(id=cast.ben.id).update(language="de")
    Actor.objects.filter(id=cast.ada.id).update(language="it")
    sent(release(cast.eli, drafted(cast)))
    mail.outbox.clear()
    with clock.travel(minutes=5):
        run_due()

    by_person = {one.to[0]: one for one in mail.outbox}
    assert by_person[cast.ben.account.email].subject == "Sommerfest am Teich"
    italian = by_person[cast.ada.account.email]
    assert italian.subject == "Summer feast by the pond", "what isn't written falls back to the community's language"
    assert italian.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert italian.to == [cast.ada.account.email]
    assert not italian.cc
    assert not italian.bcc
    assert "<strong>Saturday</strong>" in italian.alternatives[0][0]
