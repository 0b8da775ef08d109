from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "allmende.rooms.messages"
    label = "conversations"  # Django's own notes on a page have the label `messages`

    def ready(self) -> None:
        """Say whom a message concerns, what is kept of a person, and what the pages are for."""
        from allmende.commons.mutes.commands import when_blocked
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.mail.replies import when_answered
        from allmende.foundation.personal import hold
        from allmende.rooms.messages import concerns as _concerns  # noqa: F401  app ready
        from allmende.rooms.messages.channels.mail import PURPOSE
        from allmende.rooms.messages.commands import part
        from allmende.rooms.messages.guides import GUIDES
        from allmende.rooms.messages.listeners import message_by_mail
        from allmende.rooms.messages.personal import HOLDING

        hold(HOLDING)
        when_blocked(part)
        when_answered(PURPOSE, message_by_mail, title=_("Message"))
        offer_guides(*GUIDES)
