"""What other programs send: JSON as Slack and Mattermost take it, read into Markdown. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks"""

from __future__ import annotations

import json
import re
from typing import Any

from allmende.foundation.text.cleaning import clean_line

KEY = "hook"
LARGEST = 65_536
"""Bytes that are read of what a program sends."""
MOST_ATTACHMENTS = 10
_LINK = re.compile(r"<(https?://[^\s<>|]{1,2000})(?:\|([^<>|\n]{1,300}))?>")


def text_in(body: bytes, form_payload: str = "") -> str:
    """Return what a program says as Markdown; raises ValueError for what is no such message.

    `body` is JSON, or `form_payload` the field `payload` of a form. Read are `text` and of each attachment (ten at most) `pretext`,
    `title` with `title_link`, and `text`, or else its `fallback`; the names and pictures that programs give themselves are not.
    """
    sent = json.loads(form_payload or body.decode())
    if not isinstance(sent, dict):
        raise ValueError("A message is an object.")
    attachments = sent.get("attachments")
    found = attachments[:MOST_ATTACHMENTS] if isinstance(attachments, list) else []
    pieces = [_words(sent, "text"), *(_attached(one) for one in found if isinstance(one, dict))]
    said = "\n\n".join(piece for piece in pieces if piece)
    if not said:
        raise ValueError("There is nothing to read in it.")
    return said


def _attached(one: dict[str, Any]) -> str:
    title, link = clean_line(_words(one, "title")), _words(one, "title_link")
    named = f"[{_bare(title)}]({link})" if title and _LINK.fullmatch(f"<{link}>") else f"**{title}**" if title else ""
    pieces = [_words(one, "pretext"), named, _words(one, "text")]
    return "\n\n".join(piece for piece in pieces if piece) or _words(one, "fallback")


def _words(sent: dict[str, Any], name: str) -> str:
    """A field's words, with Slack's links as Markdown has them."""
    value = sent.get(name)
    return _LINK.sub(lambda link: f"[{_bare(link[2])}]({link[1]})" if link[2] else link[1], value).strip() if isinstance(value, str) else ""  # fmt: skip


def _bare(words: str) -> str:
    return words.replace("[", "(").replace("]", ")")
