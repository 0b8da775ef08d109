"""The ladder of layers as the eye meets it: key, icon, word and who sees it, from 1 (private) to 5 (public)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.ui.html import Text


@dataclass(frozen=True)
class Layer:
    """One step of the ladder: its number, its key in CSS, its word, and who sees what stands on it."""

    level: int
    key: str
    label: Text
    who: Text
    icon: str


LAYERS = (
    Layer(1, "private", _("Private"), _("only you"), "layer-private"),
    Layer(2, "team", _("Team"), _("the members of the team"), "layer-team"),
    Layer(3, "community", _("Community"), _("all members here"), "layer-community"),
    Layer(4, "network", _("Partner network"), _("members of partner communities too"), "layer-network"),
    Layer(5, "public", _("Public"), _("everyone, without an account too"), "layer-public"),
)
_BY = {layer.level: layer for layer in LAYERS} | {layer.key: layer for layer in LAYERS}


def layer_of(which: int | str) -> Layer:
    """The layer with that number or key; raises ValueError when there is none."""
    try:
        return _BY[int(which) if isinstance(which, str) and which.isdigit() else which]
    except KeyError as error:
        raise ValueError(
            f"There is no layer {which!r}: use 1 to 5 or private, team, community, network, public."
        ) from error
