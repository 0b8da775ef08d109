"""Putting a mail into the queue: if the command is rolled back, nobody gets it."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from allmende.foundation.mail.tasks import send_mail


def post(to: str, template: str, *, language: str, sender: str = "", **values: Any) -> None:
    """Write `<template>_subject.txt` and `<template>.txt` in a language and queue them for an address, in the caller's transaction.

    Both templates get `values` and `node_url` (without a slash at its end); `sender` is a display name for the node's
    own address.
    """
    with override(language):
        context = {"node_url": settings.NODE_URL, **values}
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}.txt", context).strip() + "\n"
    send_mail.enqueue(to, subject, body, sender, kind=template)
