"""What the pages of hubs are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("hubs:*",),
        _("A hub is a place with an address where people work side by side. Here you see its hours, who is there and which desks are free."),
        (
            _("Book a desk for a day, and say when you are there."),
            _("Ask in the hub what you are stuck with: whoever is there sees it."),
        ),
        duty="projects",
    ),
)  # fmt: skip
