"""What the template of a call proposes to ask, rate and award: filled into the forms on request, kept only once hosts save it."""

from __future__ import annotations

from typing import Any

from allmende.rooms.calls.models import Call, FieldKind, PrizeKind

LINES = frozenset({"topic", "film-form", "team", "who-does-it", "form"})
KINDS = {kind.value: kind for kind in PrizeKind} | {"guaranteed": PrizeKind.FIXED}


def proposals(call: Call, name: str) -> list[str]:
    """Return what is proposed of `fields`, `criteria` or `prizes`, as one reads it."""
    return [str(one["label"]) for one in call.suggested.get(name, ())]


def proposed_fields(call: Call) -> list[dict[str, Any]]:
    """Return the proposed fields as the form takes them."""
    return [
        {"label": one["label"], "kind": FieldKind.LINE if one["key"] in LINES else FieldKind.TEXT}
        for one in call.suggested.get("fields", ())
    ]


def proposed_criteria(call: Call) -> list[dict[str, Any]]:
    """Return the proposed criteria as the form takes them, in every language that the template has."""
    return [
        {f"name_{code}": word for code, word in one["labels"].items()} for one in call.suggested.get("criteria", ())
    ]


def proposed_prizes(call: Call) -> list[dict[str, Any]]:
    """Return the proposed prizes as the form takes them; how much each is, hosts say."""
    return [
        {"kind": KINDS[one["key"]], "name": one["label"], "places": 1}
        for one in call.suggested.get("prizes", ())
        if one["key"] in KINDS
    ]
