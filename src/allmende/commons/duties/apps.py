from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "allmende.commons.duties"
    label = "duties"

    def ready(self) -> None:
        """Let duties keep the gates, end with a membership, and say what they keep of people."""
        from allmende.commons.duties import concerns, listeners  # noqa: F401  app ready
        from allmende.commons.duties.door import HELD
        from allmende.commons.duties.guides import GUIDES
        from allmende.commons.duties.models import Duty
        from allmende.commons.duties.queries import holders_today, served_by
        from allmende.commons.spaces.above import ABOVE
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.personal import hold

        ABOVE.gatekept = lambda reader: served_by(reader).get(Duty.COMMUNICATION, set())
        ABOVE.gatekeepers = lambda space: holders_today(space, Duty.COMMUNICATION)
        hold(HELD)
        offer_guides(*GUIDES)
