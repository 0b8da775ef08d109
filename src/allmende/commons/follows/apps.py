from django.apps import AppConfig


class FollowsConfig(AppConfig):
    name = "allmende.commons.follows"
    label = "follows"

    def ready(self) -> None:
        """Offer the house what following does, and let a block end it."""
        from allmende.commons.follows import personal  # noqa: F401  app ready
        from allmende.commons.follows.commands import part
        from allmende.commons.follows.door import DOOR
        from allmende.commons.follows.guides import GUIDES
        from allmende.commons.follows.queries import follows_tag
        from allmende.commons.mutes.commands import when_blocked
        from allmende.commons.tags.queries import followed_by
        from allmende.foundation.doors import offer
        from allmende.foundation.guides import offer_guides

        offer(DOOR)
        when_blocked(part)
        followed_by(follows_tag)
        offer_guides(*GUIDES)
