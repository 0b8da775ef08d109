"""The door of the calls room."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Room

ROOM = Room(key="calls", name=_("Calls"), icon="speakerphone")
