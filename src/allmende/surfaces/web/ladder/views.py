"""The ladder of one thing: where it stands, a step outward or back, and who could see it when."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.bin.rules import may_bin
from allmende.commons.spaces import commands
from allmende.commons.spaces.above import leave_out_as_asked
from allmende.commons.spaces.models import PassageState, Space
from allmende.commons.spaces.queries import sentence_for, space_of
from allmende.commons.spaces.reach import layers_of
from allmende.commons.spaces.rules import may_see_passages
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.verdicts import Refused, allow_if, require
from allmende.observers.channels.rules import may_choose_channels
from allmende.surfaces.web.ladder.queries import Step, choices_of, moves_of, step_to, verdict_on, ways_for


def _thing(request: HttpRequest, key: UUID) -> tuple[Thing, Space]:
    """Return a thing that the reader sees and whose moves they may know, with its space; raises Http404 or Refused."""
    thing = get_object_or_404(Thing.objects.visible_to(request.actor).select_related("audience", "author"), id=key)
    space = space_of(thing)
    require(may_see_passages(request.actor, thing, space))
    request.place = space
    request.practice = {"url": ""} if thing.is_practice else None
    return thing, space


def ladder(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where a thing stands and stood; `?to=` asks what a step would mean, POST makes it."""
    thing, space = _thing(request, key)
    wanted = _layer(request.POST.get("to") or request.GET.get("to", ""), space)
    if request.method == "POST":
        return _step(request, thing, space, wanted)
    reader = request.actor
    step = (
        step_to(thing, space, wanted)
        if wanted and wanted != thing.layer and verdict_on(reader, thing, space, wanted)
        else None
    )
    waiting = thing.passages.filter(state=PassageState.WAITING).select_related("asked_by").first()
    url, known = urls_of([(thing.id, thing.kind)]).get(thing.id, ""), kinds()
    choices = choices_of(reader, thing, space)
    title = thing.title or (str(known[thing.kind].name) if thing.kind in known else "")
    context = {
        "thing": thing, "title": title, "url": url, "place": space, "stands": sentence_for(thing.audience),
        "is_shared": thing.audience.kind == Kind.LADDER, "choices": choices, "step": step,
        "can_step": any(choice["level"] != thing.layer and not choice["refusal"] for choice in choices),
        "chosen": int(step.layer if step else thing.layer), "waiting": waiting, "is_mine": reader.id == thing.author_id,
        "may_retract": waiting is not None and waiting.asked_by_id == reader.id, "moves": moves_of(thing.id),
        "step_title": _step_title(step), "may_bin": may_bin(reader, thing, space),
        "ways": ways_for(thing, space, step), "may_choose": bool(may_choose_channels(reader, thing, space)),
        "crumbs": [(_("Home"), "/"), *([(title, url)] if url else []), (_("Who sees it"), "")],
    }  # fmt: skip
    return render(request, "ladder/ladder.html", context)


def _step_title(step: Step | None) -> str:
    if step is None:
        return ""
    return (_("Take it outward: %(layer)s") if step.is_outward else _("Withdraw it: %(layer)s")) % {"layer": step.label}


def _layer(text: str, space: Space) -> Layer | None:
    return Layer(int(text)) if text in {str(int(layer)) for layer in layers_of(space)} else None


def _step(request: HttpRequest, thing: Thing, space: Space, layer: Layer | None) -> HttpResponse:
    if layer is None:
        raise Refused(_("Choose a layer."), 422)
    if layer > thing.layer:
        leave_out_as_asked(request.actor, thing, space, request.POST)
        passage = commands.widen(request.actor, thing, space, layer)
        waits = passage.state == PassageState.WAITING
        messages.success(
            request,
            _("It waits at the gate until a curator has looked at it.") if waits else _("More people can see it now."),
        )
    else:
        commands.narrow(request.actor, thing, space, layer)
        messages.success(request, _("Withdrawn: fewer people can see it now."))
    return redirect("ladder" if may_see_passages(request.actor, thing, space) else "home", key=thing.id)


@require_POST
def retraction(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back what one has asked for."""
    thing, _space = _thing(request, key)
    waiting = thing.passages.filter(state=PassageState.WAITING).first()
    if waiting is None:
        raise Refused(_("This has been decided already."), 409)
    require(allow_if(waiting.asked_by_id == request.actor.id, _("Only whoever asked for it can take it back.")))
    commands.retract_passage(request.actor, waiting)
    messages.success(request, _("Taken back. It stays where it is."))
    return redirect("ladder", key=thing.id)
