from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "allmende.rooms.messages"
    label = "conversations"  # Django's own notes on a page have the label `messages`

    def ready(self) -> None:
        """Say whom a message concerns, what is kept of a person, and what the pages are for."""
        from allmende.commons.mutes.commands import when_blocked
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.personal import hold
        from allmende.rooms.messages import concerns as _concerns  # noqa: F401  app ready
        from allmende.rooms.messages.commands import part
        from allmende.rooms.messages.guides import GUIDES
        from allmende.rooms.messages.personal import HOLDING

        hold(HOLDING)
        when_blocked(part)
        offer_guides(*GUIDES)
