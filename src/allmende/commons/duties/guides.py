"""What the pages of duties are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("duties:*",),
        _("Four duties carry this place, and people share them. Here you see whom to ask for what today."),
        (
            _("Ask whoever is on duty: that is what they are there for."),
            _("Say when you are away, and your deputy stands in by themselves."),
        ),
        duty="community",
    ),
)  # fmt: skip
