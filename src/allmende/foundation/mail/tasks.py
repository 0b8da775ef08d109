"""Sending what was queued."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.tasks import task


@task()
def send_mail(to: str, subject: str, body: str, sender: str = "") -> None:
    """Hand one mail to the mail server; when that fails the worker tries again."""
    address = settings.DEFAULT_FROM_EMAIL
    if sender:
        address = formataddr((sender, parseaddr(address)[1]))
    EmailMessage(subject, body, address, [to]).send()
