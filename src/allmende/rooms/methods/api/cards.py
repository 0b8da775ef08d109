"""Method cards: the shelf, one by itself, writing and changing them."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import is_slug
from allmende.commons.things.shapes import layer_name
from allmende.foundation.api import AFTER, LIMIT, Area, Made, Operations, Page, paged, unchanged
from allmende.foundation.verdicts import require
from allmende.rooms.methods import commands
from allmende.rooms.methods.api.shapes import MethodCardOut, MethodCopyIn, MethodIn, MethodOut, MethodPatch
from allmende.rooms.methods.models import Card, Method, Role, Step
from allmende.rooms.methods.queries import MethodCard, find_method, method_url, methods_page
from allmende.rooms.methods.rules import may_change

router = Operations(
    Area("methods", _("Methods"), _("Method cards, the sessions that run them, and what comes out."), in_spaces=True)
)
WORDS = ("purpose", "fits", "unfit", "least", "most", "online", "offline")


def method_at(request: HttpRequest, key: UUID) -> Method:
    """The card that the caller sees; raises Http404."""
    if (found := find_method(request.actor, key)) is None:
        raise Http404
    return found


def space_at(request: HttpRequest, slug: str) -> Space:
    """The space of this community that the caller sees; the community itself without a slug. Raises Http404."""
    if not slug:
        return request.space
    rows = Space.objects.visible_to(request.actor).select_related("audience", "root")
    found: Space | None = rows.filter(slug=slug).first() if is_slug(slug) else None
    if found is None or request.space.id not in {found.id, found.root_id}:
        raise Http404
    return found


@router.reads("/methods", Page[MethodCardOut])
def list_methods(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List the method cards that you see."""
    found = methods_page(request.actor, request.space, after, limit)
    return paged(request, response, [_card(card) for card in found.cards], found.next)


@router.reads("/methods/{uuid:key}", MethodOut)
def get_method(request: HttpRequest, key: UUID) -> Any:
    """Read a method card."""
    return _shown(method_at(request, key))


@router.posts("/methods", Made)
def write_method(request: HttpRequest, sent: MethodIn) -> Any:
    """Add a method card to a space that you host or curate."""
    card = _with(Card(), sent.model_dump(exclude={"space", "title"}))
    return _made(commands.write_method(request.actor, space_at(request, sent.space), sent.title, card))


@router.changes("/methods/{uuid:key}", MethodOut)
def patch_method(request: HttpRequest, key: UUID, sent: MethodPatch) -> Any:
    """Change a method card; what it said before is kept as a version."""
    method = method_at(request, key)
    require(may_change(request.actor, method))
    unchanged(request, method.revision)
    given = sent.model_dump(exclude_unset=True, exclude_none=True)
    title = given.pop("title", method.shown.title)
    commands.change_method(request.actor, method, method.revision, title, _with(method.card, given))
    return _shown(method_at(request, key))


@router.posts("/methods/{uuid:key}/copy", Made)
def copy_method(request: HttpRequest, key: UUID, sent: MethodCopyIn) -> Any:
    """Copy a method card to make your own of it."""
    return _made(commands.copy_method(request.actor, method_at(request, key), space_at(request, sent.space)))


def _with(card: Card, given: dict[str, Any]) -> Card:
    said: dict[str, Any] = {name: given[name] for name in WORDS if name in given}
    if "material" in given:
        said["material"] = tuple(given["material"])
    if "roles" in given:
        said["roles"] = tuple(Role(**role) for role in given["roles"])
    if "steps" in given:
        said["steps"] = tuple(Step(**step) for step in given["steps"])
    return replace(card, **said)


def _card(card: MethodCard) -> dict[str, Any]:
    return {
        "id": card.id, "url": card.url, "title": card.title, "purpose": card.purpose, "minutes": card.minutes,
        "least": card.least, "most": card.most, "layer": layer_name(card.layer), "space": card.place,
    }  # fmt: skip


def _shown(method: Method) -> dict[str, Any]:
    shown = method.shown
    return asdict(shown.card) | {
        "id": method.id, "title": shown.title, "minutes": shown.card.minutes, "layer": layer_name(method.layer),
        "version": method.revision,
    }  # fmt: skip


def _made(method: Method) -> dict[str, Any]:
    return {"id": method.id, "url": method_url(method.id)}
