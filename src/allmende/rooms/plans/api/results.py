"""Results: the tree of a space, one by itself, moving it on, and the word to everyone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query

from allmende.commons.lineage.queries import lineage_of
from allmende.commons.things.shapes import layer_name
from allmende.foundation.api import Made, unchanged
from allmende.foundation.verdicts import require
from allmende.rooms.plans import commands
from allmende.rooms.plans.api.agreed_shapes import (
    PlanResultOut,
    ResultCardOut,
    ResultEntryIn,
    ResultIn,
    ResultPatch,
    WordIn,
)
from allmende.rooms.plans.api.planning import plan_at, router, source_at, space_at
from allmende.rooms.plans.models import Result
from allmende.rooms.plans.queries import ResultNode, find_result, result_url, tree_of
from allmende.rooms.plans.rules import may_add_result, may_change_result


def result_at(request: HttpRequest, key: UUID) -> Result:
    """The result that the caller sees; raises Http404."""
    found = find_result(request.actor, key)
    if found is None or request.space.id not in {found.place_id, found.place.root_id}:
        raise Http404
    return found


@router.reads("/results", list[ResultCardOut])
def list_results(
    request: HttpRequest,
    space: str = Query("", max_length=60, description="The slug of a space; without one, the community itself."),
) -> Any:
    """List the results of a space, those above before those below."""
    return [_card(request, node) for node in _flat(tree_of(request.actor, space_at(request, space)))]


@router.reads("/results/{uuid:key}", PlanResultOut)
def read_result(request: HttpRequest, key: UUID) -> Any:
    """Read a result, and what it came of."""
    return _shown(request, result_at(request, key))


@router.posts("/results", Made)
def add_result(request: HttpRequest, sent: ResultIn) -> Any:
    """Write down a result in a space that you host."""
    place = space_at(request, sent.space)
    require(may_add_result(request.actor, place))
    values = sent.model_dump(exclude={"space", "parent", "plan", "sources"})
    made = commands.add_result(
        request.actor, place, parent=result_at(request, sent.parent) if sent.parent else None,
        plan=plan_at(request, sent.plan) if sent.plan else None, sources=[source_at(request, one) for one in sent.sources], **values,
    )  # fmt: skip
    return {"id": str(made.id), "url": result_url(made.id)}


@router.changes("/results/{uuid:key}", PlanResultOut)
def patch_result(request: HttpRequest, key: UUID, sent: ResultPatch) -> Any:
    """Move a result on, or change its words."""
    found = result_at(request, key)
    require(may_change_result(request.actor, found))
    unchanged(request, found.revision)
    changes = {
        name: value
        for name, value in sent.model_dump(exclude_unset=True).items()
        if value is not None or name in {"starts", "due", "costs"}
    }
    commands.change_result(request.actor, found, found.revision, **changes)
    return _shown(request, result_at(request, key))


@router.posts("/results/{uuid:key}/entries")
def note_result(request: HttpRequest, key: UUID, sent: ResultEntryIn) -> None:
    """Note what happened with a result on a day."""
    commands.note_entry(request.actor, result_at(request, key), sent.day, sent.text)


@router.puts("/results/{uuid:key}/sources/{uuid:source}")
def name_result_source(request: HttpRequest, key: UUID, source: UUID) -> None:
    """Say that a result came of an idea, a call or another thing that you see."""
    commands.name_source_of(request.actor, result_at(request, key), source_at(request, source))


@router.removes("/results/{uuid:key}/sources/{uuid:source}")
def drop_result_source(request: HttpRequest, key: UUID, source: UUID) -> None:
    """Take back that a result came of something."""
    commands.drop_source_of(request.actor, result_at(request, key), source)


@router.posts("/spaces/{slug:slug}/word")
def say_word(request: HttpRequest, slug: str, sent: WordIn) -> None:
    """Say to everyone who took part in a space what came of it; each of them is told."""
    commands.say_word(request.actor, space_at(request, slug), sent.text)


def _flat(nodes: list[ResultNode]) -> list[ResultNode]:
    return [one for node in nodes for one in (node, *_flat(node.children))]


def _card(request: HttpRequest, node: ResultNode) -> dict[str, Any]:
    return {
        "id": node.id, "url": request.build_absolute_uri(node.url), "title": node.title, "state": node.state,
        "progress": node.progress, "due": node.due, "parent": node.parent,
    }  # fmt: skip


def _shown(request: HttpRequest, found: Result) -> dict[str, Any]:
    lineage = lineage_of(found.id, request.actor, depth=1)
    return {
        "id": found.id, "url": request.build_absolute_uri(result_url(found.id)), "title": found.title, "text": found.text,
        "state": found.state, "progress": found.progress, "starts": found.starts, "due": found.due, "costs": found.costs,
        "currency": found.currency, "parent": found.parent_id, "layer": layer_name(found.layer), "space": found.place.slug,
        "author": {"handle": found.author.handle, "name": found.author.name},
        "sources": [line.thing for _depth, line in lineage.before], "version": found.revision,
    }  # fmt: skip
