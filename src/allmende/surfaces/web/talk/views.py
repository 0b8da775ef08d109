"""Saying something about a thing, changing it, taking it back; each works as a page and, with htmx, in its place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import truncatechars
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.audiences.queries import SeenInstances
from allmende.commons.spaces.queries import body_in
from allmende.commons.things.models import Thing
from allmende.commons.threads import commands
from allmende.commons.threads.models import Comment
from allmende.commons.threads.queries import comment_shown, frame_of, news_in, replies_of, said_in, talk_of
from allmende.commons.threads.rules import may_comment
from allmende.foundation import clock
from allmende.foundation.doors import kinds, talks_of, urls_of
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused
from allmende.surfaces.web.talk.forms import ClosureForm

LONGEST_KEY = 64
LONGEST_QUOTE = 600
"""Characters of what a reply quotes."""


def get_thing(request: HttpRequest, key: UUID) -> Thing:
    """Return a thing that the reader sees; raises Http404."""
    found: Thing | None = _thing.of(request.actor, key)
    if found is None:
        raise Http404
    return found


_thing = SeenInstances(
    lambda reader, key: Thing.objects.visible_to(reader).select_related("audience", "author").filter(id=key), UUID
)


def get_comment(request: HttpRequest, key: UUID) -> Comment:
    """Return a comment that the reader sees, with what it is about; raises Http404."""
    rows = Comment.objects.visible_to(request.actor).select_related("thread__thing__audience", "audience", "author")
    return get_object_or_404(rows, id=key)


def page_url(thing: Thing) -> str:
    """Return the page of a thing; the house's front page when its room is closed."""
    return urls_of([(thing.id, thing.kind)]).get(thing.id, "/")


def talk_url(thing: Thing) -> str:
    """Return the page on which a thing is talked about."""
    return talks_of([(thing.id, thing.kind)]).get(thing.id, "/")


@require_safe
def thing(request: HttpRequest, key: UUID) -> HttpResponse:
    """The lasting address of anything: leads to its page as it is called now. htmx gets a comment as it stands."""
    found = get_thing(request, key)
    if request.htmx and found.kind == "comment":
        return _fragment(request, "shown", get_comment(request, key))
    url = urls_of([(found.id, found.kind)]).get(found.id)
    if url is None:
        raise Http404
    return redirect(url)


