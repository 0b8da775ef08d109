from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConsentConfig(AppConfig):
    name = "allmende.commons.consent"
    label = "consent"

    def ready(self) -> None:
        """Protect the young, bring agreements to new communities, let people stay who sign in, know what is held of a person."""
        from allmende.commons.consent import listeners  # noqa: F401  app ready
        from allmende.commons.consent.commands.agreements import bring_preset
        from allmende.commons.consent.commands.guardians import note_undeliverable
        from allmende.commons.consent.door import DOOR
        from allmende.commons.consent.rules.young import outward_mode, right_allowed
        from allmende.commons.consent.tasks import forget_unconfirmed
        from allmende.commons.spaces.above import ABOVE
        from allmende.commons.spaces.commands.spaces import when_founded
        from allmende.foundation.doors import offer
        from allmende.foundation.mail.refusals import when_undeliverable
        from allmende.foundation.tasks.worker import every

        autodiscover_modules("personal")
        ABOVE.allows, ABOVE.outward_mode = right_allowed, outward_mode
        when_founded(bring_preset)
        when_undeliverable(note_undeliverable)
        every(forget_unconfirmed, hours=6)
        offer(DOOR)
