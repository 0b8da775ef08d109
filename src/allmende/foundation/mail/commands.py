"""Putting a mail into the queue: if the command is rolled back, nobody gets it."""

from contextlib import suppress
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils.translation import override

from allmende.foundation.mail.headers import headers_of, root_of
from allmende.foundation.mail.letterhead import Letterhead
from allmende.foundation.mail.tasks import send_mail


def post(
    to: str,
    template: str,
    *,
    language: str,
    house: Letterhead,
    thread: str = "",
    begun_thread: str = "",
    unsubscribe: str = "",
    reply_to: str = "",
    answers: str = "",
    **values: Any,
) -> None:
    """Write `<template>_subject.txt` and `<template>.txt` in a language and queue them for an address, in the caller's transaction.

    Where there is a `<template>.html` (it extends `mail/letter.html`), the mail has that part too. The templates get `values`,
    `house` (who writes), `node_url`, where links begin (without a slash at its end), `unsubscribe` and `reply_to`.

    Mails of one `thread` (any key: a thing's id) are gathered by mail programs; for the first of them it is a `begun_thread`. `unsubscribe` is
    the address that ends such mails by one POST, `reply_to` where an answer goes (`mail.replies.reply_address`; empty: nowhere).
    `answers` is the Message-ID of a mail that came in, to which this one is the machine's answer.
    """
    with override(language):
        context = {"node_url": house.home, "house": house, "unsubscribe": unsubscribe, "reply_to": reply_to, **values}
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}.txt", context).strip() + "\n"
        more: dict[str, Any] = {}
        with suppress(TemplateDoesNotExist):
            more["html"] = get_template(f"{template}.html").render(context | {"subject": subject, "language": language})
    lines = headers_of(house, thread=thread, unsubscribe=unsubscribe, reply_to=reply_to, answers=answers)
    if begun_thread:
        lines["Message-ID"] = root_of(begun_thread)
    if lines:
        more["headers"] = lines
    send_mail.enqueue(to, subject, body, house.name, house.address, kind=template, **more)
