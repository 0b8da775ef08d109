from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "allmende.commons.consent"
    label = "consent"

    def ready(self) -> None:
        """Protect the young wherever people take part or take something outward, and bring agreements to a new community."""
        from allmende.commons.consent.commands.agreements import bring_preset
        from allmende.commons.consent.rules.young import PRECAUTION
        from allmende.commons.spaces.commands.spaces import when_founded
        from allmende.commons.spaces.precautions import take_precaution

        take_precaution(PRECAUTION)
        when_founded(bring_preset)
