from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "allmende.people.connections"
    label = "connections"

    def ready(self) -> None:
        """Offer the house what contacts do, say what they keep, and that contacts know each other."""
        from allmende.commons.consent.rules import acquaints  # app ready
        from allmende.commons.mutes.commands import when_blocked
        from allmende.foundation.doors import offer  # app ready
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.personal import hold  # app ready
        from allmende.people.connections import concerns  # noqa: F401  # app ready
        from allmende.people.connections.commands import part
        from allmende.people.connections.door import DOOR, HOLDING  # app ready
        from allmende.people.connections.guides import GUIDES
        from allmende.people.connections.queries.contacts import are_contacts  # app ready

        offer(DOOR)
        hold(HOLDING)
        acquaints(are_contacts)
        when_blocked(part)
        offer_guides(*GUIDES)
