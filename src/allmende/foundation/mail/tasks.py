"""Sending what was queued."""

import logging
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.tasks import task

from allmende.foundation.mail.refusals import tell_undeliverable
from allmende.foundation.tasks.outgoing import leaves_the_house

log = logging.getLogger(__name__)

FOR_GOOD = range(500, 600)
"""SMTP replies that will not change by asking again (RFC 5321, section 4.2.1)."""


@leaves_the_house
@task()
def send_mail(to: str, subject: str, body: str, sender: str = "", own: str = "") -> None:
    """Hand one mail to the mail server; when that fails the worker tries again, unless there is no such mailbox.

    `sender` is the name it comes from, `own` the address; empty: the node's.
    """
    address = settings.DEFAULT_FROM_EMAIL
    if sender or own:
        address = formataddr((sender, own or parseaddr(address)[1]))
    try:
        EmailMessage(subject, body, address, [to]).send()
    except SMTPRecipientsRefused as refused:
        if not all(code in FOR_GOOD for code, _words in refused.recipients.values()):
            raise
        log.warning("A mail could not be delivered: the mailbox was refused.")
        tell_undeliverable(to)
