"""What the pages of contacts are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("connections:*",),
        _("Contacts are people who know each other and have both said so. They see of each other what is meant for contacts."),
        (
            _("Answer who asks you, with yes or quietly no."),
            _("Note for yourself where you met: nobody else reads it."),
        ),
    ),
)  # fmt: skip
