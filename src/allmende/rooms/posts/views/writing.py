"""Posts being written: begun, saved by themselves, shared at once or later, changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.files.commands import describe, recut, remove, store_document, store_picture
from allmende.commons.files.cuts import cut_from
from allmende.commons.files.models import LONGEST_ALT, File
from allmende.commons.files.queries import Shown, shown_with
from allmende.commons.files.receiving import receive_recordings
from allmende.commons.spaces.above import leave_out_as_asked
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import body_in, my_spaces
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.once.commands import once
from allmende.foundation.text import clean_line, render_markdown
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.posts import commands
from allmende.rooms.posts.commands.writing import says
from allmende.rooms.posts.forms import PostForm, layer_of, show_errors
from allmende.rooms.posts.models import LONGEST_TEXT, Post, PostState
from allmende.rooms.posts.queries import find_post, post_url
from allmende.rooms.posts.rules import may_change, may_share
from allmende.rooms.posts.views.composing import composer, layer_choices, ways_for
from allmende.rooms.posts.views.fetching import get_place, get_post, number_from

BACK_IN_THE_FORM = {403, 409, 410, 422, 429}
"""Refusals that come back in the form with all that was typed."""


def new(request: HttpRequest) -> HttpResponse:
    """A new post in a space: GET is the page to write it on (htmx: its form); POST makes the draft, once for each form, and goes on with it."""
    place = get_place(request)
    require(may_share(request.actor, place))
    if request.method != "POST" and request.htmx:
        return render(request, "posts/composer.html", {"composer": composer(request.actor, place, has_focus=True)})
    if request.method != "POST":
        crumbs = [(_("Home"), "/"), (place.title, reverse("space", args=[place.slug])), (_("New post"), "")]
        spaces = [request.space, *my_spaces(request.actor, request.space).exclude(id=request.space.id)[:12]]
        for one in spaces:
            one.is_chosen = one.id == place.id
        context = {"composer": composer(request.actor, place), "crumbs": crumbs, "post": None, "spaces": spaces}
        return render(request, "posts/write.html", context | {"place": place, "files": Shown()})
    try:
        post = _begun(request, place)
        if _is_sent_again(request, post):
            return redirect(post_url(post.id))
    except Refused as refusal:
        if refusal.status not in BACK_IN_THE_FORM:
            raise
        form = PostForm(request.POST, place=place)
        form.is_valid()
        show_errors(form, refusal)
        context = {"composer": composer(request.actor, place, form), "post": None, "place": place, "files": Shown()}
        return render(request, "posts/write.html", context | {"crumbs": [], "spaces": []}, status=refusal.status)
    return _save(request, post)


def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write on: save, or share; what is shared already is changed."""
    post = get_post(request, key)
    require(may_change(request.actor, post))
    if request.method == "POST":
        return _save(request, post)
    return _page(request, post, PostForm(place=post.place, initial=PostForm.initial_of(post)))


def _begun(request: HttpRequest, place: Space) -> Post:
    """The draft of a form that stands for something new: made with the first sending of it, found with each further one."""
    behalf = body_in(request.actor, request.POST.get("as", ""))

    def begin() -> str:
        return str(commands.draft_post(request.actor, place, behalf=behalf).id)

    key = once(request.actor.id, f"post {request.POST.get('once', '')[:100]}", begin)
    post = find_post(request.actor, UUID(key))
    if post is None or post.author_id != request.actor.id:
        raise Http404
    return post


def _is_sent_again(request: HttpRequest, post: Post) -> bool:
    """Whether a new form has been sent before, with the same words: a double click, a page sent again. Nothing is done twice then."""
    if post.state == PostState.DRAFT:
        return False
    form = PostForm(request.POST, place=post.place)
    form.is_valid()
    return says(post, form.content)


def _save(request: HttpRequest, post: Post) -> HttpResponse:
    form = PostForm(request.POST, request.FILES, place=post.place)
    form.is_valid()
    try:
        _keep_files(request, post, form)
        post = _keep_words(request, post, form)
        if form.errors:
            return _page(request, post, form, status=422)
        return _send(request, post, form)
    except Refused as refusal:
        if refusal.status not in BACK_IN_THE_FORM:
            raise
        show_errors(form, refusal)
        stored = get_post(request, post.id)
        theirs = (
            stored
            if refusal.status == 409 and stored.revision != number_from(request.POST.get("version", ""))
            else None
        )
        return _page(request, stored, form, status=refusal.status, theirs=theirs)


