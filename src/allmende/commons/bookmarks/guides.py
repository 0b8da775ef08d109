"""What the page of saved things is for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("bookmarks:*",),
        _("Here is what you keep for later. Only you see that you saved it."),
        (_("What you no longer may see is left out; it is here again once you may."),),
    ),
)
