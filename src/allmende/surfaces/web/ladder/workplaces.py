"""What those who care for a community find under their workplaces."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import passage_count
from allmende.commons.spaces.rules import has_duty, is_curator, roles_of
from allmende.identity.actors.models import Reader
from allmende.observers.channels.rules import may_keep_channels
from allmende.people.arrivals.door import DOOR as ARRIVALS
from allmende.surfaces.web.navigation import Entry, entries, mark_current


def workplaces(request: HttpRequest, reader: Reader, root: Space) -> list[Entry]:
    """The queue at the gates, with a dot when something waits there, and the back office; nothing for others than curators and who has a duty."""
    if "curator" not in roles_of(reader).values() and not has_duty(reader):
        return []
    wanted = [("desk", _("Team desk"), "desk:desk", "heart-handshake"), ("gates", _("Gates"), "gates", "door-enter")]
    wanted.append(("arrivals", _("On the way in"), "welcome:queue", "route"))
    wanted.append(("nominations", _("Nominations"), "nominations:queue", "user-plus"))
    if may_keep_channels(reader, root):
        wanted.append(("channels", _("Outside channels"), "channels:index", "share"))
    if is_curator(reader, root):
        wanted.append(("bringing", ARRIVALS.name, ARRIVALS.index_url, ARRIVALS.icon))
        wanted.append(("webhooks", _("Web hooks"), "webhooks:index", "webhook"))
        wanted.append(("backoffice", _("Back office"), "backoffice:index", "tools"))
    dot = _("Something waits") if passage_count(reader, root) else ""
    found = mark_current(entries(wanted), request.path)
    return [replace(entry, dot=dot) if entry.key == "gates" else entry for entry in found]
