from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "allmende.commons.spaces"
    label = "spaces"

    def ready(self) -> None:
        """Let spaces have a page to be linked to and be found, say whom it concerns when something happens in one, and who writes to us."""
        from allmende.commons.spaces import concerns  # noqa: F401  app ready
        from allmende.commons.spaces.archive import refuse_where_archived
        from allmende.commons.spaces.door import SPACES
        from allmende.commons.spaces.invariants import INVARIANTS
        from allmende.commons.spaces.senders import person_of
        from allmende.commons.spaces.waiting import DOOR
        from allmende.foundation.doors import offer, offer_invariants, offer_kind
        from allmende.foundation.journal.commands import ask_first
        from allmende.foundation.mail.inbound.senders import SENDERS

        SENDERS.person = person_of
        ask_first(refuse_where_archived)
        offer_kind(SPACES)
        offer(DOOR)
        offer_invariants(*INVARIANTS)
