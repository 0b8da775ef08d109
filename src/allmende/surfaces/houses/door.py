"""What stands in the back office of communities as a whole."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Area, Room

DOOR = Room(
    key="houses",
    name=_("Communities"),
    icon="home",
    backoffice=(
        Area(
            "houses",
            _("Communities under their own name"),
            _("Host name, sender, look, language and legal texts, with a check of what is missing."),
            "palette",
            "houses:index",
        ),
        Area(
            "rooms",
            _("Feature sets"),
            _("Which rooms are always, never or by choice there, per kind of space."),
            "puzzle",
            "houses:rooms",
        ),
    ),
)
