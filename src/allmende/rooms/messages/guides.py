"""What the pages of messages are for."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("messages:outbox", "messages:outbox_new", "messages:outbox_announcement", "messages:outbox_change"),
        _("Here those on duty write to all members of a place, or to some. Everyone gets it once, in their language, as they want to be told."),
        (
            _("Write, look at it in each language, and send it to yourself first."),
            _("What goes to everyone a second person looks at."),
            _("Until the last one has it you can stop it; taken back, it says so where it stood."),
        ),
        duty="communication",
    ),
    Guide(
        ("messages:queue",),
        _("Here stands who wrote to you all and waits, the longest first."),
        (_("“Answer” takes it on: the others see that you look after it."),),
        duty="communication",
    ),
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
