"""Accounts for operators, and members for curators."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.letterheads import letterhead_for
from allmende.commons.spaces.models import Membership, Role
from allmende.foundation.ids import key_in
from allmende.identity.operating.commands.accounts import (
    readmit_account,
    send_password_link,
    sign_out,
    suspend_account,
)
from allmende.identity.operating.queries.accounts import Sought, Standing, account_page, standing_of
from allmende.identity.operating.rules import may_help_in, may_readmit, may_sign_out, may_suspend
from allmende.surfaces.backoffice import queries
from allmende.surfaces.backoffice.deeds import ACCOUNTS, MEMBERS
from allmende.surfaces.backoffice.forms import SuspensionForm
from allmende.surfaces.backoffice.rules import may_see_members
from allmende.surfaces.backoffice.views import asked, crumbs, only, operators_only


def _given(request: HttpRequest) -> dict[str, str]:
    return {name: value for name in ("q", "state") if (value := asked(request.GET, name))}


@require_safe
@operators_only
def index(request: HttpRequest) -> HttpResponse:
    """All accounts of the node, the newest first; found by name, handle or address."""
    given = _given(request)
    page = account_page(
        request.actor, Sought(given.get("q", ""), given.get("state", "")), key_in(request.GET.get("after", ""))
    )
    states = (
        ("", _("All")),
        ("suspended", _("Suspended")),
        ("never", _("Never signed in")),
        ("operators", _("Run this node")),
    )
    context = {
        "page": page, "given": given, "states": _filters(states, given), "deeds": ACCOUNTS, "total": page.count,
        "more_url": f"?{urlencode(given | {'after': page.next})}" if page.next else "", "crumbs": crumbs(_("Accounts")),
    }  # fmt: skip
    return render(request, "backoffice/people.html", context)


@require_safe
@only(may_see_members)
def members(request: HttpRequest) -> HttpResponse:
    """The members of the community, the last to join first."""
    given = _given(request)
    rows, following, total = queries.members(request.space, given, key_in(request.GET.get("after", "")))
    context = {
        "rows": rows, "given": given, "states": _filters((("", _("All")), *Role.choices), given), "deeds": MEMBERS, "total": total,
        "more_url": f"?{urlencode(given | {'after': following})}" if following else "", "crumbs": crumbs(_("Members")),
    }  # fmt: skip
    return render(request, "backoffice/members.html", context)


def _filters(states: tuple[tuple[str, str], ...], given: dict[str, str]) -> list[tuple[str, str, bool]]:
    rest = {name: value for name, value in given.items() if name != "state"}
    now = given.get("state", "")
    return [(f"?{urlencode(rest | ({'state': key} if key else {}))}", label, key == now) for key, label in states]


@require_safe
@operators_only
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """One account: its state, ways of signing in, browsers, and what can be done."""
    return _page(request, _standing(request, handle), SuspensionForm())


def _page(request: HttpRequest, standing: Standing, form: SuspensionForm) -> HttpResponse:
    account = standing.account
    between = (_("Accounts"), reverse("backoffice:people"))
    context = {
        "standing": standing, "account": account, "person": account.actor, "form": form,
        "may_help_in": may_help_in(request.actor, account), "may_sign_out": may_sign_out(request.actor, account),
        "may_suspend": may_suspend(request.actor, account), "may_readmit": may_readmit(request.actor, account.actor),
        "belongs": Membership.objects.filter(actor=account.actor).select_related("space").order_by("joined")[:30],
        "crumbs": crumbs(account.actor.name, between),
    }  # fmt: skip
    return render(request, "backoffice/person.html", context, status=422 if form.errors else 200)


def _standing(request: HttpRequest, handle: str) -> Standing:
    standing = standing_of(request.actor, handle)
    if standing is None:
        raise Http404
    return standing


@require_POST
@operators_only
def password(request: HttpRequest, handle: str) -> HttpResponse:
    """Send a link for a new password."""
    account = _standing(request, handle).account
    send_password_link(request.actor, account.actor_id, house=letterhead_for(account.actor, request.space))
    messages.success(request, _("The link is on its way."))
    return redirect("backoffice:person", handle)


@require_POST
@operators_only
def sessions(request: HttpRequest, handle: str) -> HttpResponse:
    """Sign out everywhere."""
    sign_out(request.actor, _standing(request, handle).account.actor_id)
    messages.success(request, _("Signed out everywhere."))
    return redirect("backoffice:person", handle)


@require_POST
@operators_only
def suspension(request: HttpRequest, handle: str) -> HttpResponse:
    """Keep out for some days."""
    standing, form = _standing(request, handle), SuspensionForm(request.POST)
    if not form.is_valid():
        return _page(request, standing, form)
    account, said = standing.account, form.cleaned_data
    house = letterhead_for(account.actor, request.space)
    suspend_account(request.actor, account.actor_id, said["reason"], said["days"], house=house)
    messages.success(request, _("The account is suspended; the person is told by mail."))
    return redirect("backoffice:person", handle)


@require_POST
@operators_only
def readmission(request: HttpRequest, handle: str) -> HttpResponse:
    """Let in again."""
    readmit_account(request.actor, _standing(request, handle).account.actor_id)
    messages.success(request, _("The account can sign in again."))
    return redirect("backoffice:person", handle)
