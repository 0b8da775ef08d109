from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "allmende.foundation.mail"
    label = "mail"

    def ready(self) -> None:
        """Forget the words of mails that were sent."""
        from allmende.foundation.mail.tasks import forget_words
        from allmende.foundation.tasks.worker import every

        every(forget_words, hours=1)