def comments(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is said about a thing: GET leads to its page (htmx: the comments from a key on), POST says something."""
    about = get_thing(request, key)
    if request.method == "POST":
        return _say(request, about)
    if request.htmx:
        context = {"talk": talk_of(request.actor, about, request.GET), "place": talk_url(about)}
        return render(request, "threads/thread.html#more", context)
    return redirect(f"{talk_url(about)}#discussion")


def _say(request: HttpRequest, about: Thing) -> HttpResponse:
    text, intent = request.POST.get("text", ""), request.POST.get("intent", "comment")
    key, later = request.POST.get("once", "")[:LONGEST_KEY], request.POST.get("later", "")
    try:
        behalf = body_in(request.actor, request.POST.get("as", ""))
        said = commands.comment(
            request.actor, about, text, intent=intent, once_key=key, behalf=behalf,
            has_read=request.htmx and not later,
        )  # fmt: skip
    except Refused as refusal:
        entered = {"text": text, "intent": intent, "key": key, "as": request.POST.get("as", "")}
        return _ask_again(request, about, refusal, **entered)
    if not request.htmx:
        messages.success(request, _("Your comment is there."))
        return redirect("thing", key=said.id)
    if later:  # comments in between are not on the page: go where it stands
        return HttpResponse(headers={"HX-Redirect": reverse("thing", args=[said.id])})
    talk, shown = said_in(request.actor, about, said, behalf)
    context = {"talk": talk, "comment": shown}
    return render(request, "talk/changed.html#said", context)


def _ask_again(request: HttpRequest, about: Thing, refusal: Refused, **entered: str) -> HttpResponse:
    """Show the composer with what was written and why it was refused: no words get lost."""
    if refusal.status == 404:
        raise Http404
    if refusal.status == 409:  # the key was used for other words: the next sending gets a new one
        entered["key"] = ""
    context: dict[str, Any] = entered | {
        "talk": frame_of(request.actor, about), "later": request.POST.get("later", ""), "problem": refusal.errors.get("text") or refusal.reason, "remedy": refusal.remedy,
        "title": _("Your comment"), "crumbs": crumbs_to(about),
    }  # fmt: skip
    template = "threads/composer.html" if request.htmx else "talk/answer.html"
    return render(request, template, context, status=refusal.status)


@require_safe
def news(request: HttpRequest, key: UUID) -> HttpResponse:
    """What others have said since a comment: how much it is, or (`show`) itself, in its places on the page."""
    about = get_thing(request, key)
    after = key_in(request.GET.get("after", ""))
    if after is None or not request.htmx:
        return redirect(f"{talk_url(about)}#discussion")
    found = news_in(request.actor, about, after)
    context: dict[str, Any] = {
        "thing": about.id, "after": after, "whole": request.GET.get("whole", ""), "place": talk_url(about), "news": found,
    }  # fmt: skip
    if not request.GET.get("show"):
        return render(request, "threads/news.html", context)
    context |= {"after": found.last or after, "may_comment": found.may_comment, "total": found.total}
    return render(request, "talk/changed.html#news", context)


@require_POST
def reading(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note how far the reader has read."""
    about = get_thing(request, key)
    if not request.actor.is_guest:
        commands.mark_read(request.actor, about, key_in(request.POST.get("upto", "")))
    return HttpResponse(status=204) if request.htmx else redirect(f"{talk_url(about)}#discussion")


@require_POST
def closure(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close the discussion of a thing, for good or for a time."""
    about, form = get_thing(request, key), ClosureForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose a moment that is still to come."), 422)
    commands.lock_thread(request.actor, about, **form.cleaned_data)
    messages.success(request, _("The discussion is closed."))
    return redirect(f"{talk_url(about)}#discussion")


@require_POST
def opening(request: HttpRequest, key: UUID) -> HttpResponse:
    """Open the discussion of a thing again."""
    about = get_thing(request, key)
    commands.unlock_thread(request.actor, about)
    messages.success(request, _("The discussion is open again."))
    return redirect(f"{talk_url(about)}#discussion")


@require_safe
def replies(request: HttpRequest, key: UUID) -> HttpResponse:
    """Further replies to a comment, from a key on."""
    parent = get_comment(request, key)
    found, following = replies_of(request.actor, parent, key_in(request.GET.get("after", "")))
    context = {
        "parent": comment_shown(request.actor, key), "replies": found, "next": following,
        "crumbs": crumbs_to(parent.thread.thing), "may_comment": may_comment(request.actor, parent.thread.thing),
    }  # fmt: skip
    return render(request, "talk/changed.html#replies" if request.htmx else "talk/replies.html", context)


def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer a comment."""
    parent = get_comment(request, key)
    if request.method != "POST":
        text = _quoted(request, parent)
        return _answer(
            request,
            parent,
            intent="comment",
            text=text,
            quotes=None if text else key_in(request.GET.get("to", "")) or key,
        )
    text, intent = request.POST.get("text", ""), request.POST.get("intent", "comment")
    once_key = request.POST.get("once", "")[:LONGEST_KEY]
    try:
        said = commands.comment(
            request.actor, parent.thread.thing, text, intent=intent, parent=parent, once_key=once_key,
            behalf=body_in(request.actor, request.POST.get("as", "")),
        )  # fmt: skip
    except Refused as refusal:
        return _answer(request, parent, text=text, intent=intent, key=once_key, refusal=refusal)
    if request.htmx:
        top = Comment.objects.visible_to(request.actor).get(id=said.parent_id)
        return _fragment(request, "stands", top, say=_("Your reply stands below."))
    messages.success(request, _("Your reply is there."))
    return redirect("thing", key=said.id)


def _quoted(request: HttpRequest, parent: Comment) -> str:
    """The first words of the comment that `quote` names, in the same talk, as a quotation to reply below; empty without one."""
    wanted = key_in(request.GET.get("quote", ""))
    said = (
        Comment.objects.visible_to(request.actor).filter(id=wanted, thread=parent.thread_id).first() if wanted else None
    )
    if said is None or said.is_removed:
        return ""
    words = truncatechars(said.text, LONGEST_QUOTE)
    return "".join(f"> {line}\n" for line in words.splitlines()) + "\n"


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what one has said."""
    said = get_comment(request, key)
    if request.method != "POST":
        return _answer(request, said, text=said.text, intent=said.intent, is_edit=True)
    text, intent = request.POST.get("text", ""), request.POST.get("intent", "")
    try:
        commands.edit_comment(request.actor, said, text, intent=intent)
    except Refused as refusal:
        return _answer(request, said, text=text, intent=intent, is_edit=True, refusal=refusal)
    if request.htmx:
        return _fragment(request, "stands", said, say=_("Changed."))
    messages.success(request, _("Your comment is changed."))
    return redirect("thing", key=said.id)


def _answer(
    request: HttpRequest, comment: Comment, *, text: str = "", intent: str, key: str = "", is_edit: bool = False,
    refusal: Refused | None = None, quotes: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    about = comment.thread.thing
    if refusal and refusal.status == 404:
        raise Http404
    talk = frame_of(request.actor, about)
    shown = comment_shown(request.actor, comment.id)
    if shown is None or (is_edit and not shown.may_edit and refusal is None):
        raise Http404
    if not talk.may_comment and refusal is None:
        refusal = Refused(talk.may_comment.reason, talk.may_comment.status, remedy=talk.may_comment.remedy)
    title = _("Change your comment") if is_edit else _("Reply to %(name)s") % {"name": shown.name}
    context = {
        "comment": shown, "is_edit": is_edit, "quotes": quotes, "intents": talk.intents, "text": text, "intent": intent,
        "key": key or str(clock.new_id()), "who_sees": talk.who_sees, "area_id": f"text-{comment.id}",
        "voices": talk.voices, "as": request.POST.get("as", ""), "target": f"#{shown.anchor}", "title": title, "crumbs": crumbs_to(about),
        "problem": (refusal.errors.get("text") or refusal.reason) if refusal else "", "remedy": refusal and refusal.remedy,
    }  # fmt: skip
    template = "threads/answer.html" if request.htmx else "talk/answer.html"
    return render(request, template, context, status=refusal.status if refusal else 200)


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a comment in the bin."""
    said = get_comment(request, key)
    commands.remove_comment(request.actor, said)
    about = said.thread.thing
    if not request.htmx:
        messages.success(request, _("The comment lies in the bin."))
        return redirect(f"{talk_url(about)}#discussion")
    context = {
        "comment": comment_shown(request.actor, key), "anchor": f"c-{key}", "undo": _restoration_url(key),
        "may_comment": may_comment(request.actor, about),
    }  # fmt: skip
    return render(request, "talk/changed.html#removed", context)


def _restoration_url(key: UUID) -> str:
    try:
        return reverse("restoration", args=[key])
    except NoReverseMatch:
        return ""


def _fragment(request: HttpRequest, part: str, comment: Comment, say: str = "") -> HttpResponse:
    """Return one comment as it stands on the page now."""
    shown = comment_shown(request.actor, comment.id)
    if shown is None:
        raise Http404
    top = shown if comment.parent_id is None else comment_shown(request.actor, comment.parent_id)
    about = Thing.objects.visible_to(request.actor).select_related("audience").get(id=comment.thread_id)
    context = {"comment": shown, "top": top, "may_comment": may_comment(request.actor, about), "say": say}
    return render(request, f"talk/changed.html#{part}", context)


def crumbs_to(about: Thing) -> list[tuple[Any, str]]:
    """Return the way to the talk about a thing."""
    known = kinds()
    name = about.title or (known[about.kind].name if about.kind in known else "")
    return [(_("Home"), "/"), (name, talk_url(about)), (_("Discussion"), "")]
