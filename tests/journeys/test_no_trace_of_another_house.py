"""Two communities on one node, each under its own name: nothing of the one is met at the other, nor of the house's own look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import Parameter, signature
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.consent.commands import ask_to_leave
from allmende.commons.spaces.commands import change_space
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.testing import make_community, make_member, make_space
from allmende.foundation.mail.commands import post
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.connections.commands import ask
from allmende.people.nominations.testing import make_request
from allmende.rooms.calls.testing import make_call

SEND_MAIL = "allmende.foundation.mail.tasks.send_mail"

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.first]

TRACES = ("zinnober", "#8a1c5b", "8a1c5b", "#0a5c43", "localhost", "allmende")
"""Of the other community: its name, address and colour; of the house: its green, the node's name, its own."""
OWN_PATHS = re.compile(r'["\'(]/static/[^"\')]*|allmende:|"allmende"')
"""Addresses of scripts and styles, and names of events and settings in them: nobody reads those."""


@pytest.fixture
def houses(db: None) -> tuple[Space, Space]:
    """Zinnober and Kobalt, with Vera in both."""
    olga = open_account("olga@example.org", "Olga", "a meadow full of bees", operator=True, language="en")
    zoe, kim = make_person("Zoe Rot", email="zoe@people.example"), make_person("Kim Blau", email="kim@people.example")
    vera = make_person("Vera Beide", email="vera@people.example")
    made = []
    for name, colour, curator in (("Zinnober", "#8a1c5b", zoe), ("Kobalt", "#1a4fa0", kim)):
        root = make_community(curator, name)
        make_member(root, vera)
        change_space(curator, root, colour=colour, summary=f"{name} is here.")
        make_call(curator, make_space(curator, root, f"{name} team"), layer=Layer.PUBLIC, title=f"A call of {name}")
        host = f"{name.lower()}.example"
        made.append(change_space(olga, root, host=host, sender=f"hello@{host}"))
    return made[0], made[1]