def _keep_words(request: HttpRequest, post: Post, form: PostForm) -> Post:
    revision = number_from(request.POST.get("version", ""))
    post = commands.save_post(request.actor, post, -1 if revision is None else revision, **form.content)
    if post.state != PostState.OPEN and not {"question", "answers", "closes"} & form.errors.keys():
        commands.set_poll(request.actor, post, form.poll)
    return post


def _keep_files(request: HttpRequest, post: Post, form: PostForm) -> None:
    """Store what came along, before anything is judged: what someone has chosen once need not be chosen again."""
    require(may_change(request.actor, post))
    for place, file in enumerate(form.cleaned_data.get("attached") or []):
        if file.width is None:
            store_document(request.actor, file, thing=post)
        else:
            alt = clean_line(request.POST.get(f"alt-{place}", ""))[:LONGEST_ALT]
            store_picture(request.actor, file, thing=post, alt=alt)
    gone = set(request.POST.getlist("remove"))
    for file in File.objects.visible_to(request.actor).filter(thing=post.id):
        if str(file.id) in gone:
            remove(request.actor, file)
            continue
        if file.is_picture and (cut := cut_from(request.POST.getlist(f"cut-of-{file.id}"))):
            alt = clean_line(request.POST.get(f"alt-of-{file.id}", file.alt))[:LONGEST_ALT]
            made = recut(request.actor, file, cut)
            if alt != made.alt:
                describe(request.actor, made, alt)
            continue
        said = request.POST.get(f"alt-of-{file.id}")
        if said is not None and (alt := clean_line(said)[:LONGEST_ALT]) != file.alt:
            describe(request.actor, file, alt)
    receive_recordings(request.actor, request, post)


def _send(request: HttpRequest, post: Post, form: PostForm) -> HttpResponse:
    if post.state == PostState.OPEN:
        messages.success(request, _("Changed. What stood there before is kept among the versions."))
    elif "send" in request.POST:
        leave_out_as_asked(request.actor, post, post.place, request.POST)
        commands.send_post(request.actor, post, layer_of(form, post), at=form.cleaned_data.get("at"))
    else:
        messages.success(request, _("The draft is saved."))
        return redirect("posts:write", key=post.id)
    return redirect(post_url(post.id))


@require_POST
def begin(request: HttpRequest) -> JsonResponse:
    """Save what is being written in a new form by itself: the draft is made with its first words."""
    try:
        return _saved(request, _begun(request, get_place(request)))
    except Refused as refusal:
        return JsonResponse({"message": str(refusal.reason)}, status=refusal.status)


@require_POST
def draft(request: HttpRequest, key: UUID) -> JsonResponse:
    """Save a draft by itself; the answer carries the new version, or what another window saved (409)."""
    return _saved(request, get_post(request, key))


def _saved(request: HttpRequest, post: Post) -> JsonResponse:
    if post.state == PostState.OPEN:  # what is shared changes when its author says so
        raise Http404
    form = PostForm(request.POST, place=post.place)
    form.is_valid()
    try:
        post = _keep_words(request, post, form)
    except Refused as refusal:
        stored = get_post(request, post.id)
        body = {
            "message": str(refusal.reason),
            "version": stored.revision,
            "errors": {k: str(v) for k, v in refusal.errors.items()},
        }
        return JsonResponse(body | {"fields": {"text": stored.text, "heading": stored.heading}}, status=refusal.status)
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    return JsonResponse({"version": post.revision, "saved_at": clock.now().isoformat(), "errors": errors})


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Show how a text will look; nothing is kept."""
    require(is_signed_in(request.actor))
    html = render_markdown(request.POST.get("text", "")[:LONGEST_TEXT])
    return render(request, "posts/preview.html", {"html": html})


def _page(
    request: HttpRequest, post: Post, form: PostForm, *, status: int = 200, theirs: Post | None = None
) -> HttpResponse:
    crumbs = [
        (_("Home"), "/"),
        (post.place.title, reverse("space", args=[post.place.slug])),
        (post.title or _("Post"), ""),
    ]
    layer = form["layer"].value() or post.wish
    shown: dict[str, Any] = {
        "place": post.place, "form": form, "action": reverse("posts:write", args=[post.id]), "token": "",
        "autosave": reverse("posts:draft", args=[post.id]) if post.state != PostState.OPEN else "",
        "layers": layer_choices(request.actor, post.place), "layer": int(layer) if str(layer).isdigit() else post.wish,
        "revision": post.revision, "ways": ways_for(post),
    }  # fmt: skip
    context = {
        "composer": shown,
        "post": post,
        "place": post.place,
        "crumbs": crumbs,
        "theirs": theirs,
        "files": shown_with(post.id),
    }
    return render(request, "posts/write.html", context, status=status)
