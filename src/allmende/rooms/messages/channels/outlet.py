"""What other programs are told: JSON that the incoming hooks of Mattermost and Slack both take."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.files.models import File
from allmende.foundation.http import open_session
from allmende.rooms.messages.models import Message

LONGEST = 3_900
"""Characters of a message: Slack cuts at four thousand, Mattermost later."""
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s()]{1,2000})\)")
_BOLD = re.compile(r"\*\*([^*\n]{1,1000})\*\*")
_CALLS = re.compile(r"@(?=(?:all|channel|here|everyone)\b)", re.IGNORECASE)
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def host_in(url: str) -> str:
    """Return host and port of an address that may be told; empty for what is none. Where it leads is asked at each request (`foundation.http`)."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    is_plain = parts.scheme == "http" and host in settings.PRIVATE_HOSTS
    is_good = host and (parts.scheme == "https" or is_plain) and not parts.username and not parts.password
    if not is_good or not url.isascii() or not url.isprintable() or " " in url:
        return ""
    return f"{host}:{port}" if port else host


def words_of(text: str) -> str:
    """Return a text as both programs read it: links, bold words; nothing in it calls everyone there, or means something to them."""
    text = _CALLS.sub("@\u200b", text.translate(_ESCAPED))
    return _BOLD.sub(r"*\1*", _LINK.sub(r"<\2|\1>", text))


def told(said: Message, url: str) -> dict[str, str]:
    """Return what is sent of a message: who wrote it, its words, how many files it has, and where it stands."""
    files = File.objects.filter(thing=said.pk).count()
    more = ngettext("%(n)d file", "%(n)d files", files) % {"n": files} if files else ""
    head, words = f"*{words_of(said.author.name)}*", words_of(said.text)
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0] + " …"
    end = " · ".join(piece for piece in (more, f"<{url}|{_('To the conversation')}>") if piece)
    return {"text": "\n".join(piece for piece in (head, words, end) if piece)}


def post(address: str, body: dict[str, str]) -> int:
    """Tell a program something; return the status of its answer, 0 where none came."""
    from requests import RequestException as Unreached  # slow import  # house: the exception alone

    try:
        with open_session() as session:
            return int(session.post(address, json=body, allow_redirects=False).status_code)
    except Unreached:
        return 0
