"""What the page of people is for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("people", "people_searches"),
        _("Here you find people by what they can, offer, look for or where they live. You see of each what they show to you."),
        (
            _("Type a skill, a place or a name; the list follows."),
            _("Keep a search, and hear when someone new fits it."),
        ),
    ),
)  # fmt: skip
