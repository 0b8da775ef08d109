"""What arrivals offer the house: the importer of people, and the outbox that the worker empties."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Choice, Importer, Room
from allmende.people.arrivals.commands.acting import end_what_is_over
from allmende.people.arrivals.commands.bringing import bring_in
from allmende.people.arrivals.commands.mailings import PER_HOUR, send_letters

DOOR = Room(
    key="arrivals",
    name=_("Arrivals"),
    icon="user-plus",
    index_url="arrivals:index",
    importers=(
        Importer(
            "people", _("People from a table"),
            _("A table of people (CSV or .xlsx) becomes accounts, memberships and profiles of a community."),
            "arrivals:imports",
            choices=(Choice("welcome", _("Whether those who are new get a letter."), ("no", "yes"), "no"),),
            run=bring_in,
        ),
    ),
    options=(PER_HOUR,),
    rounds=(send_letters, end_what_is_over),
)  # fmt: skip
