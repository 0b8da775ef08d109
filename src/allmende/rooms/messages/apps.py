from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "allmende.rooms.messages"
    label = "conversations"  # Django's own notes on a page have the label `messages`

    def ready(self) -> None:
        """Say whom a message concerns, what is kept of a person, and what the pages are for."""
        from allmende.commons.mutes.commands import when_blocked
        from allmende.commons.reactions.rules import stands_in
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.mail.replies import when_answered
        from allmende.foundation.personal import hold
        from allmende.foundation.tasks.outgoing import also_hold_back
        from allmende.foundation.tasks.worker import every
        from allmende.foundation.ui.people import Circle, offer_people
        from allmende.rooms.messages import concerns as _concerns  # noqa: F401  app ready
        from allmende.rooms.messages.channels import outside
        from allmende.rooms.messages.channels.mail import PURPOSE
        from allmende.rooms.messages.commands import hold_back, hold_outlets_back, part
        from allmende.rooms.messages.guides import GUIDES
        from allmende.rooms.messages.listeners import announcement_by_mail, message_by_mail, message_from_outside
        from allmende.rooms.messages.personal import HOLDING
        from allmende.rooms.messages.queries import conversation_of, recipients_called, recipients_known
        from allmende.rooms.messages.queries.mailing import PURPOSE as ANNOUNCED
        from allmende.rooms.messages.rules import may_react_among
        from allmende.rooms.messages.tasks import reckon_paces

        hold(HOLDING)
        stands_in("message", conversation_of, among=may_react_among)
        offer_people("recipients", Circle(recipients_called, recipients_known))
        when_blocked(part)
        when_answered(PURPOSE, message_by_mail, title=_("Message"))
        when_answered(outside.PURPOSE, message_from_outside, title=_("Message from outside"), whose=outside.whose)
        when_answered(ANNOUNCED, announcement_by_mail, title=_("Announcement"))
        also_hold_back(hold_back)
        also_hold_back(hold_outlets_back)
        every(reckon_paces, days=1)
        offer_guides(*GUIDES)
