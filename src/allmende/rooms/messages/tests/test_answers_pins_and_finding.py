"""What answers a message stands together, what matters is pinned at the head, and words are found in one conversation alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.commons.spaces.testing import Cast
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.rooms.messages.commands import pin_message, remove
from allmende.rooms.messages.queries import answers_to, pins_of, talk_in
from allmende.rooms.messages.testing import make_talk, say

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_message_says_how_many_answer_it_and_they_stand_together(cast: Cast, signed_in):
    talk = make_talk(cast.community, cast.ada, cast.ben, text="Who waters?")
    asked = talk.messages.get()
    say(cast.ben, talk, "I do.", answers=asked.pk)
    say(cast.ben, talk, "Something else.")
    gone = say(cast.ada, talk, "Me neither.", answers=asked.pk)
    say(cast.ada, talk, "Thank you.", answers=asked.pk)
    remove(cast.ada, gone)

    together = page(signed_in(cast.ben), f"/messages/message/{asked.pk}/answers/")

    assert talk_in(cast.ben, talk).messages[0].answers == 2
    assert "2 answers" in page(signed_in(cast.ben), f"/messages/{talk.pk}/")
    assert next(view.html.strip() for view in answers_to(cast.ben, talk, asked.pk)) == "<p>Who waters?</p>"
    assert "I do." in together
    assert "Something else." not in together.split('class="talk-log"')[1]
    assert f'name="answers" value="{asked.pk}"' in together


def test_what_matters_is_pinned_for_all_until_someone_lets_go(cast: Cast, signed_in):
    talk = make_talk(cast.community, cast.ada, cast.ben, text="The key lies under the third stone.")
    said, ben = talk.messages.get(), signed_in(cast.ben)

    ben.post(f"/messages/message/{said.pk}/pin/")
    pin_message(cast.ada, said, pinned=True)

    assert [pin.words for pin in pins_of(talk)] == ["The key lies under the third stone."]
    assert 'class="talk-pins"' in page(signed_in(cast.ada), f"/messages/{talk.pk}/")
    ben.post(f"/messages/message/{said.pk}/pin/removal/")
    assert pins_of(talk) == []


def test_three_are_pinned_at_most_and_a_removed_one_no_longer(cast: Cast):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    said = [say(cast.ada, talk, f"Number {n}") for n in range(4)]
    for one in said[:3]:
        pin_message(cast.ben, one, pinned=True)

    with pytest.raises(Refused, match="Three are pinned"):
        pin_message(cast.ben, said[3], pinned=True)
    remove(cast.ada, said[0])
    pin_message(cast.ben, said[3], pinned=True)

    assert [pin.words for pin in pins_of(talk)] == ["Number 3", "Number 2", "Number 1"]
    with pytest.raises(Refused, match="removed"):
        pin_message(cast.ben, said[0], pinned=True)


def test_words_are_found_in_one_conversation_alone(cast: Cast, signed_in):
    here = make_talk(cast.community, cast.ada, cast.ben, text="The pond needs a pump")
    make_talk(cast.community, cast.ada, cast.ben, cast.eli, text="The pump is broken")
    run_due()
    ben = signed_in(cast.ben)

    found = page(ben, f"/search/?q=pump&type=message&in={here.pk}")

    assert "needs a" in found
    assert "is broken" not in found
    assert f'name="in" value="{here.pk}"' in found
    assert "is broken" in page(ben, "/search/?q=pump&type=message")
    assert "needs a" not in page(signed_in(cast.eli), f"/search/?q=pump&type=message&in={here.pk}")
    assert f"in={here.pk}" in page(ben, f"/messages/{here.pk}/")


def test_a_page_of_answers_and_pins_asks_as_many_statements_for_one_as_for_many(cast: Cast, signed_in):
    talk = make_talk(cast.community, cast.ada, cast.ben)
    first, ben = talk.messages.get(), signed_in(cast.ben)

    def counted() -> int:
        page(ben, f"/messages/{talk.pk}/")
        with CaptureQueriesContext(connection) as asked:
            page(ben, f"/messages/{talk.pk}/")
        return len(asked)

    say(cast.ada, talk, "One", answers=first.pk)
    pin_message(cast.ben, first, pinned=True)
    one = counted()
    for n in range(5):
        pin_message(cast.ben, say(cast.ada, talk, f"More {n}", answers=first.pk), pinned=n < 2)

    assert counted() <= one
