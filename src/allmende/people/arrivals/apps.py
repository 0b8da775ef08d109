from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArrivalsConfig(AppConfig):
    name = "allmende.people.arrivals"
    label = "arrivals"

    def ready(self) -> None:
        """Offer the house what stands on the door, and say what is kept of a person."""
        from allmende.foundation.doors import offer  # app ready
        from allmende.foundation.mail.inbound.senders import SENDERS  # app ready
        from allmende.foundation.personal import Holding, hold  # app ready
        from allmende.people.arrivals.commands.forgetting import forget  # app ready
        from allmende.people.arrivals.door import DOOR  # app ready
        from allmende.people.arrivals.queries.merges import heir_of  # app ready
        from allmende.people.arrivals.queries.personal import TABLES, held_of  # app ready

        offer(DOOR)
        SENDERS.heir = heir_of
        hold(
            Holding(
                "arrivals", TABLES, held_of, forget, title=_("How you came in, and who acted for you"),
                why=_("So that nobody comes in twice, and everything done in your name can be looked up."),
                until=_("until you leave; letters to your address until then"),
            )
        )  # fmt: skip
