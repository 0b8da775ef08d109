"""Who has an address for a space posts there by mail: only they, provably, and only while they may on the page."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import EmailMessage
from io import BytesIO

import pytest
from django.core import mail
from django.test import Client
from PIL import Image

from allmende.commons.audiences.models import Layer
from allmende.commons.files.models import File
from allmende.commons.spaces.commands import leave_space
from allmende.foundation.mail.inbound.letters import Envelope
from allmende.foundation.mail.inbound.receiving import receive
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.rooms.posts.commands import post_address
from allmende.rooms.posts.models import Post

PAGE = "/posts/by-mail/"


@pytest.fixture(autouse=True)
def _takes_mail(settings):
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server="mx.example")


def browser_of(actor) -> Client:
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(actor.account)
    return browser


def write(
    actor, to, text="Who brings a spade?", *, subject="On Saturday we dig", dmarc="pass", number="1", files=()
) -> list[str]:
    """Send a mail to an address of ours; return what became of it."""
    letter, sender = EmailMessage(), actor.account.email
    letter["From"], letter["Subject"], letter["Message-ID"] = sender, subject, f"<{number}@x>"
    if dmarc:
        letter["Authentication-Results"] = f"mx.example; dmarc={dmarc} header.from=example.org"
    letter.set_content(text)
    for name, kind, content in files:
        letter.add_attachment(content, *kind.split("/"), filename=name)
    return [row.reason or row.outcome for row in receive(bytes(letter), Envelope(sender, (to,), "lmtp"))]


def picture() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (400, 300), "green").save(buffer, "JPEG")
    return buffer.getvalue()


def test_a_mail_becomes_a_post_in_the_spaces_circle_with_what_came_along(cast):
    files = [("Teich.jpg", "image/jpeg", picture()), ("Plan.pdf", "application/pdf", b"%PDF-1.7\n%%EOF"), ("x.exe", "application/x-msdownload", b"MZ\x00\x90\xff\xfe")]  # fmt: skip

    assert write(cast.ben, post_address(cast.ben, cast.team), "Who brings a *spade*?\n\n-- \nBen", files=files) == [
        "done"
    ]

    post = Post.objects.get()
    assert (post.heading, post.text, post.author, post.space_id) == (
        "On Saturday we dig",
        "Who brings a *spade*?",
        cast.ben,
        cast.team.id,
    )
    assert (post.state, post.audience.layer) == ("open", Layer.TEAM)
    assert sorted(File.objects.filter(thing=post).values_list("name", flat=True)) == ["Plan.pdf", "Teich.jpg"]
    run_due()
    assert [one.body.count("- x.exe") for one in mail.outbox if one.to == [cast.ben.account.email]] == [1]


@pytest.mark.parametrize("prefix", ["Re: ", "AW: Re: ", "WG: ", "R: ", "Fwd: "])
def test_what_programs_put_before_a_subject_is_left_out(cast, prefix):
    write(cast.ben, post_address(cast.ben, cast.team), subject=f"{prefix}On Saturday we dig")
    assert Post.objects.get().heading == "On Saturday we dig"


@pytest.mark.parametrize(("dmarc", "reason"), [("", "unproven"), ("fail", "forged"), ("none", "unproven")])
def test_without_proof_nothing_is_posted(cast, dmarc, reason):
    assert write(cast.ben, post_address(cast.ben, cast.team), dmarc=dmarc) == [reason]
    assert not Post.objects.exists()


def test_anothers_address_posts_nothing(cast):
    assert write(cast.ada, post_address(cast.ben, cast.team)) == ["stranger"]


def test_an_address_ends_with_what_gave_it_and_leaves_no_file(cast):
    address = post_address(cast.ben, cast.team)
    leave_space(cast.ben, cast.team)
    assert write(cast.ben, address, files=[("Teich.jpg", "image/jpeg", picture())]) != ["done"]
    assert not Post.objects.exists()
    assert not File.objects.exists()


def test_only_who_may_share_there_has_an_address(cast):
    with pytest.raises(Refused):
        post_address(cast.finn, cast.team)


def test_the_page_makes_an_address_ten_times_a_day_at_most(cast):
    browser, page = browser_of(cast.ben), f"{PAGE}?in={cast.team.slug}"
    assert "Make my address" in browser.get(page).content.decode()

    shown = browser.post(page).content.decode()
    address = re.search(r"<code>([^<]+)</code>", shown)[1]

    assert write(cast.ben, address) == ["done"]
    codes = [browser.post(page).status_code for _again in range(10)]
    assert codes == [200] * 9 + [429]


def test_a_node_that_takes_no_mail_says_so(cast, settings):
    settings.CONFIG = replace(settings.CONFIG, mail_replies="")
    page = browser_of(cast.ben).get(f"{PAGE}?in={cast.team.slug}").content.decode()
    assert "takes no posts by mail yet" in page
    assert "Make my address" not in page
