"""What the pages about notices are for, and what one does there."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("notices:settings",),
        _("Here you say what reaches you, and by which way: in the app, by mail at once, or gathered in a digest."),
        (
            _("Begin with one of the three presets: most people need nothing else."),
            _("Change single lines below, or say for one space how it is there."),
            _("Quiet hours hold back what can wait until you are up."),
        ),
    ),
    Guide(
        ("notices:why",),
        _(
            "This page says why you were told of something, by which ways, and what became of each: sent, or not and why."
        ),
        (_("Get fewer mails of its kind, or mute the discussion, with one press."),),
    ),
    Guide(
        ("notices:vitals", "notices:vital"),
        _(
            "A vital notice reaches everyone at once, by every way, in quiet hours too: for what can't wait, and for nothing else."
        ),
        (
            _("One of you asks for it and says why; somebody of another duty sends it."),
            _("Two in a week at most: what comes often is read by nobody."),
            _("Whoever has read it says so with one press; you see how many it reached."),
        ),
    ),
    Guide(
        ("notices:stop",),
        _("The link of a mail leads here: with one press such mails end. In the app you still find what they told."),
        (_("A press by mistake is taken back on the same page."),),
    ),
)
