"""Conversations and messages as kinds of thing: where each is found, and how it reads to search."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Document, Kind
from allmende.foundation.text import plain
from allmende.rooms.messages.models import Message, MessageState
from allmende.rooms.messages.queries.announcements import announcement_texts, announcement_urls, titles_of
from allmende.rooms.messages.queries.mailing import own_mail


def conversation_url(key: UUID) -> str:
    """The page of a conversation."""
    return reverse("messages:conversation", args=[key])


def message_url(conversation: UUID, message: UUID) -> str:
    """Where a message stands."""
    return f"{conversation_url(conversation)}?message={message}#m-{message}"


def _conversation_urls(keys: Sequence[UUID]) -> dict[UUID, str]:
    return {key: conversation_url(key) for key in keys}


def _message_urls(keys: Sequence[UUID]) -> dict[UUID, str]:
    rows = Message.objects.filter(pk__in=keys).values_list("pk", "conversation")
    return {key: message_url(conversation, key) for key, conversation in rows}


def _documents(keys: Sequence[UUID]) -> list[Document]:
    rows = Message.objects.filter(pk__in=keys).exclude(state=MessageState.REMOVED).exclude(text="")
    shown = rows.values_list("pk", "author__name", "text_html", "language")
    return [Document(key, str(name), plain(html), language) for key, name, html, language in shown]


CONVERSATIONS = Kind(
    key="conversation", name=_("conversation"), plural=_("conversations"), icon="messages", urls=_conversation_urls
)
MESSAGES = Kind(
    key="message", name=_("message"), plural=_("messages"), icon="message", urls=_message_urls, documents=_documents
)
ANNOUNCEMENTS = Kind(
    key="announcement", name=_("announcement"), plural=_("announcements"), icon="speakerphone", urls=announcement_urls,
    texts=announcement_texts, titles=titles_of, mail=own_mail,
)  # fmt: skip
