from django.apps import AppConfig
from django.conf import settings


class MailConfig(AppConfig):
    name = "allmende.foundation.mail"
    label = "mail"

    def ready(self) -> None:
        """Forget the words of mails that were sent, and addresses that nobody will answer to any more."""
        from allmende.foundation.mail.inbound.tasks import fetch_answers
        from allmende.foundation.mail.tasks import forget_answers, forget_words
        from allmende.foundation.tasks.worker import every

        every(forget_words, hours=1)
        every(forget_answers, days=1)
        if settings.CONFIG.mail_box:
            every(fetch_answers, minutes=1)
