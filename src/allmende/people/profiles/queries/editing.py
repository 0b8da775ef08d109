"""What a person has to edit: everything they say, with its layer, and what is still to tell."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Layer
from allmende.commons.consent.rules import widest_layer
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Actor
from allmende.people.profiles.models import Detail, Key

USUAL = {Key.PICTURE: Layer.PUBLIC, Key.RATE: Layer.TEAM}
"""Where a detail stands until its person says otherwise; all others in the community."""


def usual_layer(actor: Actor, key: str) -> Layer:
    """Return the layer that a new detail stands on."""
    return usual_layers(actor)[key]


def usual_layers(actor: Actor) -> dict[str, Layer]:
    """Return the layer that each new detail stands on, whatever the key; the young are asked for once."""
    widest = widest_layer(actor)
    return {key.value: min(USUAL.get(key, Layer.COMMUNITY), widest) for key in Key}


@dataclass(frozen=True)
class Held:
    """All that someone says of themselves, whoever may see it."""

    details: dict[str, list[Detail]]
    layers: dict[str, int]

    def one(self, key: str) -> Detail | None:
        """Return what is said once."""
        return self.details.get(key, [None])[0]  # type: ignore[list-item]


def held_by(actor: Actor) -> Held:
    """Return all that someone says of themselves, by key, and the layer of each key; one statement."""
    details: dict[str, list[Detail]] = {}
    rows = Detail.objects.filter(actor=actor).select_related("audience").order_by("key", "position", "id")
    for detail in rows:
        details.setdefault(detail.key, []).append(detail)
    layers = usual_layers(actor) | {key: each[0].layer for key, each in details.items()}
    return Held(details, {key: int(layer) for key, layer in layers.items()})


def still_to_tell(actor: Actor, held: Held, *, has_pieces: bool) -> list[tuple[str, Text]]:
    """Return up to three things that would help others to find someone, each with why, as an invitation."""
    reasons = [
        (Key.SHORT, _("A sentence about you: it stands under your name.")),
        (Key.SKILL, _("Three skills: by them people find you who need you.")),
        (Key.SEEK, _("What you seek: others can only help with what they know of.")),
        (Key.OFFER, _("What you offer: an hour of yours may be what someone lacks.")),
        (Key.LANGUAGE, _("Your languages: somebody may be glad to speak theirs.")),
        (Key.AVAILABILITY, _("The time you have: so nobody asks too much of you.")),
        (Key.PICTURE, _("A picture: faces are remembered more easily than names.")),
    ]
    open_ = [(str(key), reason) for key, reason in reasons if key not in held.details]
    if Key.PICTURE not in held.details and actor.portrait:
        open_ = [entry for entry in open_ if entry[0] != Key.PICTURE]
    if not has_pieces:
        open_.append(("piece", _("A piece of work: it says more than a list.")))
    return open_[:3]
