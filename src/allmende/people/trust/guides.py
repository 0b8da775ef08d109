"""What the pages of standing are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("trust:*",),
        _("Standing grows by what others took up of you and thanked you for. It opens what takes some trust; no number compares people."),
        (
            _("Read what your standing lets you do, and what is missing for more."),
            _("Thank someone in words: it counts for them."),
        ),
        duty="community",
    ),
)  # fmt: skip
