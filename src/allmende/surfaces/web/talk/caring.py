"""Looking after what is said: hosts and curators hide, change, move, split and join, several comments at once, and undo it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.spaces.queries import space_of
from allmende.commons.things.models import Thing
from allmende.commons.threads import commands
from allmende.commons.threads.commands.moving import can_split
from allmende.commons.threads.models import KIND, Comment
from allmende.commons.threads.queries import comment_place, page_of
from allmende.commons.threads.queries.caring import find_handling, handlings_of, targets_for
from allmende.commons.threads.rules import may_care, may_see_versions
from allmende.commons.versions.queries import versions_of, word_diff
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.surfaces.web.talk.forms import ClosureForm
from allmende.surfaces.web.talk.views import crumbs_to, get_comment, get_thing, talk_url

NEW = "new"
"""The target that is made: a post of its own."""
MENDED = {404, 409, 422}
"""Refusals that are said on the page itself."""


@require_http_methods(["GET", "HEAD", "POST"])
def care(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is said about a thing, to choose from, and what can be done with it; the id of a comment chooses that one."""
    about = get_thing(request, key)
    if about.kind == KIND:
        return redirect(f"{reverse('talk_care', args=[get_comment(request, key).thread_id])}?comment={key}#c-{key}")
    require(may_care(request.actor, about))
    if request.method != "POST":
        return _page(request, about, {key for key in map(key_in, request.GET.getlist("comment")) if key})
    chosen = {key for key in map(key_in, request.POST.getlist("comment")) if key}
    if request.POST.get("do") == "find":
        return _page(request, about, chosen)
    try:
        said = _done(request, about, chosen)
    except Refused as refusal:
        if refusal.status not in MENDED:
            raise
        return _page(request, about, chosen, refusal)
    messages.success(request, said)
    return redirect(reverse("talk_care", args=[about.id]))


def _done(request: HttpRequest, about: Thing, chosen: set[UUID]) -> str:
    """Do what was asked with the chosen comments; return it in a sentence."""
    actor, sent = request.actor, request.POST
    reason, count = sent.get("reason", ""), len(chosen)
    match sent.get("do"):
        case "hide":
            commands.hide_comments(actor, about, chosen, reason)
            return ngettext("%(n)d comment is hidden.", "%(n)d comments are hidden.", count) % {"n": count}
        case "change":
            said = get_comment(request, _only(chosen))
            commands.correct_comment(actor, said, sent.get("text", ""), reason)
            return _("The comment is changed, and says so.")
        case "move" if sent.get("target") == NEW:
            commands.split_thread(actor, about, chosen, sent.get("heading", ""), reason=reason)
            return _("They have a discussion of their own now.")
        case "move":
            commands.move_comments(actor, about, chosen, _target(request), reason=reason)
            return ngettext("%(n)d comment was moved.", "%(n)d comments were moved.", count) % {"n": count}
        case "merge":
            commands.merge_threads(actor, about, _target(request), reason=reason)
            return _("The whole discussion goes on there.")
    raise Refused(_("Choose what to do."), 422)


def _only(chosen: set[UUID]) -> UUID:
    if len(chosen) != 1:
        raise Refused(_("Choose the one comment that you change."), 422)
    return next(iter(chosen))


def _target(request: HttpRequest) -> Thing:
    """The thing that was chosen, as far as the reader sees it. Raises Refused (422), Http404."""
    key = key_in(request.POST.get("target", ""))
    if key is None:
        raise Refused(_("Choose where it is to stand."), 422)
    return get_thing(request, key)


def _page(request: HttpRequest, about: Thing, chosen: set[UUID], refusal: Refused | None = None) -> HttpResponse:
    sent, after = request.POST, key_in(request.GET.get("after", ""))
    one = next(iter(chosen)) if len(chosen) == 1 else None
    if one and after is None and (place := comment_place(request.actor, one)) and place.thing == about.id:
        after = place.after
    space = space_of(about)
    talk = page_of(request.actor, about, after, space=space)
    said = [one for comment in talk.comments for one in (comment, *comment.replies)]
    context: dict[str, Any] = {
        "about": about, "said": said, "chosen": chosen, "only": next((each for each in said if each.id == one), None),
        "later": talk.next, "talk_url": talk_url(about), "is_locked": talk.is_locked, "closing": ClosureForm(),
        "done": handlings_of(request.actor, about.id), "targets": targets_for(request.actor, about, sent.get("q", "").strip()),
        "can_split": can_split(), "sent": sent, "target": sent.get("target", ""), "problem": refusal and refusal.reason,
        "crumbs": [*crumbs_to(about)[:-1], (_("Looking after it"), "")],
    }  # fmt: skip
    return render(request, "talk/care.html", context, status=refusal.status if refusal else 200)


@require_POST
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Undo what was done with comments."""
    handling = find_handling(request.actor, key)
    if handling is None:
        raise Http404
    count = commands.undo_handling(request.actor, handling)
    said = ngettext("Undone: %(n)d comment is as it was.", "Undone: %(n)d comments are as they were.", count)
    messages.success(request, said % {"n": count})
    return redirect(reverse("talk_care", args=[handling.thing_id]))


@require_POST
def showing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a hidden comment again."""
    said = get_comment(request, key)
    commands.show_again(request.actor, said)
    messages.success(request, _("Everyone can read it again."))
    return redirect("thing", key=key)


@require_safe
def versions(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a comment said before, for whoever wrote it and those who look after the place."""
    said: Comment = get_comment(request, key)
    require(may_see_versions(request.actor, said))
    after, changes = said.text, []
    for row in versions_of(said.id):
        changes.append((row, word_diff(row.snapshot["text"], after)))
        after = row.snapshot["text"]
    context = {
        "language": said.language, "changes": changes, "back": reverse("thing", args=[key]),
        "crumbs": [*crumbs_to(said.thread.thing)[:-1], (_("Earlier words"), "")],
    }  # fmt: skip
    return render(request, "talk/versions.html", context)
