"""The door: what coming in offers the house."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Room, Section
from allmende.foundation.personal import Holding
from allmende.people.nominations.commands.forgetting import forget
from allmende.people.nominations.commands.turns import turn_what_is_due
from allmende.people.nominations.invariants import INVARIANTS
from allmende.people.nominations.queries.personal import export
from allmende.people.nominations.queries.sections import space_section, waiting
from allmende.people.nominations.queries.sheets import NOMINATIONS

DOOR = Room(
    key="nominations",
    api=("allmende.people.nominations.api.router",),
    name=_("Nominations"),
    icon="user-plus",
    space=(Section("nominations", _("Who wants to come in"), "nominations/space_section.html", space_section),),
    waiting=waiting,
    sheets=(NOMINATIONS,),
    rounds=(turn_what_is_due,),
    invariants=INVARIANTS,
)

TABLES = ("Nomination", "Voice", "Step", "Request", "Invitation", "EntryLink", "LinkUse", "Wish")

HOLDING = Holding(
    key="nominations",
    tables=tuple(f"nominations.{table}" for table in TABLES),
    export=export,
    forget=forget,
    title=_("Nominations, vouchings, requests and invitations"),
    why=_("So that people come in through people who trust them, and everyone gets an answer."),
    until=_("As long as you belong here; half a year where nothing came of it."),
)
