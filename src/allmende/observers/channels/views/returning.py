"""What comes back: the door for Webmentions, and what waits to be looked at."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.observers.channels.commands import returning
from allmende.observers.channels.commands.receiving import receive
from allmende.observers.channels.queries import blocks_of, echoes_of, find_block, find_echo, urls_of_things
from allmende.observers.channels.rules import may_keep_channels
from allmende.observers.channels.tasks import check
from allmende.observers.channels.views.keeping import crumbs_of, kept_by, place_in, query_of


@csrf_exempt  # other people's programs post here without a cookie; nothing is done in anybody's name
@require_POST
def webmention(request: HttpRequest) -> HttpResponse:
    """Take up a Webmention: 202, it is checked in a moment; 400 with the reason in plain text."""
    if request.space is None:
        raise Http404
    try:
        receive(request.space, request.POST.get("source", ""), request.POST.get("target", ""), check.enqueue)
    except Refused as refusal:
        return HttpResponse(str(refusal.reason), status=refusal.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(_("Taken up. It is checked in a moment."), status=202, content_type="text/plain; charset=utf-8")


@require_safe
def echoes(request: HttpRequest) -> HttpResponse:
    """What came back and waits, or with `?shown=1` what is shown."""
    place, shown = place_in(request), bool(request.GET.get("shown"))
    require(may_keep_channels(request.actor, place))
    rows, following = echoes_of(place, key_in(request.GET.get("after", "")), shown=shown)
    urls, query = urls_of_things(rows), query_of(request, place)
    here = "&".join(filter(None, [query, "shown=1" if shown else ""]))
    context = {
        "rows": [(row, urls.get(row.thing_id, "")) for row in rows], "shown": shown, "place": place, "query": query,
        "more_url": f"?{here}&after={following}" if following else "", "blocks": blocks_of(place),
        "crumbs": crumbs_of(request, place, (_("Answers from elsewhere"), "")),
    }  # fmt: skip
    return render(request, "channels/echoes.html", context)


@require_POST
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show, hide, or block its author or host."""
    echo = kept_by(request, find_echo(key), lambda found: found.channel.space)
    what = request.POST.get("what", "")
    if what == "show":
        returning.show(request.actor, echo)
    elif what == "hide":
        returning.hide(request.actor, echo)
    elif what in {"author", "host"}:
        returning.block(request.actor, echo, whole_host=what == "host")
    else:
        raise Refused(_("Choose what becomes of it."), 422)
    messages.success(request, _("Done."))
    return redirect(f"{reverse('channels:echoes')}?{query_of(request, echo.channel.space)}")


@require_POST
def block_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take again what comes from there."""
    found = kept_by(request, find_block(key), lambda block: block.space)
    returning.unblock(request.actor, found)
    messages.success(request, _("Answers come from there again."))
    return redirect(f"{reverse('channels:echoes')}?{query_of(request, found.space)}")
