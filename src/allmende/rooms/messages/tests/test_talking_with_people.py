"""Writing to one or to several: who may, who reads it, what becomes of it."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Kind
from allmende.commons.mutes.commands import block
from allmende.commons.spaces.commands import leave_space
from allmende.commons.spaces.testing import Cast
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.people.connections.testing import make_contact
from allmende.rooms.messages.commands import (
    accept,
    add_people,
    begin,
    decline,
    edit,
    leave,
    mark_read,
    remove,
    take_out,
    write,
)
from allmende.rooms.messages.models import Conversation, Message
from allmende.rooms.messages.queries import conversation_for, inbox_of, requests_of, talk_in
from allmende.rooms.messages.testing import make_talk, say

pytestmark = pytest.mark.django_db


def words_in(reader, conversation) -> list[str]:
    return [view.html.strip() for view in talk_in(reader, conversation).messages]


def test_two_people_of_a_team_write_at_once_and_have_one_conversation(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben, text="Shall we water the pond?")

    again = begin(cast.ben, cast.community, [cast.ada], "Yes, at nine.").conversation

    assert again.pk == talk.pk
    assert talk.state == ""
    assert words_in(cast.ben, talk) == ["<p>Shall we water the pond?</p>", "<p>Yes, at nine.</p>"]
    assert recorded(talk.pk) == ["ConversationBegun"]
    assert recorded(talk.messages.order_by("pk")[0].pk) == ["MessageSent"]


def test_only_those_in_it_see_it_not_even_curators(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    said = talk.messages.get()

    assert talk.audience.kind == Kind.TALK
    for reader in (cast.eli, cast.finn, cast.dora, cast.cleo):
        assert conversation_for(reader, cast.community, talk.pk) is None
        assert not Thing.objects.visible_to(reader).filter(id__in=[talk.pk, said.pk]).exists()
    with pytest.raises(Refused, match="isn't here") as refused:
        write(cast.eli, talk, "Let me in.")
    assert refused.value.status == 404


def test_whoever_is_unknown_asks_first_and_waits(cast: Cast):
    talk = make_talk(cast.community, cast.finn, cast.ada, text="May I help at the pond?")

    assert talk.state == "asked"
    assert [row.id for row in requests_of(cast.ada, cast.community)] == [talk.pk]
    assert inbox_of(cast.ada, cast.community).rows == []
    assert inbox_of(cast.ada, cast.community).requests == 1
    assert [row.id for row in inbox_of(cast.finn, cast.community).rows] == [talk.pk]
    with pytest.raises(Refused, match="waits for Ada Berg"):
        say(cast.finn, talk, "Hello?")


def test_a_yes_opens_the_conversation_and_an_answer_is_a_yes(cast: Cast):
    talk = make_talk(cast.community, cast.finn, cast.ada)
    other = make_talk(cast.community, cast.finn, cast.ben)

    accept(cast.ada, talk)
    say(cast.ben, other, "Gladly.")

    assert say(cast.finn, talk, "Thank you!")
    assert say(cast.finn, other, "Thank you!")
    assert [row.id for row in inbox_of(cast.ada, cast.community).rows] == [talk.pk]


def test_a_no_is_silent_and_can_be_thought_over(cast: Cast):
    talk = make_talk(cast.community, cast.finn, cast.ada)

    decline(cast.ada, talk)

    assert requests_of(cast.ada, cast.community) == []
    assert inbox_of(cast.ada, cast.community).rows == []
    with pytest.raises(Refused, match="waits for Ada Berg"):
        say(cast.finn, talk, "Hello?")
    say(cast.ada, talk, "Now I have time.")
    assert say(cast.finn, talk, "Good!")


def test_whoever_is_blocked_can_not_tell_and_reaches_nobody(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    say(cast.ben, talk, "Gladly.")

    block(cast.ada, cast.ben)

    with pytest.raises(Refused, match="waits for Ada Berg"):
        say(cast.ben, talk, "Why so quiet?")
    assert inbox_of(cast.ada, cast.community).rows == []
    with pytest.raises(Refused, match="You have blocked Ben Roth"):
        say(cast.ada, talk, "Bye.")


def test_whoever_was_blocked_before_they_wrote_sees_a_request_that_waits(cast: Cast):
    block(cast.ada, cast.finn)

    talk = make_talk(cast.community, cast.finn, cast.ada)

    assert requests_of(cast.ada, cast.community) == []
    assert inbox_of(cast.ada, cast.community).requests == 0
    assert [row.id for row in inbox_of(cast.finn, cast.community).rows] == [talk.pk]


def test_either_of_two_can_end_it_and_begin_again(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)

    decline(cast.ben, talk)

    with pytest.raises(Refused, match="waits for Ben Roth"):
        say(cast.ada, talk, "Hello?")
    assert say(cast.ben, talk, "I am back.")
    assert say(cast.ada, talk, "Good.")


def test_whoever_becomes_a_contact_waits_no_longer(cast: Cast):
    talk = make_talk(cast.community, cast.finn, cast.ada)

    make_contact(cast.finn, cast.ada, cast.community)

    assert say(cast.finn, talk, "Now we know each other.")
    assert inbox_of(cast.ada, cast.community).requests == 0
    assert [row.id for row in inbox_of(cast.ada, cast.community).rows] == [talk.pk]


def test_strangers_write_to_nobody(cast: Cast):
    with pytest.raises(Refused, match="members"):
        begin(cast.dora, cast.community, [cast.ada], "Hello")
    with pytest.raises(Refused, match="isn't a member here"):
        begin(cast.ada, cast.community, [cast.dora], "Hello")
    with pytest.raises(Refused, match="That is you"):
        begin(cast.ada, cast.community, [cast.ada], "Hello")

    assert not Conversation.objects.exists()


def test_several_talk_together_if_whoever_begins_knows_them(cast: Cast):
    talk = make_talk(cast.community, cast.eli, cast.ada, cast.finn, title="Pond")

    say(cast.finn, talk, "I bring a shovel.")

    assert [row.title for row in inbox_of(cast.ada, cast.community).rows] == ["Pond"]
    with pytest.raises(Refused, match="Finn Thal doesn't know you yet"):
        begin(cast.ada, cast.community, [cast.ben, cast.finn], "Hello")


def test_whoever_is_brought_in_reads_what_was_written_and_whoever_leaves_reads_nothing(cast: Cast):
    talk = make_talk(cast.community, cast.eli, cast.ada, cast.finn)

    add_people(cast.eli, talk, [cast.ben])
    leave(cast.finn, talk)
    take_out(cast.eli, talk, cast.ada)

    assert words_in(cast.ben, conversation_for(cast.ben, cast.community, talk.pk)) == [
        "<p>Shall we water the pond?</p>"
    ]
    assert conversation_for(cast.finn, cast.community, talk.pk) is None
    assert conversation_for(cast.ada, cast.community, talk.pk) is None
    with pytest.raises(Refused):
        say(cast.finn, talk, "Still here?")


def test_only_whoever_began_it_takes_people_out_and_of_two_nobody_leaves(cast: Cast):
    several = make_talk(cast.community, cast.eli, cast.ada, cast.finn)
    two = make_talk(cast.community, cast.ada, cast.ben)

    with pytest.raises(Refused, match="Only whoever began it"):
        take_out(cast.ada, several, cast.finn)
    with pytest.raises(Refused, match="Mute it"):
        leave(cast.ada, two)


def test_whoever_left_the_community_writes_no_more_and_nobody_to_them(cast: Cast):
    talk = make_talk(cast.community, cast.eli, cast.finn)

    leave_space(cast.finn, cast.community)

    with pytest.raises(Refused, match="The other person has left"):
        say(cast.eli, talk, "Come back!")
    with pytest.raises(Refused, match="members"):
        say(cast.finn, talk, "Bye.")


def test_words_are_mended_for_a_quarter_of_an_hour_and_removed_at_any_time(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    said = talk.messages.get()

    edit(cast.ada, said, "Shall we water the **garden**?")
    with clock.travel(minutes=16), pytest.raises(Refused, match="only be removed"):
        edit(cast.ada, said, "Never mind.")
    with pytest.raises(Refused, match="Only whoever wrote"):
        remove(cast.ben, said)
    with clock.travel(days=100):
        remove(cast.ada, said)

    shown = talk_in(cast.ben, talk).messages
    assert [(view.is_removed, view.html) for view in shown] == [(True, "")]
    assert inbox_of(cast.ben, cast.community).rows[0].excerpt == "Message removed"


def test_an_answer_quotes_and_keeps_its_place_when_the_quoted_is_removed(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben, text="At nine or at ten?")
    asked = talk.messages.get()

    say(cast.ben, talk, "Ten.", answers=asked.pk)
    before = talk_in(cast.ada, talk).messages[-1].quoted.words
    remove(cast.ada, asked)

    assert before == "At nine or at ten?"
    assert talk_in(cast.ada, talk).messages[-1].quoted.words == "Message removed"
    with pytest.raises(Refused, match="was removed"):
        say(cast.ben, talk, "Eleven.", answers=asked.pk)
    foreign = make_talk(cast.community, cast.eli, cast.finn).messages.get()
    with pytest.raises(Refused, match="was removed"):
        say(cast.ben, talk, "What is that?", answers=foreign.pk)


def test_what_is_new_is_new_until_it_is_read(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    newest = talk.messages.get().pk

    before = inbox_of(cast.ben, cast.community).rows[0].is_new
    mark_read(cast.ben, talk, newest)

    assert before
    assert not inbox_of(cast.ben, cast.community).rows[0].is_new
    assert not inbox_of(cast.ada, cast.community).rows[0].is_new
    assert inbox_of(cast.ben, cast.community, only_new=True).rows == []


def test_one_key_sends_once(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)

    first = say(cast.ada, talk, "Once.", once_key="k1")
    second = say(cast.ada, talk, "Once.", once_key="k1")

    assert first.pk == second.pk
    assert Message.objects.filter(conversation=talk).count() == 2
    with pytest.raises(Refused, match="already sent"):
        say(cast.ada, talk, "Twice.", once_key="k1")


@pytest.mark.parametrize("text", ["", "   \n ", "\u200b", "\0"])
def test_nothing_to_read_is_no_message(cast: Cast, text: str):
    talk = make_talk(cast.community, cast.ada, cast.ben)

    with pytest.raises(Refused) as refused:
        say(cast.ada, talk, text)

    assert refused.value.status == 422


@pytest.mark.parametrize(
    "text", ["👍🏽", "\u202ereversed\u202c", "<script>alert(1)</script>", "a\0b", "[x](javascript:alert(1))"]
)
def test_strange_words_do_no_harm(cast: Cast, text: str):
    talk = make_talk(cast.community, cast.ada, cast.ben)

    said = say(cast.ada, talk, text)

    for bad in ("<script", 'href="javascript', "\0"):
        assert bad not in said.text_html


def test_two_megabytes_are_too_much_and_a_flood_is_stopped(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)

    with pytest.raises(Refused) as long:
        say(cast.ada, talk, "x" * 2_000_000)
    with clock.frozen(clock.now()), pytest.raises(Refused) as many:  # within one minute, however slow the machine
        for number in range(40):
            say(cast.ada, talk, f"Flood {number}")

    assert (long.value.status, many.value.status) == (422, 429)
    assert talk.messages.count() <= 31
