"""What the way in offers the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.commands import open_due_communities
from allmende.foundation.doors import Room, Section
from allmende.foundation.personal import Holding
from allmende.people.welcome.commands import look_after_promises, tell_of_openings
from allmende.people.welcome.commands.forgetting import forget
from allmende.people.welcome.queries.personal import holdings_of
from allmende.people.welcome.queries.sections import home_section, waiting

DOOR = Room(
    key="welcome",
    name=_("Your way in"),
    icon="route",
    home=(Section("welcome", _("Your way in"), "welcome/home_section.html", home_section),),
    waiting=waiting,
    api=("allmende.people.welcome.api.router",),
    rounds=(look_after_promises, open_due_communities, tell_of_openings),
)


HOLDING = Holding(
    "welcome",
    ("welcome.Path", "welcome.Promise", "welcome.Signature", "welcome.Slot", "welcome.Booking", "welcome.Subscriber"),
    holdings_of,
    forget,
    title=_("Your way in, tours and founding"),
    why=_("So that you see how far you are, are reminded in time, and find your place on a tour."),
    until=_("As long as you have an account; a place on a tour until you give it back."),
)
