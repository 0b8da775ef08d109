"""Whoever changes how one signs in has just proved to be the account's owner, also where there is no password to ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from allmende.foundation import clock
from allmende.identity.accounts.sessions import VISIT

LATELY = timedelta(minutes=10)

type View = Callable[..., HttpResponse]


def proven(view: View) -> View:
    """Let those without password, app or passkey through only if they signed in within ten minutes; others are asked by allauth."""

    @wraps(view)
    def with_proof(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (
            request.user.is_authenticated
            and not get_reauthentication_flows(request.user)
            and not came_in_lately(request)
        ):
            return redirect(f"{reverse('sign_in_anew')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return with_proof


def came_in_lately(request: HttpRequest) -> bool:
    """Whether this session began within the last minutes."""
    since = parse_datetime((request.session.get(VISIT) or {}).get("since", ""))
    return since is not None and clock.now() - since < LATELY
