from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "allmende.people.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Offer what organisations have to offer, say whom it concerns, and keep their gates until they have practised."""
        from allmende.commons.spaces.above import ABOVE
        from allmende.foundation.doors import offer
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.mail.choosing import Offer, offer_choices
        from allmende.foundation.personal import hold
        from allmende.people.organisations import concerns as _concerns  # noqa: F401  app ready
        from allmende.people.organisations.commands.by_mail import answer_joining_by_mail, joining_choices
        from allmende.people.organisations.door import DOOR, HOLDING
        from allmende.people.organisations.guides import GUIDES
        from allmende.people.organisations.rules import may_open_layer

        ABOVE.may_open_gate = may_open_layer
        offer(DOOR)
        hold(HOLDING)
        offer_guides(*GUIDES)
        offer_choices(
            Offer(
                "joining",
                _("Yes or no to joining"),
                joining_choices,
                answer_joining_by_mail,
                reasons=("organisations.invited", "organisations.asks"),
                subject="joining",
            )
        )
