"""What the pages of outside channels are for, and what one does there."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("channels:*", "channels:index"),
        _("What is public in a space can go on to other networks: some are served by themselves, for others a text and a picture are ready to be copied."),
        (
            _("Set up a channel. Nothing that was public before goes out by it."),
            _("A list shows what lies where, what waits, and what went wrong."),
        ),
        duty="communication",
    ),
    Guide(
        ("channels:handing",),
        _("This network takes nothing by itself. Here stand text, words for the picture, and the picture in its size."),
        (
            _("Copy the text, fetch the picture, and share both there."),
            _("Then say that it is done, with the address of what you shared."),
        ),
        duty="communication",
    ),
    Guide(
        ("channels:echoes",),
        _("People elsewhere answer what is public here. What they say stands in the same discussion, marked with where it was written."),
        (
            _("Show it, or leave it: nothing appears before you decide, unless the channel says so."),
            _("Block an author or a whole host, and what came from there goes."),
        ),
        duty="communication",
    ),
    Guide(
        ("channels:thing",),
        _("Here you see by which channels something goes, and how far each has come."),
        (_("Take a channel out, and what lies there is taken down."),),
        duty="communication",
    ),
)  # fmt: skip
