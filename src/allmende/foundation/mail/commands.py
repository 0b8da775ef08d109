"""Putting a mail into the queue: if the command is rolled back, nobody gets it."""

from collections.abc import Sequence
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
    under: str = "",
    list_archive: str = "",
    list_post: str = "",
    unsubscribe: str = "",
    reply_to: str = "",
    answers: str = "",
    about: Sequence[str] = (),
    **values: Any,
) -> None:
    """Write `<template>_subject.txt` and `<template>.txt` in a language and queue them for an address, in the caller's transaction.

    Where there is a `<template>.html` (it extends `mail/letter.html`), the mail has that part too. The templates get `values`,
    `house` (who writes), `node_url`, where links begin (without a slash at its end), `unsubscribe` and `reply_to`.

    Mails of one `thread` (any key: a thing's id) are gathered by mail programs; the first of them, and each that another is `under`, has its key as
    `begun_thread`. `list_archive` and `list_post` make it one of a mailing list (`mail.headers`). `unsubscribe` is the address that ends such mails by one POST, `reply_to` where an answer goes (`mail.replies.reply_address`; empty: nowhere).
    `answers` is the Message-ID of a mail that came in, to which this one is the machine's answer. `about` names who is asked once more as
    it is sent, and about what (`mail.asking`).
    """
    subject, body, html = written(
        template, language=language, house=house, unsubscribe=unsubscribe, reply_to=reply_to, **values
    )
    more: dict[str, Any] = {"html": html} if html else {}
    lines = headers_of(
        house, thread=thread, under=under, unsubscribe=unsubscribe, reply_to=reply_to, answers=answers,
        list_archive=list_archive, list_post=list_post,
    )  # fmt: skip
    if begun_thread:
        lines["Message-ID"] = root_of(begun_thread)
    if lines:
        more["headers"] = lines
    if about:
        more["about"] = list(about)
    send_mail.enqueue(to, subject, body, house.name, house.address, kind=template, **more)


def written(template: str, *, language: str, house: Letterhead, unsubscribe: str = "", reply_to: str = "", **values: Any) -> tuple[str, str, str]:  # fmt: skip
    """Return subject, text and HTML (empty: none) of a mail as `post` queues it, for whoever wants to look at it first."""
    with override(language):
        context = {"node_url": house.home, "house": house, "unsubscribe": unsubscribe, "reply_to": reply_to, **values}
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}.txt", context).strip() + "\n"
        html = ""
        with suppress(TemplateDoesNotExist):
            html = get_template(f"{template}.html").render(context | {"subject": subject, "language": language})
    return subject, body, html
