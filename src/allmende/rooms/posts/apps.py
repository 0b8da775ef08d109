from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostsConfig(AppConfig):
    name = "allmende.rooms.posts"
    label = "posts"

    def ready(self) -> None:
        """Say whom it concerns when something is posted, what is kept of people, what rests with a space, and what pages are for."""
        from allmende.commons.bin.rules import governs
        from allmende.commons.spaces.archive import tells_what_rests
        from allmende.commons.threads.by_mail import comment_by_mail
        from allmende.commons.threads.commands import begins_talk
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.mail.choosing import Offer, offer_choices
        from allmende.foundation.mail.replies import when_answered
        from allmende.rooms.posts import concerns, personal  # noqa: F401  app ready
        from allmende.rooms.posts.commands import (
            PURPOSE,
            begin_talk,
            make_ready,
            poll_choices,
            post_by_mail,
            vote_by_mail,
        )
        from allmende.rooms.posts.guides import GUIDES
        from allmende.rooms.posts.listeners import CARE
        from allmende.rooms.posts.queries.resting import resting

        governs("post", CARE)
        when_answered(PURPOSE, post_by_mail, title=_("Post"), prepare=make_ready)
        offer_guides(*GUIDES)
        offer_choices(Offer("poll", _("Answer to a poll"), poll_choices, vote_by_mail, comment_by_mail, kind="post"))
        tells_what_rests(resting)
        begins_talk(begin_talk)
