"""What the page of what is quiet is for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("mutes:*",),
        _("Here stands whom and what you have muted or blocked. Nobody else sees this list, and nobody is told."),
        (
            _("Muting: you hear nothing more of it, and what the person says is folded away for you."),
            _("Blocking: besides, neither of you can write to the other, and contact and follows end."),
            _("Someone breaks the rules or frightens you? Ask for help: people on duty answer."),
        ),
    ),
)  # fmt: skip
