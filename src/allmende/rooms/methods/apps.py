from django.apps import AppConfig


class MethodsConfig(AppConfig):
    name = "allmende.rooms.methods"
    label = "methods"

    def ready(self) -> None:
        """Say what is kept of people, who may put what in the bin, and what pages are for."""
        from allmende.commons.bin.rules import governs
        from allmende.foundation.guides import offer_guides
        from allmende.rooms.methods import personal  # noqa: F401  app ready
        from allmende.rooms.methods.guides import GUIDES
        from allmende.rooms.methods.listeners import SESSION_CARE

        governs("session", SESSION_CARE)
        offer_guides(*GUIDES)
