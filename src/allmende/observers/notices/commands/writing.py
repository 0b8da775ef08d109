"""Writing one mail about notices: its words, what it can be answered with, and the lines that programs read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from allmende.commons.spaces.letterheads import letterhead_for, letterhead_of
from allmende.commons.spaces.models import Space
from allmende.commons.threads.by_mail import PURPOSE
from allmende.commons.threads.models import KIND, Comment
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.journal.models import Entry
from allmende.foundation.mail.choosing import Choices, offer_for
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.letterhead import Letterhead
from allmende.foundation.mail.replies import can_be_answered, purpose_of, reply_address
from allmende.foundation.own_mail import OwnMail
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.observers.notices.concerns import LISTED
from allmende.observers.notices.models import Channel
from allmende.observers.notices.presets import Told
from allmende.observers.notices.queries.letters import Letter
from allmende.observers.notices.queries.lines import Row
from allmende.observers.notices.queries.told import places_of
from allmende.observers.notices.stopping import DIGESTS, stop_path

POST = "post"
"""The purpose of an address at which one shares something in a space, where the room that takes it is on."""


def write(account: Account, letter: Letter, channel: Channel, told: Told, deliveries: list[str]) -> None:
    """Queue one mail: about one thing, or a digest; where its reader wants no content in mails, it says only that there is something."""
    actor, row = account.actor, letter.rows[0]
    house = letterhead_of(letter.space) if letter.space else letterhead_for(actor, None)
    is_digest = channel != Channel.MAIL
    hidden = told.wishes.no_content
    own = None if is_digest or hidden else _own_mail(actor, row)
    if own:
        stop = house.home + stop_path(actor.id, row.occasion.key)
        post(
            account.email, own.template, language=actor.language, house=house, unsubscribe=stop, reply_to=own.reply_to,
            occasion=row.occasion, about=("notices", *deliveries), **own.values,
        )  # fmt: skip
        return
    listing = _as_list(actor, letter, channel, told, house)
    is_talk = row.spot not in (None, row.thing) and not is_digest
    choices, reply_to = (None, "") if is_digest or hidden else _offered(actor, letter.rows[-1])
    about = DIGESTS if is_digest else str(row.thing) if is_talk else row.occasion.key
    if listing:
        about, house = str(listing["space"]), listing["house"]
    template = "digest" if is_digest else "told"
    insists = row.why is not None and row.why.insists  # then there is nothing that a link could end
    post(
        account.email, f"notices/mail/{'hidden' if hidden else template}", language=actor.language, house=house,
        thread=str(row.thing) if is_talk else "", **(listing or {}).get("lines", {}), unsubscribe="" if insists else house.home + stop_path(actor.id, about),
        reply_to=reply_to or (_reply_address(actor.id, letter.rows[-1]) if is_talk or listing else ""), choices=choices,
        name=actor.name, community=house.name or house.home, letter=letter, count=len(letter.rows), is_talk=is_talk, channel=str(channel),
        list_name=listing["name"] if listing else "", occasion=row.occasion, occasions=_counted(letter.rows), about=("notices", *deliveries),
    )  # fmt: skip


def _offered(actor: Actor, row: Row) -> tuple[Choices | None, str]:
    """Return what an answer to a mail about a notice can choose, and where that goes: nothing, where nothing is asked or no mail is taken."""
    offer = offer_for(row.reason, row.kind) if can_be_answered() else None
    if offer is None or row.spot:
        return None, ""
    subject = row.thing
    if offer.subject:
        named = Entry.objects.get(id=row.activity).current_payload.get(offer.subject)
        if not named:  # recorded before it named it
            return None, ""
        subject = UUID(named)
    choices = offer.read(actor.id, subject)
    if choices is None or not choices.is_open:
        return None, ""
    return choices, reply_address(offer.key, actor.id, subject)


def _own_mail(reader: Actor, row: Row) -> OwnMail | None:
    kind = kinds().get(row.kind)
    return kind.mail(reader, row.thing) if kind and kind.mail else None


def _reply_address(actor: UUID, row: Row) -> str:
    """Return where an answer to a mail becomes a reply to the comment it tells of, or a comment on the thing; empty where there is no such way."""
    if row.spot is None:
        return reply_address(PURPOSE, actor, row.thing)
    return reply_address(PURPOSE, actor, row.spot) if row.spot_kind == KIND else ""


def _counted(rows: Collection[Row]) -> list[tuple[str, int]]:
    """Return what these notices are, without what they are about: each occasion with its number."""
    counted: dict[str, int] = {}
    for row in rows:
        counted[str(row.occasion.title)] = counted.get(str(row.occasion.title), 0) + 1
    return list(counted.items())


def is_of_list(row: Row) -> bool:
    """Say whether something can be part of a mailing list: what was shared or said, not what else one is told."""
    return row.reason == LISTED.key or row.spot_kind == KIND


def _as_list(actor: Actor, letter: Letter, channel: Channel, told: Told, house: Letterhead) -> dict[str, Any] | None:
    """Return what makes a mail one of a space's mailing list: its name, who writes it, and what it stands under; None where it is none."""
    row = letter.rows[0]
    around = places_of([row.thing])[row.thing].around if channel == Channel.MAIL and is_of_list(row) else ()
    key = next((place for place in around if told.lists([place])), None)
    space = Space.objects.filter(pk=key).select_related("root").first() if key else None
    if space is None or told.wishes.no_content:
        return None
    parent = Comment.objects.filter(pk=row.spot).values_list("parent_id", flat=True).first() if row.spot else None
    by = Actor.objects.filter(id=row.by).values_list("name", flat=True).first()
    post_to = reply_address(POST, actor.id, space.pk) if can_be_answered() and purpose_of(POST) and not row.spot else ""
    lines: dict[str, Any] = {
        "begun_thread": str(row.spot or row.thing),
        "list_archive": house.home + urls_of([(space.pk, "space")])[space.pk],
        "list_post": post_to,
    }
    if parent:
        lines["under"] = str(parent)
    name = house.name or space.title
    return {
        "space": space.pk,
        "name": space.title,
        "house": replace(house, name=f"{by} ({name})" if by else name),
        "lines": lines,
    }
