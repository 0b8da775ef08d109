"""Hearing by mail that a community opens: once, after the address was confirmed, by worker round or by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from allmende.commons.spaces.commands import change_space, open_doors, open_due_communities
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.observers.feed.queries import page_of
from allmende.people.welcome.commands import confirm_subscription, subscribe, unsubscribe
from allmende.people.welcome.models import Subscriber

OPENED = ("ida@example.org", "Meadow is open")


@pytest.fixture
def founding(cast: Any) -> Space:
    return change_space(cast.eli, cast.community, opens_on=(NOON + timedelta(days=30)).date())


def test_the_worker_opens_the_doors_on_the_day_in_the_communitys_zone_and_all_hear_of_it(
    cast: Any, founding: Space, posted: Any
) -> None:
    confirm_subscription(subscribe(founding, email="Ida@example.org", language="en"))
    posted()
    midnight = NOON.replace(hour=22) + timedelta(days=29)  # in Berlin, by summer time

    with clock.frozen(midnight - timedelta(minutes=1)):
        assert posted() == []
    with clock.frozen(midnight):
        assert posted() == [OPENED]
        assert recorded().count("CommunityOpened") == 1
        run_due()
        lines = [line.sentence for line in page_of(cast.cleo, founding).items]
        assert any("opened the doors of Meadow" in line for line in lines)


def test_it_opens_once_however_often_it_is_looked_for(founding: Space, later: Any) -> None:
    with later(40):
        assert (open_due_communities(), open_due_communities()) == (1, 0)

    assert recorded().count("CommunityOpened") == 1


def test_a_curator_opens_earlier_and_the_day_then_does_nothing_more(cast: Any, founding: Space, later: Any) -> None:
    open_doors(cast.eli, founding)

    founding.refresh_from_db()
    assert not founding.is_founding
    with later(40):
        assert open_due_communities() == 0
    with pytest.raises(Refused):
        open_doors(cast.eli, founding)


def test_others_do_not_open_the_doors(cast: Any, founding: Space) -> None:
    for other in (cast.finn, cast.ada, cast.dora):
        with pytest.raises(Refused):
            open_doors(other, founding)


def test_who_did_not_confirm_gets_no_second_mail_ever(cast: Any, founding: Space, posted: Any) -> None:
    subscribe(founding, email="ida@example.org", language="en")
    assert posted() == [("ida@example.org", "Shall we write to you when Meadow opens?")]

    open_doors(cast.eli, founding)

    assert posted() == []


def test_the_mail_comes_once(cast: Any, founding: Space, posted: Any) -> None:
    confirm_subscription(subscribe(founding, email="ida@example.org", language="en"))
    posted()
    open_doors(cast.eli, founding)

    assert (posted().count(OPENED), posted().count(OPENED)) == (1, 0)


def test_an_address_is_forgotten_on_request(founding: Space) -> None:
    one = subscribe(founding, email="ida@example.org", language="en")
    unsubscribe(one)
    unsubscribe(one)

    assert not Subscriber.objects.exists()


def test_asking_again_says_the_same_and_sends_nothing_for_ten_minutes(
    client: Client, founding: Space, posted: Any
) -> None:
    for _again in range(3):
        assert client.post("/following/", {"email": "ida@example.org"}).url == "/following/asked/"

    assert len(posted()) == 1


@pytest.mark.parametrize("email", ["", "x", "a@b\r\nBcc: e@x.org", "ü@", "x" * 400])
def test_bad_addresses_are_told_so(client: Client, founding: Space, email: str) -> None:
    assert client.post("/following/", {"email": email}).status_code == 422
    assert not Subscriber.objects.exists()
