"""A neighbourhood as a picture: made on the server, named for who can't see it, without script or inline style."""

from __future__ import annotations

from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from allmende.identity.actors.models import Actor
from allmende.people.trust.queries.graph import Neighbourhood

SIDE = 480
INNER, OUTER = 110, 190


def picture_of(me: Actor, around: Neighbourhood) -> SafeString:
    """Return the SVG of a neighbourhood: strong ties on the inner ring with a full line, weak ones on the outer one."""
    places = [_place(number, len(around.neighbours), one.is_strong) for number, one in enumerate(around.neighbours)]
    middle = SIDE / 2
    between = format_html_join(
        "", '<line class="tie-open" x1="{}" y1="{}" x2="{}" y2="{}"/>',
        ((*places[a], *places[b]) for a, b in around.between),
    )  # fmt: skip
    ties = format_html_join(
        "", '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>',
        (("tie-strong" if one.is_strong else "tie-weak", middle, middle, *place)
         for one, place in zip(around.neighbours, places, strict=True)),
    )  # fmt: skip
    nodes = format_html_join(
        "",
        "{}",
        ((_node(place, one.person, "tie-node"),) for one, place in zip(around.neighbours, places, strict=True)),
    )
    title = _("Your neighbourhood: %(n)d people") % {"n": len(around.neighbours)}
    return format_html(
        '<svg class="neighbourhood" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"><title>{1}</title>{2}{3}{4}{5}</svg>',
        SIDE, title, between, ties, nodes, _node((middle, middle), me, "tie-me"),
    )  # fmt: skip


def _place(number: int, count: int, is_strong: bool) -> tuple[float, float]:
    angle = 2 * pi * number / max(count, 1) - pi / 2
    radius = INNER if is_strong else OUTER
    return round(SIDE / 2 + radius * cos(angle), 1), round(SIDE / 2 + radius * sin(angle), 1)


def _node(place: tuple[float, float], person: Actor, look: str) -> SafeString:
    x, y = place
    return format_html(
        '<g class="{}"><circle cx="{}" cy="{}" r="20"/><text x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text class="tie-name" x="{}" y="{}" text-anchor="middle">{}</text></g>',
        look, x, y, x, y + 5, person.initials, x, y + 35, person.name.split()[0][:14] if person.name.split() else "",
    )  # fmt: skip
