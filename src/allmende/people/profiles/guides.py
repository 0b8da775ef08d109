"""What the pages of profiles are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("profiles:*", "profiles:mine"),
        _("Your profile is what others know of you here. You decide of every line who sees it, and nothing has to be there."),
        (
            _("Add what you can and what you look for: that is how others find you."),
            _("Set for each line who may see it; the sign beside it shows that."),
            _("Open your own page to see what it says of you."),
        ),
    ),
)  # fmt: skip
