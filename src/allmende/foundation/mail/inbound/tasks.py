"""Looking into the mailbox."""

from django.conf import settings
from django.tasks import task

from allmende.foundation.mail.inbound import mailbox


@task(queue_name="peers")
def fetch_answers() -> int:
    """Take in what came to the mailbox; return how many mails were looked at. Nothing where there is none."""
    box = str(settings.CONFIG.mail_box)
    return mailbox.fetch(box) if box else 0
