"""Sending what was queued."""

import logging
from datetime import timedelta
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.tasks import task

from allmende.foundation import clock
from allmende.foundation.mail import replies
from allmende.foundation.mail.asking import may_go
from allmende.foundation.mail.headers import BY_MACHINE, own_host
from allmende.foundation.mail.letters import Letter
from allmende.foundation.mail.marks import feedback_lines, return_path
from allmende.foundation.mail.models import forget_received
from allmende.foundation.mail.reachable import BOUNCED, COMPLAINED, forget_stopped, stop, why_stopped
from allmende.foundation.mail.refusals import tell_undeliverable
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.outgoing import leaves_the_house
from allmende.foundation.tasks.worker import Hopeless, job_in_hand
from allmende.foundation.text.cleaning import unturned

WORDS_KEPT = timedelta(days=1)
"""A mail that was sent may hold a code or a link: its words stay no longer."""

log = logging.getLogger(__name__)

NOT_SENT = {
    BOUNCED: "Not sent: mail to this address came back.",
    COMPLAINED: "Not sent: this address complained of our mail.",
}
FOR_GOOD = range(500, 600)
"""SMTP replies that will not change by asking again (RFC 5321, section 4.2.1)."""

NO_SUCH = b"5.1.1"
"""There is no such mailbox (RFC 3463, section 3.2)."""


@leaves_the_house
@task()
def send_mail(
    to: str, subject: str, body: str, sender: str = "", own: str = "", kind: str = "", html: str = "", headers: dict[str, str] | None = None,
    about: list[str] | None = None,
) -> None:  # fmt: skip
    """Hand one mail to the mail server; when that fails the worker tries again, unless there is no such mailbox.

    `sender` is the name it comes from, `own` the address; empty: the node's. `kind` is the template it was made of: all that
    operators read of it besides the address. `html` is the same letter for programs that show it, `headers` are further lines
    (`mail.headers`); what its writer no longer stands for (`about`) is not sent. Raises Hopeless with the server's answer when it said no for good.

    However often it goes out, its Message-ID is the same, so that a mail server shows it once (RFC 5322, section 3.6.4): a worker
    that is killed after the server took it, and before that was noted, sends it again.
    """
    if not may_go(about or ()):
        return
    address = settings.DEFAULT_FROM_EMAIL
    if sender or own:
        address = formataddr((sender, own or parseaddr(address)[1]))
    lines = _message_id(address) | BY_MACHINE | {"X-Loop": own_host()} | (headers or {})
    if "List-Unsubscribe" in lines and (why := why_stopped(to)):
        raise Hopeless(NOT_SENT[why])
    job = job_in_hand()
    if (back := return_path(job, address)) != address:
        lines |= {"From": address} | feedback_lines(job)
    letter = Letter(unturned(subject), unturned(body), back, [to], headers=lines)
    if html:
        letter.attach_alternative(unturned(html), "text/html")
    try:
        letter.send()
    except SMTPRecipientsRefused as refused:
        if not all(code in FOR_GOOD for code, _words in refused.recipients.values()):
            raise
        log.warning("A mail could not be delivered: the mailbox was refused.")
        if any(NO_SUCH in words for _code, words in refused.recipients.values()):
            stop(to, BOUNCED)
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
    for job in sent.exclude(args__2="").only("args", "kwargs").iterator(chunk_size=500):
        job.args = [job.args[0], "", "", *job.args[3:]]
        job.kwargs = {"kind": job.kwargs.get("kind", "")}
        job.save(update_fields=["args", "kwargs"])
        emptied += 1
    return emptied


@task()
def forget_answers() -> int:
    """Delete addresses that are too old to be answered to, what came in a month ago, who was not to be written to a year ago; return how many."""
    return replies.forget_addresses() + forget_received() + forget_stopped()
