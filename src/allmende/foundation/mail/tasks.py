"""Sending what was queued."""

import logging
from datetime import timedelta
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.tasks import task

from allmende.foundation import clock
from allmende.foundation.mail.refusals import tell_undeliverable
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.outgoing import leaves_the_house
from allmende.foundation.tasks.worker import Hopeless, job_in_hand

WORDS_KEPT = timedelta(days=1)
"""A mail that was sent may hold a code or a link: its words stay no longer."""

log = logging.getLogger(__name__)

FOR_GOOD = range(500, 600)
"""SMTP replies that will not change by asking again (RFC 5321, section 4.2.1)."""


@leaves_the_house
@task()
def send_mail(to: str, subject: str, body: str, sender: str = "", own: str = "", kind: str = "") -> None:
    """Hand one mail to the mail server; when that fails the worker tries again, unless there is no such mailbox.

    `sender` is the name it comes from, `own` the address; empty: the node's. `kind` is the template it was made of: all that
    operators read of it besides the address. Raises Hopeless with the server's answer when it said no for good.

    However often it goes out, its Message-ID is the same, so that a mail server shows it once (RFC 5322, section 3.6.4): a worker
    that is killed after the server took it, and before that was noted, sends it again.
    """
    address = settings.DEFAULT_FROM_EMAIL
    if sender or own:
        address = formataddr((sender, own or parseaddr(address)[1]))
    try:
        EmailMessage(subject, body, address, [to], headers=_message_id(address)).send()
    except SMTPRecipientsRefused as refused:
        if not all(code in FOR_GOOD for code, _words in refused.recipients.values()):
            raise
        log.warning("A mail could not be delivered: the mailbox was refused.")
        tell_undeliverable(to)
        answers = (f"{code} {words.decode(errors='replace')}" for code, words in refused.recipients.values())
        raise Hopeless("; ".join(answers)) from refused


def _message_id(address: str) -> dict[str, str]:
    job, host = job_in_hand(), parseaddr(address)[1].rpartition("@")[2]
    return {"Message-ID": f"<{job}@{host}>"} if job else {}


@task()
def forget_words() -> int:
    """Empty the words of mails that were sent a day ago: nobody needs them here any more. Returns how many."""
    sent = Job.objects.filter(path=send_mail.module_path, state=State.DONE, finished__lt=clock.now() - WORDS_KEPT)
    emptied = 0
    for job in sent.exclude(args__2="").only("args").iterator(chunk_size=500):
        job.args = [job.args[0], "", "", *job.args[3:]]
        job.save(update_fields=["args"])
        emptied += 1
    return emptied
