"""Whether reviewing at a gate changes anything: figures per gate, and what they propose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces import commands
from allmende.commons.spaces.models import Gate, Mode, Passage, PassageState, Space
from allmende.commons.spaces.modes import mode_of
from allmende.commons.spaces.reach import layers_of
from allmende.commons.spaces.rules import may_set_gates
from allmende.commons.versions.models import Version
from allmende.foundation import clock
from allmende.foundation.gathered import Put, gathered, how_many, put
from allmende.foundation.ui.layers import layer_of
from allmende.foundation.verdicts import Refused, require
from allmende.surfaces.backoffice.views import crumbs

LOOKED_BACK = timedelta(days=180)
ENOUGH = 10
"""So many reviews without any change are a reason to loosen."""
TROUBLE = timedelta(days=60)
TOO_MANY = 2
"""So many things that a curator took back are a reason to look first."""
MOST = 1000


@dataclass(frozen=True)
class Figures:
    """A gate in numbers: what went through as it was, what was changed while it waited, what was declined, how long it took."""

    layer: Any
    mode: Mode
    unchanged: int
    changed: int
    declined: int
    hours: int | None
    taken_back: int

    @property
    def total(self) -> int:
        """How many were looked at."""
        return self.unchanged + self.changed + self.declined

    @property
    def proposal(self) -> Mode | None:
        """Loosen where looking changed nothing for long; tighten where curators had to take things back."""
        if (
            self.mode == Mode.REVIEWED
            and self.unchanged >= ENOUGH
            and not (self.changed or self.declined or self.taken_back)
        ):
            return Mode.FREE
        return Mode.REVIEWED if self.mode == Mode.FREE and self.taken_back >= TOO_MANY else None


def figures_of(space: Space) -> list[Figures]:
    """Return the figures of a space's gates, in a community with those of its spaces that follow it; two statements."""
    layers = [layer for layer in layers_of(space) if layer > Layer.TEAM]
    answers = iter(gathered([rows for layer in layers for rows in _looked_at(space, layer)]))
    return [_figures(space, layer, seen, back) for layer, seen, back in zip(layers, answers, answers, strict=True)]


def _looked_at(space: Space, layer: Layer) -> list[Put]:
    """What was looked at before it took a step onto a layer, and what was taken back from there."""
    own = Gate.objects.filter(layer=layer).exclude(space=space).values("space_id")
    rows = Passage.objects.filter(Q(space=space) | Q(space__root=space) & ~Q(space__in=own))
    changed = Version.objects.filter(thing=OuterRef("thing"), at__gt=OuterRef("asked"), at__lt=OuterRef("decided"))
    looked = rows.filter(layer=layer, decided__gt=clock.now() - LOOKED_BACK).exclude(decided_by=F("asked_by"))
    looked = looked.filter(state__in=(PassageState.PASSED, PassageState.DECLINED)).annotate(was_changed=Exists(changed))
    back = rows.filter(from_layer=layer, state=PassageState.WITHDRAWN, since__gt=clock.now() - TROUBLE)
    return [
        put(looked.order_by("-id").values_list("state", "was_changed", "asked", "decided")[:MOST]),
        how_many(put(back.exclude(asked_by=F("thing__author")).values_list("id"))),
    ]


def _figures(space: Space, layer: Layer, seen: list[list[Any]], back: list[list[Any]]) -> Figures:
    counts = Counter("declined" if state == PassageState.DECLINED else changed for state, changed, *_times in seen)
    waits = [(decided - asked).total_seconds() / 3600 for _state, _changed, asked, decided in seen]
    return Figures(
        layer=layer_of(layer), mode=mode_of(space, layer), unchanged=counts[False], changed=counts[True],
        declined=counts["declined"], hours=round(median(waits)) if waits else None,
        taken_back=back[0][0],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def gates(request: HttpRequest, slug: str) -> HttpResponse:
    """Each gate in numbers; one click takes up what they propose."""
    here: Q = Q(id=request.space.id) | Q(root=request.space.id)
    place = get_object_or_404(
        Space.objects.visible_to(request.actor).filter(here).select_related("audience", "root"), slug=slug
    )
    require(may_set_gates(request.actor, place))
    figures = figures_of(place)
    if request.method == "POST":
        _take_up(request, place, figures)
        return redirect("houses:gates", slug=slug)
    labels = {mode.value: mode.label for mode in Mode}
    lines = [(row, labels[row.mode], row.proposal and labels[row.proposal]) for row in figures]
    return render(
        request, "houses/gates.html", {"place": place, "lines": lines, "crumbs": crumbs(_("What reviewing changed"))}
    )


def _take_up(request: HttpRequest, place: Space, figures: list[Figures]) -> None:
    """Set a gate as its figures propose it now; 409 where they no longer do."""
    chosen = next((row for row in figures if str(int(row.layer.level)) == request.POST.get("layer")), None)
    if chosen is None or chosen.proposal is None or chosen.proposal != request.POST.get("mode"):
        raise Refused(_("The figures no longer propose this. Look at them again."), 409)
    commands.set_gate(request.actor, place, Layer(chosen.layer.level), chosen.proposal)
    messages.success(request, _("The gate is set."))
