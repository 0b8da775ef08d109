"""What the pages of messages are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("messages:*",),
        _("Here you write with people, teams and organisations. Only those in a conversation see it: curators don't read along."),
        (
            _("Open a conversation, write, and send."),
            _("Pin what matters, mute what is too loud."),
            _("Someone you don't know asks first: you say whether they may write."),
        ),
        duty="community",
    ),
)  # fmt: skip
