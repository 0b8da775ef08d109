"""Putting a mail into the queue: if the command is rolled back, nobody gets it."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from allmende.foundation.mail.letterhead import Letterhead
from allmende.foundation.mail.tasks import send_mail


def post(to: str, template: str, *, language: str, house: Letterhead, **values: Any) -> None:
    """Write `<template>_subject.txt` and `<template>.txt` in a language and queue them for an address, in the caller's transaction.

    Both templates get `values` and `node_url`, where links begin (without a slash at its end); `house` is who writes.
    """
    with override(language):
        context = {"node_url": house.home, **values}
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}.txt", context).strip() + "\n"
    send_mail.enqueue(to, subject, body, house.name, house.address, kind=template)
