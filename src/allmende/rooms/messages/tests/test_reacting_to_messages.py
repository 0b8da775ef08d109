"""Those in a conversation react to what others wrote; nobody else sees it, and whoever wrote is told once."""

from __future__ import annotations

import pytest

from allmende.commons.mutes.commands import block
from allmende.commons.reactions.commands import react, take_back
from allmende.commons.reactions.models import Kind, Tally
from allmende.commons.reactions.queries import given_to
from allmende.commons.reactions.rules import may_react
from allmende.commons.spaces.testing import Cast
from allmende.foundation.journal.concerns import concerned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.verdicts import Refused
from allmende.rooms.messages.commands import edit, mute, remove
from allmende.rooms.messages.queries import talk_in
from allmende.rooms.messages.testing import make_talk, say

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def shown(reader, talk) -> list[tuple[str, int, bool]]:
    return [(mark.kind, mark.count, mark.is_mine) for view in talk_in(reader, talk).messages for mark in view.marks]


def told(entry: Entry) -> list[tuple[str, str]]:
    return [(str(one.actor), one.reason.key) for one in concerned_by(entry)]


def test_each_of_those_in_it_sees_who_reacted(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben, cast.eli)
    said = talk.messages.get()

    react(cast.ben, said, Kind.THANKS)
    react(cast.eli, said, Kind.THANKS)

    assert shown(cast.ada, talk) == [("thanks", 2, False)]
    assert shown(cast.ben, talk) == [("thanks", 2, True)]
    assert [one.who.name for one in given_to(said.pk)[0]] == ["Eli Stein", "Ben Roth"]
    take_back(cast.ben, said, Kind.THANKS)
    assert shown(cast.ben, talk) == [("thanks", 1, False)]


def test_nobody_else_reacts_and_no_journal_of_a_space_knows(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    said = talk.messages.get()

    for who, status in ((cast.eli, 404), (cast.dora, 404), (cast.cleo, 404), (cast.ada, 403)):
        assert may_react(who, said).status == status
    react(cast.ben, said, Kind.AGREE)

    entry = Entry.objects.filter(name="ReactionGiven").get()
    assert entry.thing == talk.pk
    assert entry.space is None
    assert entry.audience == talk.audience_id


def test_who_waits_for_a_yes_and_who_is_blocked_gets_no_reaction(cast: Cast):
    asking = make_talk(cast.community, cast.finn, cast.ada)
    talk = make_talk(cast.community, cast.ada, cast.ben)

    with pytest.raises(Refused, match="Say first"):
        react(cast.ada, asking.messages.get(), Kind.THANKS)
    block(cast.ada, cast.ben)
    with pytest.raises(Refused):
        react(cast.ben, talk.messages.get(), Kind.THANKS)


def test_whoever_wrote_is_told_unless_they_muted_it_or_it_was_taken_back(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    react(cast.ben, talk.messages.get(), Kind.INSIGHT)
    entry = Entry.objects.filter(name="ReactionGiven").get()

    assert told(entry) == [(str(cast.ada.id), "messages.reacted")]
    mute(cast.ada, talk, muted=True)
    assert told(entry) == []
    mute(cast.ada, talk, muted=False)
    take_back(cast.ben, talk.messages.get(), Kind.INSIGHT)
    assert told(entry) == []


def test_an_open_page_learns_of_reactions_and_of_mended_words(cast: Cast, signed_in):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    first, second = talk.messages.get(), say(cast.ada, talk, "At nine?")
    address = f"/messages/{talk.pk}/changes/?from={first.pk}"

    react(cast.ben, first, Kind.CHEERS)
    edit(cast.ada, second, "At ten?")
    page = signed_in(cast.ada).get(address, **HTMX).content.decode()

    assert f'hx-target="#r-{first.pk}"' in page
    assert "Congratulations" in page
    assert f'hx-target="#m-{second.pk}"' in page
    assert "At ten?" in page
    assert signed_in(cast.eli).get(address, **HTMX).status_code == 404


def test_of_a_removed_message_no_reaction_is_left_on_the_page(cast: Cast, signed_in):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    said = talk.messages.get()
    react(cast.ben, said, Kind.CHEERS)

    remove(cast.ada, said)

    assert shown(cast.ben, talk) == []
    assert Tally.objects.filter(thing=said.pk).exists()
    with pytest.raises(Refused, match="removed"):
        react(cast.ben, said, Kind.THANKS)


def test_the_buttons_stand_on_the_page_and_work_without_script(cast: Cast, signed_in):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    said, ben = talk.messages.get(), signed_in(cast.ben)

    assert f"/id/{said.pk}/reactions/" in ben.get(f"/messages/{talk.pk}/").content.decode()
    answer = ben.post(f"/id/{said.pk}/reactions/", {"give": "thanks"})

    assert answer.status_code == 302
    assert answer.url.startswith(f"/messages/{talk.pk}/")
    assert "Ben Roth" in signed_in(cast.ada).get(f"/id/{said.pk}/reactions/").content.decode()
