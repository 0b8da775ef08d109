from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "allmende.people.profiles"
    label = "profiles"

    def ready(self) -> None:
        """Offer the house what profiles do, and say what they keep of a person."""
        from allmende.foundation.doors import offer  # app ready
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.personal import hold  # app ready
        from allmende.people.profiles import concerns  # noqa: F401  # app ready
        from allmende.people.profiles.door import DOOR, HOLDING  # app ready
        from allmende.people.profiles.guides import GUIDES

        offer(DOOR)
        hold(HOLDING)
        offer_guides(*GUIDES)
