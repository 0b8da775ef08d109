"""People say something about a thing they see, with an intent."""

import pytest

from allmende.commons.audiences.models import PUBLIC, Layer
from allmende.commons.spaces.commands import narrow, widen
from allmende.commons.spaces.testing import make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment, lock_thread, unlock_thread
from allmende.commons.threads.models import Comment, Intent, Thread
from allmende.commons.threads.rules import governs, may_comment
from allmende.foundation import clock
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import ALLOWED, Denied, Refused


def visible(reader, thing):
    return Thing.objects.visible_to(reader).filter(id=thing.id).exists()


def test_a_member_asks_a_question_about_what_they_see(cast):
    note = make_note(cast.team, cast.ada)

    said = comment(cast.ben, note, "How **deep** is it?", intent=Intent.QUESTION)

    assert (said.intent, said.author, said.space_id, said.published) == (Intent.QUESTION, cast.ben, cast.team.id, None)
    assert said.text_html == "<p>How <strong>deep</strong> is it?</p>\n"
    assert Thread.objects.get(thing=note).comment_count == 1
    assert recorded(note.id) == ["CommentAdded"]


def test_a_reply_to_a_reply_stands_beside_it(cast):
    note = make_note(cast.team, cast.ada)
    question = comment(cast.ben, note, "How deep?")
    answer = comment(cast.ada, note, "Two metres.", parent=question)

    thanks = comment(cast.ben, note, "Thanks.", parent=answer)

    assert (answer.parent_id, thanks.parent_id) == (question.id, question.id)
    question.refresh_from_db()
    assert question.reply_count == 2


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u2060", "\x00"])
def test_an_empty_comment_is_refused_with_a_sentence(cast, text):
    note = make_note(cast.team, cast.ada)

    with pytest.raises(Refused, match="Write something first") as refusal:
        comment(cast.ben, note, text)

    assert refusal.value.status == 422
    assert Comment.objects.count() == 0


def test_a_comment_has_ten_thousand_characters_at_most(cast):
    note = make_note(cast.team, cast.ada)
    assert comment(cast.ben, note, "ä" * 10_000).text == "ä" * 10_000

    with pytest.raises(Refused, match="10,000 characters at most; this text has 10,001") as refusal:
        comment(cast.ben, note, "ä" * 10_001)

    assert refusal.value.status == 422


def test_the_same_words_within_a_minute_are_one_comment(cast):
    note = make_note(cast.team, cast.ada)

    with clock.frozen(NOON):
        first = comment(cast.ben, note, "Lovely.")
        again = comment(cast.ben, note, " Lovely. ")
        someone_else = comment(cast.ada, note, "Lovely.")
        with clock.travel(seconds=61):
            later = comment(cast.ben, note, "Lovely.")

    assert first == again
    assert len({first.id, someone_else.id, later.id}) == 3
    assert Thread.objects.get(thing=note).comment_count == 3


def test_a_form_sent_twice_under_one_key_is_one_comment_for_ever(cast):
    note = make_note(cast.team, cast.ada)
    with clock.frozen(NOON):
        first = comment(cast.ben, note, "Lovely.", once_key="form-1")

    with clock.travel(hours=1):
        assert comment(cast.ben, note, "Lovely.", once_key="form-1") == first
        with pytest.raises(Refused, match="other content"):
            comment(cast.ben, note, "Ugly.", once_key="form-1")


def test_strangers_guests_and_those_who_do_not_see_it_are_told_why(cast):
    inside, public = make_note(cast.team, cast.ada), make_note(cast.community, cast.eli, Layer.COMMUNITY)
    Thing.objects.filter(id=public.id).update(audience_id=PUBLIC)
    public.refresh_from_db()

    answers = {
        name: (may_comment(getattr(cast, name), inside), may_comment(getattr(cast, name), public))
        for name in ("ben", "finn", "dora", "cleo")
    }

    assert answers["ben"] == (ALLOWED, ALLOWED)
    assert (answers["finn"][0].status, answers["finn"][1]) == (404, ALLOWED)
    assert answers["dora"][0].status == 404
    assert str(answers["dora"][1].reason) == "Only members of the community can comment."
    assert str(answers["cleo"][1].remedy.label) == "Sign in"


def test_a_draft_is_not_discussed(cast):
    draft = make_note(cast.team, cast.ben, layer=None)

    with pytest.raises(Refused, match="once it is shared"):
        comment(cast.ben, draft, "To myself.")


def test_comments_move_along_with_their_thing(cast):
    note = make_note(cast.team, cast.ada)
    said = comment(cast.ben, note, "Show this to everyone in the community.")
    assert not visible(cast.finn, said)

    widen(cast.ada, note, cast.team, Layer.COMMUNITY)
    assert visible(cast.finn, said)

    narrow(cast.ada, note, cast.team, Layer.TEAM)
    assert not visible(cast.finn, said)
    assert visible(cast.ada, said)


def test_a_closed_discussion_takes_no_comment_until_it_is_opened_again(cast):
    note = make_note(cast.team, cast.ben)
    lock_thread(cast.ada, note)
    lock_thread(cast.ada, note)
    with pytest.raises(Refused, match="discussion is closed"):
        comment(cast.ben, note, "Too late?")
    with pytest.raises(Refused, match="hosts and curators"):
        unlock_thread(cast.ben, note)

    unlock_thread(cast.ada, note)

    assert comment(cast.ben, note, "In time.")
    assert recorded(note.id) == ["ThreadLocked", "ThreadUnlocked", "CommentAdded"]


def test_the_room_of_a_thing_says_when_it_is_discussed_to_the_second(cast):
    note = make_note(cast.team, cast.ada)
    Thing.objects.filter(id=note.id).update(kind="pact")
    ended = Denied("The discussion ended at noon.")
    governs("pact", lambda _thing, _space: lambda _reader, _thing: ALLOWED if clock.now() < NOON else ended)

    with clock.frozen(NOON):
        with pytest.raises(Refused, match="ended at noon"):
            comment(cast.ben, note, "Too late.")
        with clock.travel(microseconds=-1):
            assert comment(cast.ben, note, "In time.")


def test_hostile_text_comes_back_as_it_was_written(cast, shared, part):
    import json

    note = make_note(cast.team, cast.ada)
    strings = [text for text in json.loads((shared / "data/naughty-strings/blns.json").read_text()) if text.strip()]

    for text in part(strings):
        outcome = said_or_refused(cast.ben, note, text)
        assert outcome in {normal(text), 422}, text
    assert Comment.objects.count() > len(part(strings)) * 0.8


def said_or_refused(actor, note, text):
    try:
        said = comment(actor, note, text)
    except Refused as refusal:
        return refusal.status
    said.refresh_from_db()
    assert "<script" not in said.text_html.lower()
    return said.text


def normal(text):
    import unicodedata

    from allmende.foundation.text.cleaning import clean_text

    return unicodedata.normalize("NFC", clean_text(text)).strip()
