from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NominationsConfig(AppConfig):
    name = "allmende.people.nominations"
    label = "nominations"

    def ready(self) -> None:
        """Decide how people come into spaces, offer the pages, and say what is kept of a person."""
        from allmende.commons.spaces.above import ABOVE
        from allmende.foundation.doors import offer
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.mail.choosing import Offer, offer_choices
        from allmende.foundation.personal import hold
        from allmende.foundation.tasks.worker import every
        from allmende.people.nominations import concerns as _concerns  # noqa: F401  app ready
        from allmende.people.nominations.commands.by_mail import VOUCH, vouch_by_mail, vouch_choices
        from allmende.people.nominations.door import DOOR, HOLDING
        from allmende.people.nominations.guides import GUIDES
        from allmende.people.nominations.rules import is_open, takes_guests
        from allmende.people.nominations.tasks import forget_old

        ABOVE.is_open, ABOVE.takes_guests = is_open, takes_guests
        offer(DOOR)
        hold(HOLDING)
        every(forget_old, days=1)
        offer_guides(*GUIDES)
        offer_choices(
            Offer(
                VOUCH, _("Vouching"), vouch_choices, vouch_by_mail, reasons=("nominations.asked",), subject="nomination"
            )
        )
