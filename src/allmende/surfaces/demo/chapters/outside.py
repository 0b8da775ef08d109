"""What is public goes on to two networks, and people there answer. Nothing leaves the house: the story says what became of it."""

from __future__ import annotations

import tomllib
from functools import partial
from typing import Any

from allmende.commons.threads.commands.elsewhere import Words
from allmende.observers.channels.commands.delivering import mark_done
from allmende.observers.channels.commands.keeping import make_channel, pause
from allmende.observers.channels.commands.returning import show
from allmende.observers.channels.commands.showing import pretend_answer, pretend_channel, pretend_out
from allmende.observers.channels.models import Channel, Delivery, Network
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import CONTENT

HOST = "social.example"
"""A name that leads nowhere (RFC 2606)."""


def write(town: Town) -> None:
    """Write down that a curator sets up channels."""
    town.diary.write(town.diary.at(-30, 9), HOST, partial(_set_up, town))


def settle(town: Town) -> None:
    """Say that what waits is out there, but for the latest that is carried by hand; answers have come, and the channel rests."""
    keeper, told = town.actors[town.curators[0]], _told(town)
    mastodon = Channel.objects.select_related("space__root").get(network=Network.MASTODON)
    pretend_out(mastodon)
    by_hand = Delivery.objects.filter(channel__network=Network.INSTAGRAM).select_related("channel__space__root")
    for copy in by_hand.order_by("-id")[1:]:
        mark_done(keeper, copy, f"https://photos.example/p/{copy.id.hex[-8:]}/")
    for number, row in enumerate(told["answers"], 1):
        page = f"https://{row['host']}/@{row['handle']}"
        words = Words(row["text"], row["name"], f"{page}/{number}", row["host"], page, town.story.language)
        echo = pretend_answer(mastodon, town.posts[told["post"]], words)
        if row["shown"]:
            show(keeper, echo)
    pause(keeper, mastodon)


def _told(town: Town) -> dict[str, Any]:
    with (CONTENT / town.story.language / "outside.toml").open("rb") as file:
        return tomllib.load(file)


def _set_up(town: Town) -> None:
    keeper, name = town.actors[town.curators[0]], _told(town)["account"]
    make_channel(keeper, town.root, Network.INSTAGRAM, account=f"@{name}")
    pretend_channel(keeper, town.root, HOST, name)
