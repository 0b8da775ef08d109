from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "allmende.people.trust"
    label = "trust"

    def ready(self) -> None:
        """Read the journal, answer what spaces ask, reckon once a day, and offer what trust shows."""
        from allmende.commons.spaces.above import ABOVE
        from allmende.foundation.doors import offer
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.personal import hold
        from allmende.foundation.tasks.worker import every
        from allmende.people.trust import concerns, listeners  # noqa: F401  app ready
        from allmende.people.trust.door import DOOR, HELD
        from allmende.people.trust.guides import GUIDES
        from allmende.people.trust.queries import grants
        from allmende.people.trust.rules import not_excluded
        from allmende.people.trust.tasks import reckon_levels, survey_all

        ABOVE.granted, ABOVE.barred = grants, not_excluded
        every(reckon_levels, hours=24)
        every(survey_all, hours=24)
        offer(DOOR)
        hold(HELD)
        offer_guides(*GUIDES)
