"""What those see who take part from outside, and what those in a conversation see of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from allmende.commons.files.models import File
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import root_of, space_of
from allmende.foundation import clock
from allmende.foundation.keys import is_signed, sign
from allmende.foundation.personal import holdings
from allmende.foundation.text import plain
from allmende.identity.accounts.models import Account
from allmende.rooms.messages.models import Conversation, Message, MessageState, OutsideKey, Outsider, Shape
from allmende.rooms.messages.queries.finding import digest_of

PAGE = 30
STOP = "outside stop"
_OURS = re.compile(r'<a [^>]*href="/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'<img[^>]*alt="([^"]*)"[^>]*>|<img[^>]*>')
FIELDS = (
    "pk", "author_id", "author__name", "text_html", "language", "created", "edited", "state", "answers_id", "answers__author__name",
    "answers__text_html", "answers__state",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutsideMessage:
    """A message as someone from outside reads it: words and a name. `files` says how many came with it, which stay inside."""

    id: UUID
    name: str
    html: SafeString
    language: str
    at: datetime
    edited: bool
    is_removed: bool
    is_own: bool
    quoted_by: str
    quoted: str
    files: int


@dataclass(frozen=True, slots=True)
class OutsideTalk:
    """A page of what was written since someone was asked in, the oldest first; `earlier` is the key of the page before."""

    messages: list[OutsideMessage]
    earlier: UUID | None


def bare(html: str) -> SafeString:
    """Return a message's HTML without pictures and without links into the house: names stay, profiles and files don't open."""
    return mark_safe(_PICTURE.sub(lambda found: found[1] or "", _OURS.sub(r"\1", html)))


def title_of(conversation: Conversation) -> str:
    """How a conversation is called to someone from outside: by its name or its space, else by whose it is."""
    if conversation.place is not None:
        return str(conversation.place.title)
    return conversation.title or str(conversation.author.name)


def stop_key(outsider: Outsider) -> str:
    """The signature in the address that ends the mails by one POST (RFC 8058); it opens nothing, and holds as long as mails lie about."""
    return sign(STOP, str(outsider.pk))


def account_with(email: str) -> Account | None:
    """Return whose account has an address, if anyone's."""
    shown = EmailAddress.objects.filter(email=email, verified=True).values("user")
    return Account.objects.filter(Q(email=email) | Q(pk__in=shown), is_active=True).select_related("actor").first()


def outsiders_of(conversation: Conversation) -> list[Outsider]:
    """Return who takes part in a conversation by mail, in the order in which they came; ten at most."""
    if conversation.shape not in {Shape.GROUP, Shape.SPACE}:
        return []
    return list(conversation.outsiders.filter(ended=None).select_related("actor", "by").order_by("pk"))


def outsider_by_link(root: Space, token: str) -> Outsider | None:
    """Return whose personal link of a community this is; None where it is nobody's any more."""
    rows = OutsideKey.objects.filter(digest=digest_of(token), expires__gt=clock.now(), outsider__ended=None)
    found = rows.select_related(
        "outsider__actor", "outsider__by", "outsider__conversation__author", "outsider__conversation__audience",
        "outsider__conversation__place__root",
    ).first()  # fmt: skip
    if found is None or root_of(space_of(found.outsider.conversation)).pk != root.pk:
        return None
    return found.outsider


def outsider_to_stop(key: UUID, signature: str) -> Outsider | None:
    """Return whose mails an address ends; None for one that we did not make."""
    if not is_signed(STOP, str(key), signature):
        return None
    return (
        Outsider.objects.filter(pk=key).select_related("actor", "conversation__place", "conversation__author").first()
    )


def talk_from_outside(outsider: Outsider, before: UUID | None = None) -> OutsideTalk:
    """Return the end of what was written since someone was asked in, or what stands before a message; two statements."""
    rows = Message.objects.filter(conversation=outsider.conversation, pk__gt=outsider.since).order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows).values_list(*FIELDS)[: PAGE + 1])
    shown = found[:PAGE][::-1]
    with_files = list(File.objects.filter(thing__in=[row[0] for row in shown]).values_list("thing", flat=True))
    views = [_view(outsider, row, with_files.count(row[0])) for row in shown]
    return OutsideTalk(views, shown[0][0] if len(found) > PAGE else None)


def _view(outsider: Outsider, row: Any, files: int) -> OutsideMessage:
    key, author, name, html, language, created, edited, state, answers, quoted_by, quoted, quoted_state = row
    is_removed = state == MessageState.REMOVED
    is_quote_shown = answers is not None and answers > outsider.since and quoted_state != MessageState.REMOVED
    return OutsideMessage(
        id=key, name=str(name), html=bare(html), language=language, at=created, edited=edited is not None, is_removed=is_removed,
        is_own=author == outsider.actor_id, quoted_by=str(quoted_by) if is_quote_shown else "",
        quoted=plain(mark_safe(quoted or ""), 120) or _("Sent files") if is_quote_shown else "", files=0 if is_removed else files,
    )  # fmt: skip


def kept_of(outsider: Outsider) -> dict[str, Any]:
    """Return all that is kept of someone from outside, as the archive of a member has it."""
    kept = {holding.key: holding.export(outsider.actor) for holding in holdings()}
    filled = {
        key: {name: value for name, value in rows.items() if value not in ([], {}, None)} for key, rows in kept.items()
    }
    return {key: rows for key, rows in filled.items() if rows}
