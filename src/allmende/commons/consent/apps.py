from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "allmende.commons.consent"
    label = "consent"

    def ready(self) -> None:
        """Protect the young wherever people take part or take something outward."""
        from allmende.commons.consent.rules.young import PRECAUTION
        from allmende.commons.spaces.precautions import take_precaution

        take_precaution(PRECAUTION)
