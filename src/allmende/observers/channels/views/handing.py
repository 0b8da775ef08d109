"""What goes out: ready to copy for a closed network, and by which channels one thing goes."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from PIL import Image, ImageOps

from allmende.commons.files.queries.pages import main_name
from allmende.commons.files.storage import open_version
from allmende.commons.spaces.queries import space_of
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.observers.channels.commands.aligning import leave_out, name_of, ways_out
from allmende.observers.channels.commands.delivering import current_copy, mark_done, send_again
from allmende.observers.channels.composing import Copy
from allmende.observers.channels.forms import DoneForm
from allmende.observers.channels.models import Delivery, DeliveryState, Network
from allmende.observers.channels.networks import CLOSED, SHAPES, Shape
from allmende.observers.channels.queries import deliveries_of, find_delivery, left_out_of, lines_of
from allmende.observers.channels.rules import may_choose_channels
from allmende.observers.channels.views.keeping import crumbs_of, kept_by


def handing(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a closed network takes of a thing, ready to be copied; POST says that it stands there."""
    row, copy, shape = _closed(request, key)
    form = DoneForm(request.POST or None, initial={"url": row.remote_url})
    if request.method == "POST" and form.is_valid():
        try:
            mark_done(request.actor, row, form.cleaned_data["url"])
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Noted. Thank you for carrying it there."))
            return redirect("channels:channel", key=row.channel_id)
    [line] = lines_of(request.actor, [row])
    name = name_of(row.channel)
    channel_url = reverse("channels:channel", args=[row.channel_id])
    context = {
        "line": line, "row": row, "form": form, "name": name, "shape": shape, "text": copy.text(shape) if copy else "",
        "length": len(copy.text(shape)) if copy else 0, "pictures": [file.alt[: shape.alt] for file in copy.pictures] if copy else [],
        "is_waiting": row.state == DeliveryState.WAITING, "language": copy.language if copy else "",
        "crumbs": crumbs_of(request, row.channel.space, (name, channel_url), (line.title or _("The copy"), "")),
    }  # fmt: skip
    return render(request, "channels/handing.html", context, status=422 if form.errors else 200)


@require_safe
def picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """A picture of the thing in the size that the network takes; `?n=` which one."""
    _row, copy, shape = _closed(request, key)
    number = request.GET.get("n", "0")
    if copy is None or number not in {"0", "1", "2", "3"} or int(number) >= len(copy.pictures):
        raise Http404
    file = copy.pictures[int(number)]
    with open_version(file, main_name(file.media_type, is_picture=True)) as source, Image.open(source) as opened:
        cut = _cut(opened.convert("RGB"), shape)
    content = BytesIO()
    cut.save(content, "JPEG", quality=88)
    answer = HttpResponse(content.getvalue(), content_type="image/jpeg")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.id}.jpg"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _cut(image: Image.Image, shape: Shape) -> Image.Image:
    """The middle of a picture in the network's proportions, no larger than it takes and never blown up."""
    part = min(1.0, image.width / shape.width, image.height / shape.height)
    return ImageOps.fit(image, (max(1, round(shape.width * part)), max(1, round(shape.height * part))))


@require_POST
def resending(request: HttpRequest, key: UUID) -> HttpResponse:
    """Try again what was given up."""
    row = _delivery(request, key)
    send_again(request.actor, row)
    messages.success(request, _("It is tried again."))
    return redirect("channels:channel", key=row.channel_id)


def thing(request: HttpRequest, key: UUID) -> HttpResponse:
    """By which channels a thing goes, and what became of it there; POST chooses."""
    rows = Thing.objects.visible_to(request.actor).select_related("audience", "author")
    found = get_object_or_404(rows, id=key)
    space = space_of(found)
    require(may_choose_channels(request.actor, found, space))
    if request.method == "POST":
        leave_out(request.actor, found, not_chosen(request, space))
        messages.success(request, _("Saved. What lies elsewhere follows in a moment."))
        return redirect("channels:thing", key=key)
    url, without = urls_of([(found.id, found.kind)]).get(found.id, ""), left_out_of(found)
    context = {
        "thing": found, "url": url, "ways": [(way, way.id not in without) for way in ways_out(space)], "place": space,
        "lines": [(line, name_of(line.row.channel)) for line in deliveries_of(request.actor, found)],
        "crumbs": [(_("Home"), "/"), *([(found.title, url)] if url else []), (_("Outside channels"), "")],
    }  # fmt: skip
    return render(request, "channels/thing.html", context)


def not_chosen(request: HttpRequest, space: object) -> set[UUID]:
    """Return the ways that stood in a form and were not chosen."""
    chosen = set(request.POST.getlist("way"))
    return {way.id for way in ways_out(space) if str(way.id) not in chosen}  # type: ignore[arg-type]


def _closed(request: HttpRequest, key: UUID) -> tuple[Delivery, Copy | None, Shape]:
    row = _delivery(request, key)
    if row.channel.network not in CLOSED:
        raise Http404
    return row, current_copy(row), SHAPES[Network(row.channel.network)]


def _delivery(request: HttpRequest, key: UUID) -> Delivery:
    return kept_by(request, find_delivery(key), lambda found: found.channel.space)
