"""What the directory brings to the market: stalls of people, and what they offer and need."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.foundation.doors import Room
from allmende.foundation.goods import Goods
from allmende.people.directory.queries.stalls import needs, offers, stalls, tell_stall, tell_wish

BY = frozenset({"skill", "place"})

DOOR = Room(
    key="directory",
    name=_("People"),
    icon="users",
    market=(
        Goods(
            "stalls", _("Stalls"), "users", "directory/stall.html", stalls, tell_stall, by=BY, place=20,
            note=_("People and what they show of their work."),
        ),
        Goods(
            "needs", _("Needs"), "search", "directory/wish.html", needs, tell_wish, by=BY, place=30,
            note=_("Who looks for what. Maybe it is you they need."), layout="people",
        ),
        Goods(
            "offers", pgettext_lazy("on the market", "Offers"), "gift", "directory/wish.html", offers, tell_wish, by=BY, place=40,
            note=_("What people do for others."), layout="people", few=0,
        ),
    ),
)  # fmt: skip
