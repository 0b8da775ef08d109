"""What organisations offer the house, and what they keep of a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Room, Section
from allmende.foundation.goods import Goods
from allmende.foundation.personal import Holding
from allmende.people.organisations.commands import forget
from allmende.people.organisations.queries import kept_of, on_market, space_section, tell_body, waiting

DOOR = Room(
    key="organisations",
    api=("allmende.people.organisations.api.router",),
    name=_("Organisations"),
    icon="building",
    index_url="organisations:index",
    space=(Section("organisations", _("Organisation"), "organisations/section.html", space_section),),
    waiting=waiting,
    market=(
        Goods(
            "organisations",
            _("Organisations"),
            "building",
            "organisations/stall.html",
            on_market,
            tell_body,
            place=25,
            note=_("With whom we work."),
            few=3,
        ),
    ),
)


HOLDING = Holding(
    "organisations",
    ("organisations.Organisation", "organisations.Joining", "organisations.Opening"),
    kept_of,
    forget,
    title=_("Organisations you belong to, speak for or asked to join"),
    why=_("So that an organisation acts through people who may."),
    until=_("until you leave it; the organisation itself stays"),
)
