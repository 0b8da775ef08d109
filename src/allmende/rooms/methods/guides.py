"""What the pages of methods are for, and what one does there."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.guides import Guide

GUIDES = (
    Guide(
        ("methods:*", "methods:index", "methods:method"),
        _("A method card says how a group works together: what it is for, what it needs, and its steps. Every card can be run here, or printed and run in a room."),
        (
            _("Open a card and plan a session. Everyone in the space can join it."),
            _("Hosts and curators can change a card, or copy it and make their own of it."),
        ),
    ),
    Guide(
        ("methods:session", "methods:sessions"),
        _("In a session a group works through the steps of a method. The clock is the same for everyone, and what you write stays when you reload the page."),
        (
            _("Take part, and write in the steps in which notes are written. In some you see what others wrote when the step is over."),
            _("Who leads goes on to the next step, stops the clock or gives a minute more."),
            _("When nobody has led on for five minutes, someone who takes part can take the lead."),
        ),
    ),
    Guide(
        ("methods:results", "methods:keeping", "methods:finding"),
        _("What came out of a session is kept in its space as findings: they can be found, discussed, and taken further outward."),
        (_("Notes from paper are entered one on each line, and a photo of the wall stands beside them."),),
    ),
    Guide(
        ("methods:new", "methods:edit"),
        _("Here you write a method card. What it said before is kept, and sessions that were planned before stay as they are."),
        (_("A step without a title is left out; two empty ones always stand below."),),
    ),
)  # fmt: skip
