"""One's tokens, those of the programs of one's spaces, a new one, and taking one back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.audiences.models import Layer
from allmende.commons.tokens.commands import make_token, revoke_token
from allmende.commons.tokens.forms import DOES, SEES, TokenForm
from allmende.commons.tokens.models import Token
from allmende.commons.tokens.queries import cared_for, places_of, programs_for, token_for, tokens_of
from allmende.commons.tokens.rules import may_make_token
from allmende.foundation.areas import areas
from allmende.foundation.once.commands import once
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.proof import proven


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What I gave to programs, and when they used it last."""
    require(may_make_token(request.actor, None))
    groups = [(_("For me"), tokens_of(request.actor)), (_("For my spaces"), programs_for(request.actor))]
    shown = [(title, [_shown(token) for token in tokens]) for title, tokens in groups if tokens]
    return render(request, "tokens/index.html", {"groups": shown})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proven
@reauthentication_required
def new(request: HttpRequest) -> HttpResponse:
    """Make one; its secret is shown on the answer and never again."""
    require(may_make_token(request.actor, None))
    initial = {"layer": int(Layer.COMMUNITY), "days": 90}
    form = TokenForm(
        request.POST or None, initial=initial, cares=cared_for(request.actor), places=places_of(request.actor)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _made(request, form.wishes())
        except Refused as refusal:
            show_errors(form, refusal)
    context = {"form": form, "does": DOES, "once": uuid4().hex}
    return render(request, "tokens/new.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, wishes: dict[str, Any]) -> HttpResponse:
    """Make it once and show it; the page loaded again makes no second one, and can't show the first again."""
    secrets: list[str] = []

    def do() -> str:
        token, secret = make_token(request.actor, **wishes)
        secrets.append(secret)
        return str(token.id)

    once(request.actor.id, f"token:{request.POST.get('once', '')[:100]}", do)
    if not secrets:
        messages.info(
            request, _("This token was made already and can't be shown again. Take it back if you don't have it.")
        )
        return redirect("tokens:index")
    return render(request, "tokens/made.html", {"name": wishes["name"], "secret": secrets[0]})


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take one back."""
    require(may_make_token(request.actor, None))
    token = token_for(request.actor, key)
    if token is None:
        raise Http404
    revoke_token(request.actor, token)
    messages.success(request, _("Taken back: it opens nothing any more."))
    return redirect("tokens:index")


def _shown(token: Token) -> dict[str, Any]:
    names = {area.key: area.name for area in areas()}
    does = dict(DOES)
    scopes = [scope.partition(":") for scope in token.scopes]
    return {
        "token": token, "sees": dict(SEES)[token.layer],
        "scopes": [f"{names.get(area, area)}: {does.get(kind, kind)}" for area, _colon, kind in scopes],
    }  # fmt: skip
