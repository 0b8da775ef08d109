"""What answers about rules offer the house: an area of the back office."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Area, Room

DOOR = Room(
    key="reasons",
    name=_("Why can, or can't, this person …?"),
    icon="help",
    backoffice=(
        Area(
            "reasons",
            _("Why can, or can't, this person …?"),
            _("The verdict, its reason, what would help, and what it stands on."),
            "help",
            "reasons:index",
        ),
    ),
)
