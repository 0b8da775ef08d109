"""Who may do what on the pages of web hooks. The hook is Eli's, of the community, with a delivery that was given up."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.observers.webhooks.commands.keeping import make_hook, pause_hook
from allmende.observers.webhooks.models import Delivery, DeliveryState
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                            | case          |  guest  stranger  community  member  host  curator
webhooks:index GET               | the community |  403    403       403        403     403   200
webhooks:index GET               | the team      |  404    404       403        403     403   200
webhooks:new GET                 | the community |  403    403       403        403     403   200
webhooks:new POST                | the community |  403    403       403        403     403   200
webhooks:hook GET                | Eli's         |  403    404       404        404     404   200
webhooks:edit GET                | Eli's         |  403    404       404        404     404   200
webhooks:edit POST               | Eli's         |  403    404       404        404     404   302
webhooks:secret POST             | Eli's         |  403    404       404        404     404   200
webhooks:secret_removal POST     | Eli's         |  403    404       404        404     404   302
webhooks:test POST               | Eli's         |  403    404       404        404     404   302
webhooks:test POST               | paused        |  403    404       404        404     404   409
webhooks:pause POST              | Eli's         |  403    404       404        404     404   302
webhooks:pause_removal POST      | paused        |  403    404       404        404     404   302
webhooks:resending POST          | Eli's         |  403    404       404        404     404   302
webhooks:delivery_resending POST | Eli's         |  403    404       404        404     404   302
webhooks:removal POST            | Eli's         |  403    404       404        404     404   302
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    values: dict[str, Any] = {"url": "https://example.org/", "names": ["CommentAdded"], "layer": Layer.PUBLIC}
    hook, paused = (make_hook(cast.eli, cast.community, **values)[0] for _time in range(2))
    pause_hook(cast.eli, paused)
    delivery = Delivery.objects.create(hook=hook, name="Test", state=DeliveryState.FAILED)
    sent = {"url": "https://example.org/", "names": ["CommentAdded"], "layer": "5"}

    def at(name: str, *args: Any) -> str:
        return reverse(f"webhooks:{name}", args=args)

    requests = {
        ("webhooks:index GET", "the community"): Request(at("index")),
        ("webhooks:index GET", "the team"): Request(at("index") + f"?space={cast.team.slug}"),
        ("webhooks:new GET", "the community"): Request(at("new")),
        ("webhooks:new POST", "the community"): Request(at("new"), sent),
        ("webhooks:edit POST", "Eli's"): Request(at("edit", hook.id), sent),
        ("webhooks:test POST", "paused"): Request(at("test", paused.id)),
        ("webhooks:pause_removal POST", "paused"): Request(at("pause_removal", paused.id)),
        ("webhooks:delivery_resending POST", "Eli's"): Request(at("delivery_resending", hook.id, delivery.id)),
    }
    for name in ("hook", "edit"):
        requests[f"webhooks:{name} GET", "Eli's"] = Request(at(name, hook.id))
    for name in ("secret", "secret_removal", "test", "pause", "resending", "removal"):
        requests[f"webhooks:{name} POST", "Eli's"] = Request(at(name, hook.id))
    assert differences(TABLE, cast, requests) == []
