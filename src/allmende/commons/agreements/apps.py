from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AgreementsConfig(AppConfig):
    name = "allmende.commons.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Say what is held of a person, and whom a deed concerns."""
        autodiscover_modules("personal")
        from allmende.commons.agreements import concerns as _concerns  # noqa: F401  app ready
        from allmende.commons.agreements.commands.appearing import heed_guardian
        from allmende.commons.consent.commands.guardians import when_guardian_answers

        when_guardian_answers(heed_guardian)
