"""Founding an organisation or a network, what it says of itself, and its steps outward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences import commands as audiences
from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import open_space, set_gate
from allmende.commons.spaces.commands.gates import reveal
from allmende.commons.spaces.models import Mode, Space, SpaceKind
from allmende.commons.spaces.modes import mode_of, strictest_mode
from allmende.commons.spaces.reach import audience_for, layers_of
from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.vat import vat_id
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.people.organisations.activities import LayerOpened, OrganisationChanged
from allmende.people.organisations.models import Fact, FactKind, Opening, Organisation
from allmende.people.organisations.rules import may_change_organisation, may_open_early, may_open_layer, may_set_facts

MOST = 12
"""Fields of work, and links, that an organisation names at most."""


@transaction.atomic
def found_organisation(actor: Actor, root: Space, *, name: str, purpose: SpaceKind, **details: str) -> Organisation:
    """Open an organisation or a network with its space and voice; whoever opens it represents it.

    `details` as in `open_space`. Raises Refused (403) where the actor may not, (422) for a name that can't be one.
    """
    space = open_space(actor, root, name=name, purpose=purpose, **details)
    if space.voice is None:
        raise Refused(_("Only organisations and networks have a voice."), 422)
    return Organisation.objects.create(space=space, actor=space.voice)


@transaction.atomic
def change_organisation(
    actor: Actor, organisation: Organisation, *, fields_of_work: Sequence[str], links: Sequence[str]
) -> None:
    """Say in which fields it works, and where else it is found. Raises Refused: 403, or 422 with the field that can't be."""
    require(may_change_organisation(actor, organisation.space))
    fields = list(dict.fromkeys(line for field in fields_of_work if (line := clean_line(field))))
    if len(fields) > MOST or any(len(field) > 60 for field in fields):
        raise _wrong("fields_of_work", _("Twelve fields at most, each of up to 60 letters."))
    organisation.fields_of_work = fields
    organisation.links = _links(links)
    organisation.save(update_fields=["fields_of_work", "links"])
    _record(OrganisationChanged, actor, organisation.space, fields="fields_of_work,links")


def _links(links: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(line for link in links if (line := clean_line(link))))
    try:
        for link in found:
            URLValidator(schemes=["https", "http"])(link)
    except ValidationError as error:
        raise _wrong("links", _("Write whole addresses, such as https://example.org, one in each line.")) from error
    if len(found) > MOST or any(len(link) > 300 for link in found):
        raise _wrong("links", _("Twelve links at most, each of up to 300 letters."))
    return found


@transaction.atomic
def set_facts(actor: Actor, organisation: Organisation, facts: Mapping[FactKind, tuple[str, Layer]]) -> None:
    """Write legal data, each piece with the layer that it is seen on; an empty value takes it away.

    Raises Refused: 403 for whom it doesn't represent, 422 for a VAT id that can't be one or a layer that isn't open.
    """
    space = organisation.space
    require(may_set_facts(actor, space))
    for kind, (value, layer) in facts.items():
        clean = _fact(kind, value)
        if not clean:
            organisation.facts.filter(kind=kind).delete()
            continue
        if layer not in layers_of(space) or strictest_mode(space, Layer.TEAM, layer) == Mode.CLOSED:
            raise _wrong(f"{kind}-layer", _("This layer isn't open yet."))
        shown = {"value": clean, "audience": audience_for(space, layer, actor)}
        Fact.objects.update_or_create(organisation=organisation, kind=kind, defaults=shown)
    _record(OrganisationChanged, actor, space, fields=",".join(sorted(facts)))


def _fact(kind: FactKind, value: str) -> str:
    try:
        clean = clean_text(value).strip() if kind == FactKind.ADDRESS else clean_line(value)
        if len(clean) > 300:
            raise _wrong(kind, _("300 letters at most."))
        return vat_id(clean) if kind == FactKind.VAT_ID else clean
    except ValueError as error:
        raise _wrong(kind, _("This can't be a VAT id. It begins with the country, such as DE123456788.")) from error


@transaction.atomic
def open_layer(actor: Actor, organisation: Organisation, layer: Layer, *, reason: str = "") -> None:
    """Open the gate to partners, or to the public; then the community's own rule for that gate holds.

    With a reason a curator of the community opens it before the checklist is complete, and the reason is kept. Opened to the
    public, the organisation's own page is seen by everyone. Raises Refused: 403, 409 with what is missing, 422 without a gate.
    """
    space = Space.objects.select_related("audience", "root", "author").get(id=organisation.space_id)
    if reason := clean_line(reason):
        require(may_open_early(actor, space, layer))
        Opening.objects.get_or_create(
            organisation=organisation, layer=layer, defaults={"by": actor, "reason": reason[:400]}
        )
    require(may_open_layer(actor, space, layer))
    if space.root is None or layer not in {Layer.NETWORK, Layer.PUBLIC}:
        raise Refused(_("There is no gate to this layer here."), 422)
    usual = mode_of(space.root, layer)
    if usual == Mode.CLOSED:
        raise Refused(_("The community itself keeps this gate closed."), 409)
    set_gate(actor, space, layer, usual)
    if layer == Layer.PUBLIC:
        reveal(space, space, audiences.public(), actor)
    _record(LayerOpened, actor, space, layer=int(layer), is_early=bool(reason))


def _record(fact: type[Activity], actor: Actor, space: Space, **own: Any) -> None:
    record(fact(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, **own))


def _wrong(field: str, sentence: Text) -> Refused:
    return Refused(sentence, 422, errors={str(field): sentence})
