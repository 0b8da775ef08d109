"""Thanks are a real thing: a sentence, read by whom it is for, and counted."""

import pytest
from django.test import Client

from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.queries import page_of
from allmende.people.trust.commands import thank
from allmende.people.trust.models import Thanks


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def ben(cast):
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)
    return client


def test_one_click_and_a_sentence_reach_the_person_and_their_page(cast, ben):
    ben.post("/people/ada-berg/thanks/", {"text": "You stayed until the last chair was stacked."})
    run_due()

    notice = page_of(cast.ada).items[0]
    assert (notice.sentence, notice.url) == ("Ben Roth thanks you. Read for what", "/trust/")
    assert "last chair" in ben.get("/people/ada-berg/work/").content.decode()
    assert "last chair" not in Client(SERVER_NAME="localhost").get("/people/ada-berg/work/").content.decode()


def test_the_same_words_twice_are_one_thanks(cast):
    for _ in range(2):
        thank(cast.ben, cast.community, cast.ada, "Thank you  very much.")

    assert Thanks.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  ", "x" * 281, "\x00\u200b"])
def test_words_that_are_none_or_too_many_are_refused_at_the_field(cast, ben, text):
    answer = ben.post("/people/ada-berg/thanks/", {"text": text})

    assert answer.status_code == 422
    assert not Thanks.objects.exists()


def test_nobody_thanks_themselves_or_someone_from_elsewhere(cast):
    with pytest.raises(Refused, match="Thanks go to others"):
        thank(cast.ben, cast.community, cast.ben, "Well done, me.")
    with pytest.raises(Refused, match="doesn't belong"):
        thank(cast.ben, cast.community, cast.dora, "Thank you.")


def test_a_flood_of_thanks_is_slowed_down(cast):
    for number in range(20):
        thank(cast.ben, cast.community, cast.ada, f"Thanks number {number}.")

    with pytest.raises(Refused, match="thanked many people today") as refusal:
        thank(cast.ben, cast.community, cast.finn, "And you.")
    assert refusal.value.status == 429


def test_hostile_text_is_shown_as_text(cast, ben, shared):
    import json

    naughty = json.loads((shared / "data/naughty-strings/blns.json").read_text())
    for text in [line for line in naughty if "<" in line][:15]:
        answer = ben.post("/people/ada-berg/thanks/", {"text": text})
        assert answer.status_code in {302, 422}

    assert "<script>alert" not in ben.get("/people/ada-berg/work/").content.decode()
