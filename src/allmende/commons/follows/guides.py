"""What the page of what one follows is for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("follows:*",),
        _("Here stands what you follow: people, tags, spaces, calls and discussions. Your home page tells you first what is new there."),
        (
            _("In a discussion that you follow you get a notice when someone says something."),
            _("Nobody sees whom and what you follow."),
        ),
    ),
)  # fmt: skip
