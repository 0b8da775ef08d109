"""What programs do with web hooks: look after those that a person has set up.

Setting one up, where it leads and its secret are the person's own: a hook goes on telling after the token has ended.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from allmende.commons.spaces.models import Space
from allmende.commons.things.shapes import LayerName, Who, layer_name, who
from allmende.foundation.api import AFTER, Area, Operations, Page, paged
from allmende.foundation.verdicts import require
from allmende.observers.webhooks.commands import keeping
from allmende.observers.webhooks.models import Hook
from allmende.observers.webhooks.queries import find_hook, hooks_of, log_of
from allmende.observers.webhooks.rules import may_hook_everywhere, may_keep_hooks, may_see_hook

router = Operations(
    Area("hooks", _("Web hooks"), _("How web hooks are doing; testing, pausing and resending."), is_ones_own=True)
)


class HookOut(Schema):
    """A web hook; its address and secret stand on its page."""

    id: UUID
    url: str = Field(examples=["https://community.example/hooks/019ac1f0-3c5e-7c3a-9d55-5f0c2d1e8a77/"])
    host: str = Field(examples=["program.example"])
    names: list[str] = Field(examples=[["CallPublished"]])
    layer: LayerName
    everywhere: bool
    state: str = Field(examples=["on"])
    owner: Who


class AttemptOut(Schema):
    """One attempt: the receiver's status (0: none), how many milliseconds it took, what went wrong."""

    at: datetime
    status: int = Field(examples=[204])
    ms: int = Field(examples=[120])
    problem: str


class DeliveryOut(Schema):
    """One activity on its way to a hook; the id is its `webhook-id`."""

    id: UUID
    name: str = Field(examples=["CallPublished"])
    state: str = Field(examples=["sent"])
    made: datetime
    attempts: list[AttemptOut]


class SentAgain(Schema):
    """How many are sent again."""

    count: int = Field(examples=[3])


@router.reads("/hooks", list[HookOut], members=True)
def list_hooks(request: HttpRequest, space: str = "") -> Any:
    """List the web hooks of the community, or of one of its spaces (its slug)."""
    place = _place(request, space)
    require(may_keep_hooks(request.actor, place))
    rows = hooks_of(place, everywhere=bool(may_hook_everywhere(request.actor)))
    return [_shown(request, row) for row in rows]


@router.reads("/hooks/{uuid:key}", HookOut, members=True)
def get_hook(request: HttpRequest, key: UUID) -> Any:
    """Read how a web hook is doing."""
    return _shown(request, _hook(request, key))


@router.reads("/hooks/{uuid:key}/deliveries", Page[DeliveryOut], members=True)
def list_deliveries(request: HttpRequest, response: HttpResponse, key: UUID, after: UUID | None = AFTER) -> Any:
    """List what was delivered or waits, the latest first, with every attempt."""
    log = log_of(_hook(request, key), after)
    shown = [
        {
            "id": row.id, "name": row.name, "state": row.state, "made": row.made,
            "attempts": [{"at": one.at, "status": one.status, "ms": one.ms, "problem": one.problem} for one in row.attempts.all()],
        }
        for row in log.rows
    ]  # fmt: skip
    return paged(request, response, shown, log.next)


@router.posts("/hooks/{uuid:key}/test")
def test_hook(request: HttpRequest, key: UUID) -> None:
    """Send a test to a hook of yours; its answer stands among the deliveries in a moment."""
    keeping.send_test(request.actor, _hook(request, key))


@router.puts("/hooks/{uuid:key}/pause")
def pause_hook(request: HttpRequest, key: UUID) -> None:
    """Let a hook tell nothing for now; what happens meanwhile is not told later."""
    keeping.pause_hook(request.actor, _hook(request, key))


@router.removes("/hooks/{uuid:key}/pause")
def resume_hook(request: HttpRequest, key: UUID) -> None:
    """Let a hook of yours tell again."""
    keeping.resume_hook(request.actor, _hook(request, key))


@router.posts("/hooks/{uuid:key}/resending", SentAgain)
def resend_failed(request: HttpRequest, key: UUID) -> Any:
    """Send again all that were given up."""
    return {"count": keeping.send_again(request.actor, _hook(request, key))}


@router.posts("/hooks/{uuid:key}/deliveries/{uuid:delivery}/resending")
def resend_delivery(request: HttpRequest, key: UUID, delivery: UUID) -> None:
    """Send a delivery again, under its id."""
    if not keeping.send_again(request.actor, _hook(request, key), delivery):
        raise Http404


@router.removes("/hooks/{uuid:key}")
def remove_hook(request: HttpRequest, key: UUID) -> None:
    """Take a hook away, with its log."""
    keeping.remove_hook(request.actor, _hook(request, key))


def _place(request: HttpRequest, slug: str) -> Space:
    if not slug:
        return request.space  # type: ignore[no-any-return, attr-defined]
    rows = Space.objects.visible_to(request.actor).select_related("root", "audience")
    found: Space | None = rows.filter(slug=slug, root=request.space.id).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _hook(request: HttpRequest, key: UUID) -> Hook:
    found = find_hook(key)
    if found is None:
        raise Http404
    require(may_see_hook(request.actor, found))
    return found


def _shown(request: HttpRequest, hook: Hook) -> dict[str, Any]:
    return {
        "id": hook.id, "url": request.build_absolute_uri(f"/hooks/{hook.id}/"), "host": hook.host, "names": hook.names,
        "layer": layer_name(hook.layer), "everywhere": hook.everywhere, "state": hook.state, "owner": who(hook.owner),
    }  # fmt: skip
