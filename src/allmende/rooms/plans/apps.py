from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "allmende.rooms.plans"
    label = "plans"

    def ready(self) -> None:
        """Say what must be answered before a space opens, whom what concerns, what is kept of people, and what pages are for."""
        from allmende.commons.bin.rules import governs
        from allmende.commons.spaces.commands.gates import follows_audience
        from allmende.commons.spaces.opening import asks_before_archiving, asks_before_opening
        from allmende.foundation.guides import offer_guides
        from allmende.rooms.plans import concerns, personal  # noqa: F401  app ready
        from allmende.rooms.plans.guides import GUIDES
        from allmende.rooms.plans.listeners import TOPIC_CARE, move_topics
        from allmende.rooms.plans.rules import has_answered, has_results

        asks_before_opening(has_answered)
        asks_before_archiving(has_results)
        offer_guides(*GUIDES)
        follows_audience(move_topics)
        governs("topic", TOPIC_CARE)
