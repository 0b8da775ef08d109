"""What the pages of organisations are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("organisations:*",),
        _("Organisations speak here with a name of their own, and people belong to them. Whoever represents one can act for it."),
        (
            _("Open an organisation to see what it does and who belongs to it."),
            _("Ask to join yours: those who represent it answer."),
        ),
        duty="sales",
    ),
)  # fmt: skip
