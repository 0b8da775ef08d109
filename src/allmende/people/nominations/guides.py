"""What the pages of nominations are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("nominations:*",),
        _("People come in because someone here knows them and says so. A nomination is decided on by those on duty for the community, after others had time to say what they know."),
        (
            _("Nominate someone with a few words about how you know them."),
            _("Vouch for someone you know, or say a concern: it is read by those who decide alone."),
        ),
        duty="community",
    ),
)  # fmt: skip