def pages(patterns: list[Any] | None = None, namespace: str = "") -> Iterator[str]:
    """Every address of the house that needs nothing, or what Kobalt has: its space, a person, its call."""
    known = {"slug": ("kobalt", "kobalt-team", "a-call-of-kobalt"), "handle": ("kim-blau", "vera-beide")}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from pages(
                pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
            continue
        names = list(pattern.pattern.converters)
        for value in known.get(names[0], ()) if len(names) == 1 else [""] if not names else []:
            try:
                yield reverse(f"{namespace}{pattern.name}", args=[value] if value else [])
            except NoReverseMatch:
                continue


def traces_in(text: str) -> list[str]:
    """The words and colours of others in a text, with what stands around them."""
    text = OWN_PATHS.sub('"', text.lower())
    return [text[max(0, at - 60) : at + 40] for trace in TRACES if (at := text.find(trace)) >= 0]


@pytest.mark.once  # on PostgreSQL tests/matrix/test_a_closed_community_among_others.py looks for the same
def test_no_page_feed_or_error_of_one_speaks_of_the_other(houses: tuple[Space, Space]) -> None:
    """Given both, when a guest, Kobalt's curator and Vera walk through all of Kobalt, then they meet Kobalt alone."""
    guest, kim, vera = (Client(SERVER_NAME="kobalt.example", headers={"accept-language": "en"}) for _who in range(3))
    kim.force_login(houses[1].author.account)
    vera.force_login(_account_of("vera-beide"))
    found, seen = {}, 0
    for address in sorted(
        {*pages(), "/nowhere/", "/calls/a-call-of-zinnober/", "/spaces/zinnober/", "/people/zoe-rot/"}
    ):
        for who in (guest, kim, vera):
            answer = who.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            said = (
                body.decode(errors="replace")
                + " ".join(f"{k}: {v}" for k, v in answer.headers.items())
                + str(answer.cookies)
            )
            seen += answer.status_code == 200
            if traces := traces_in(_without_echo(said, address)):
                found[address] = traces
    assert found == {}
    assert seen > 150


def _without_echo(said: str, address: str) -> str:
    """A page without the address that was asked for, which forms and links repeat to come back."""
    return said if address == "/" else said.replace(address, "").replace(quote(address, safe=""), "")


def _account_of(handle: str) -> Any:
    return Actor.objects.get(handle=handle).account


def test_its_mails_come_from_itself_and_lead_to_itself(houses: tuple[Space, Space]) -> None:
    root = houses[1]
    kim, browser = root.author, Client(SERVER_NAME="kobalt.example", headers={"accept-language": "en"})
    browser.post("/accounts/password/reset/", {"email": "kim@people.example"})
    make_request(root)
    ask(kim, _account_of("vera-beide").actor, root, "Hello from Kobalt")
    ask_to_leave(make_member(root, make_person("Nils Nur", email="nils@people.example")), keeps_contributions=True)

    mails = [job.args for job in Job.objects.filter(path=SEND_MAIL)]
    assert len(mails) >= 4
    for _to, subject, body, *sender in mails:
        assert sender == ["Kobalt", "hello@kobalt.example"], subject
        assert traces_in(f"{subject} {body}") == []
    assert any("http://kobalt.example" in body for _to, _subject, body, *_sender in mails)


def test_someone_of_two_communities_is_written_to_by_the_one_they_are_at(houses: tuple[Space, Space]) -> None:
    """Given Vera, first of Zinnober, when she asks a guardian, leaves and stays at Kobalt, then Kobalt writes, to her and for her."""
    vera = _account_of("vera-beide")
    browser = Client(SERVER_NAME="kobalt.example", headers={"accept-language": "en"})
    Account.objects.filter(pk=vera.pk).update(age_band=AgeBand.UNDER_16)
    browser.force_login(vera)
    browser.post("/privacy/guardian/", {"name": "Gus", "address": "gus@people.example", "language": "en"})
    asked = next(job.args for job in Job.objects.filter(path=SEND_MAIL))
    link = re.search(r"http://kobalt.example(?::\d+)?(/guardians/\S+)", asked[2])
    assert link is not None
    Client(SERVER_NAME="kobalt.example").post(link[1], {"answer": "no"})
    Account.objects.filter(pk=vera.pk).update(age_band=AgeBand.ADULT)
    browser.post("/privacy/departure/", {"keeps": "yes", "sure": "on"})

    mails = [job.args for job in Job.objects.filter(path=SEND_MAIL)]
    assert len(mails) == 4
    for _to, subject, body, *sender in mails:
        assert sender == ["Kobalt", "hello@kobalt.example"], subject
        assert traces_in(f"{subject} {body}") == []


def test_what_a_task_writes_later_comes_from_where_it_was_asked_of(houses: tuple[Space, Space]) -> None:
    """Given Vera, first of Zinnober, when her archive is packed and her account helped at Kobalt, then Kobalt writes."""
    mine, office = (Client(SERVER_NAME="kobalt.example", headers={"accept-language": "en"}) for _who in range(2))
    mine.force_login(_account_of("vera-beide"))
    office.force_login(_account_of("olga"))
    assert mine.post("/privacy/takeouts/").status_code == 302
    run_due()
    office.post("/backoffice/people/vera-beide/password/")
    office.post("/backoffice/people/vera-beide/suspension/", {"reason": "Somebody else uses it.", "days": "3"})

    mails = [job.args for job in Job.objects.filter(path=SEND_MAIL)]
    assert len(mails) == 3
    for _to, subject, _body, *sender in mails:
        assert sender == ["Kobalt", "hello@kobalt.example"], subject


def test_mails_are_posted_by_one_function_that_asks_in_whose_name_and_none_names_the_product() -> None:
    source = Path(__file__).parents[2] / "src/allmende"
    senders = {
        str(file.relative_to(source))
        for file in source.rglob("*.py")
        if "tests" not in file.parts
        and re.search(r"send_mail\.enqueue\(|EmailM\w+\(|mail\.letters import", file.read_text())
    }
    named = [str(file) for file in source.glob("**/mail/*.txt") if "allmende" in file.read_text().lower()]
    named += [str(file) for file in source.glob("**/email/*.txt") if "allmende" in file.read_text().lower()]

    assert senders == {"foundation/mail/commands.py", "foundation/mail/tasks.py", "identity/accounts/adapter.py"}
    assert signature(post).parameters["house"].default is Parameter.empty
    assert named == []


def test_its_icon_is_its_own(houses: tuple[Space, Space]) -> None:
    icon = Client(SERVER_NAME="kobalt.example").get("/icon.svg").content.decode()

    assert ">K</text>" in icon
    assert "#1a4fa0" in icon
