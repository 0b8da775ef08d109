"""Mail to those who take part without an account: what is written, an address to answer to, a personal link, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from allmende.commons.files.models import File
from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.queries import root_of, space_of
from allmende.foundation.limits.commands import use
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.inbound.senders import SENDERS, Person
from allmende.foundation.mail.reachable import why_stopped
from allmende.foundation.mail.replies import reply_address
from allmende.identity.accounts.queries import MINORS
from allmende.rooms.messages.models import Ended, Message, Outsider, Shape
from allmende.rooms.messages.queries.outside import account_with, bare, stop_key, title_of
from allmende.rooms.messages.rules.outside import is_taking_part

KEY = "outside"
PURPOSE = "message from outside"
"""`reply_address(PURPOSE, outsider.actor_id, outsider.id)`: the answer is written into the conversation."""
MAILS_A_DAY = 60


def whose(_actor: object, outsider: object) -> Person | None:
    """Return who may answer such a mail: the address it went to, while they take part."""
    found = Outsider.objects.filter(pk=outsider).select_related("actor", "conversation__place__root").first()
    if found is not None and found.why == Ended.CAME_IN:
        return SENDERS.person(found.actor_id)
    if found is None or not found.email:
        return None
    house = letterhead_of(root_of(space_of(found.conversation)))
    return Person(frozenset({found.email}), found.actor.language, house)


def invite(outsider: Outsider, token: str, why: str) -> None:
    """Ask someone from outside in, or send them a new link (then without a reason); nothing goes to who is shielded from strangers."""
    _send(outsider, "messages/mail/outside_asked", lambda: token, why=why, by=outsider.by.name if outsider.by else "")


def deliver(outsider: Outsider, said: Message, new_token: Callable[[], str]) -> str:
    """Put a message into the queue for someone from outside; return why not, as channels do."""
    if not is_taking_part(outsider):
        return "closed"
    if not outsider.email or said.pk <= outsider.since:
        return "left"
    if not use(f"outside mails:{outsider.pk}", MAILS_A_DAY, 86_400):
        return "often"
    files = File.objects.filter(thing=said.pk).count()
    return _send(
        outsider, "messages/mail/outside_said", new_token, name=said.author.name, text=said.text, html=bare(said.text_html), files=files
    )  # fmt: skip


def _send(outsider: Outsider, template: str, new_token: Callable[[], str], **values: Any) -> str:
    if why_stopped(outsider.email):
        return "stopped"
    account = account_with(outsider.email)
    if account is not None and account.age_band in MINORS:
        return "address"
    conversation = outsider.conversation
    house, language = letterhead_of(root_of(space_of(conversation))), outsider.actor.language
    with override(language):
        title = title_of(conversation)
    post(
        outsider.email, template, language=language, house=house, thread=str(outsider.pk),
        unsubscribe=house.home + reverse("messages:outside_stop", args=[outsider.pk, stop_key(outsider)]),
        reply_to=reply_address(PURPOSE, outsider.actor_id, outsider.pk), url=house.home + reverse("messages:outside", args=[new_token()]), title=title,
        has_account=account is not None, is_space=conversation.shape == Shape.SPACE, you=outsider.actor.name, **values,
    )  # fmt: skip
    return ""
