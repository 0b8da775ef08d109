from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "allmende.people.desk"
    label = "desk"

    def ready(self) -> None:
        """Say whom asks and calls for help concern, and what the desk keeps."""
        from allmende.foundation.doors import offer
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.mail.choosing import Offer, offer_choices
        from allmende.foundation.options.definitions import offer_option
        from allmende.foundation.personal import hold
        from allmende.foundation.tasks.worker import every
        from allmende.people.desk import concerns  # noqa: F401  app ready
        from allmende.people.desk.commands.by_mail import answer_ask_by_mail, ask_choices
        from allmende.people.desk.door import DOOR, HELD
        from allmende.people.desk.guides import GUIDES
        from allmende.people.desk.rules import GUESTS
        from allmende.people.desk.tasks import forget_guests

        offer(DOOR)
        hold(HELD)
        offer_guides(*GUIDES)
        offer_choices(
            Offer(
                "step",
                _("Yes or no to a step"),
                ask_choices,
                answer_ask_by_mail,
                reasons=("desk.asked",),
                subject="ask",
            )
        )
        offer_option(GUESTS)
        every(forget_guests, hours=12)
