from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "allmende.rooms.calls"
    label = "calls"

    def ready(self) -> None:
        """Tell the commons what this room says about discussing and binning its things."""
        from allmende.commons.bin.rules import governs as governs_bin
        from allmende.commons.spaces.archive import tells_what_rests
        from allmende.commons.threads.rules import governs as governs_talk
        from allmende.foundation.guides import offer_guides
        from allmende.rooms.calls import concerns as _concerns  # noqa: F401  app ready
        from allmende.rooms.calls.guides import GUIDES
        from allmende.rooms.calls.listeners import CALL_CARE, CONTRIBUTION_CARE, talk_about
        from allmende.rooms.calls.queries import grounds  # noqa: F401  app ready
        from allmende.rooms.calls.queries.resting import resting

        for kind, care in (("call", CALL_CARE), ("contribution", CONTRIBUTION_CARE)):
            governs_talk(kind, talk_about)
            governs_bin(kind, care)
        offer_guides(*GUIDES)
        tells_what_rests(resting)
