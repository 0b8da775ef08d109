"""Setting up hooks, changing, pausing and removing them; their secrets; sending again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.commands import record
from allmende.foundation.limits.commands import use
from allmende.foundation.sealing import seal, unseal
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.observers.webhooks.activities import (
    HookChanged,
    HookMade,
    HookRemoved,
    HookResumed,
    HookSecretRenewed,
    HookStopped,
)
from allmende.observers.webhooks.models import Delivery, DeliveryState, Hook, HookState
from allmende.observers.webhooks.queries import tellable
from allmende.observers.webhooks.rules import may_have, may_run_hook, may_stop_hook
from allmende.observers.webhooks.signing import new_secret

MOST = 20
"""Hooks of one space."""
OLD_SECRET = timedelta(hours=24)
"""How long the secret before signs too."""
PURPOSE = "webhook"


@transaction.atomic
def make_hook(
    actor: Actor, space: Space, *, url: str, names: Sequence[str], layer: Layer, everywhere: bool = False
) -> tuple[Hook, str]:
    """Let an address be told; return the hook, and its secret, which is shown this once. Raises Refused (403, 409, 422)."""
    require(may_have(actor, space, everywhere=everywhere))
    if Hook.objects.filter(space=space).count() >= MOST:
        raise Refused(_("This space has 20 web hooks already. Remove one first."), 409)
    secret = new_secret()
    hook = Hook(owner=actor, space=space, everywhere=everywhere, secret=seal(PURPOSE, secret))
    _set(hook, url, names, layer)
    hook.save()
    _note(actor, hook, HookMade, layer=hook.layer, everywhere=everywhere)
    return hook, secret


@transaction.atomic
def change_hook(actor: Actor, hook: Hook, *, url: str, names: Sequence[str], layer: Layer) -> None:
    """Let it tell other things, or another address. What waits is checked anew when it is sent. Raises Refused (403, 404, 422)."""
    require(may_run_hook(actor, hook))
    _set(hook, url, names, layer)
    hook.save(update_fields=["url", "host", "names", "layer"])
    _note(actor, hook, HookChanged, layer=hook.layer, everywhere=hook.everywhere)


def _set(hook: Hook, url: str, names: Sequence[str], layer: Layer) -> None:
    chosen = [name for name in tellable() if name in names]
    if not chosen:
        raise Refused(_("Choose what it is told."), 422, errors={"names": _("Choose at least one.")})
    hook.url, hook.host, hook.names, hook.layer = url, _host(url), chosen, layer


def _host(url: str) -> str:
    """Return host and port of an address that may be told. Raises Refused (422)."""
    wrong: dict[str, Text] = {
        "url": _("An address of the internet that begins with https://, without a password in it.")
    }
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise Refused(_("This is no address that can be told."), 422, errors=wrong) from error
    is_plain = parts.scheme == "http" and host in settings.PRIVATE_HOSTS
    if (
        not host
        or not (parts.scheme == "https" or is_plain)
        or parts.username
        or parts.password
        or not url.isprintable()
    ):
        raise Refused(_("This is no address that can be told."), 422, errors=wrong)
    return f"{host}:{port}" if port else host


@transaction.atomic
def renew_secret(actor: Actor, hook: Hook) -> str:
    """Sign with a new secret, which is shown this once; the one before signs too for a day. Raises Refused (403, 404)."""
    require(may_run_hook(actor, hook))
    secret = new_secret()
    hook.old_secret, hook.old_until, hook.secret = hook.secret, clock.now() + OLD_SECRET, seal(PURPOSE, secret)
    hook.save(update_fields=["old_secret", "old_until", "secret"])
    _note(actor, hook, HookSecretRenewed)
    return secret


@transaction.atomic
def drop_old_secret(actor: Actor, hook: Hook) -> None:
    """Let the secret before sign no longer, at once. Raises Refused (403, 404)."""
    require(may_run_hook(actor, hook))
    hook.old_secret, hook.old_until = "", None
    hook.save(update_fields=["old_secret", "old_until"])


def secrets_of(hook: Hook) -> list[str]:
    """Return the secrets that sign at this moment, the newest first."""
    is_old_valid = hook.old_secret and hook.old_until and hook.old_until > clock.now()
    return [unseal(PURPOSE, sealed) for sealed in (hook.secret, *([hook.old_secret] if is_old_valid else []))]


@transaction.atomic
def pause_hook(actor: Actor, hook: Hook) -> None:
    """Let it tell nothing; what happens meanwhile is not told later. Raises Refused (404)."""
    require(may_stop_hook(actor, hook))
    _stop(actor, hook, HookState.PAUSED)


@transaction.atomic
def stop_by_itself(hook: Hook, state: HookState) -> None:
    """Stop a hook whose receiver fails or is gone, or whose owner may no longer have it; they are told."""
    _stop(system(), hook, state)


def _stop(actor: Actor, hook: Hook, state: HookState) -> None:
    if Hook.objects.filter(id=hook.id, state=HookState.ON).update(state=state):
        hook.state = state
        _note(actor, hook, HookStopped, why=state.value)


@transaction.atomic
def resume_hook(actor: Actor, hook: Hook) -> None:
    """Let it tell again, what waits first. Raises Refused (403, 404)."""
    require(may_run_hook(actor, hook))
    if Hook.objects.filter(id=hook.id).exclude(state=HookState.ON).update(state=HookState.ON, failing_since=None):
        _note(actor, hook, HookResumed)


@transaction.atomic
def remove_hook(actor: Actor, hook: Hook) -> None:
    """Take it away with its log. Raises Refused (404)."""
    require(may_stop_hook(actor, hook))
    _note(actor, hook, HookRemoved)
    hook.delete()


@transaction.atomic
def send_test(actor: Actor, hook: Hook) -> Delivery:
    """Send an event that says only that it is a test. Raises Refused (403, 404, 409, 429)."""
    require(may_run_hook(actor, hook))
    _require_on(hook)
    if not use(f"webhooks:test:{hook.id}", 20, 3600):
        raise Refused(_("Many tests were sent within this hour. Wait a little."), 429)
    return Delivery.objects.create(hook=hook, name="Test")


@transaction.atomic
def send_again(actor: Actor, hook: Hook, delivery: UUID | None = None) -> int:
    """Send a delivery again under its id, or all that were given up; return how many. Raises Refused (403, 404, 409)."""
    require(may_run_hook(actor, hook))
    _require_on(hook)
    rows = (
        hook.deliveries.filter(state=DeliveryState.FAILED) if delivery is None else hook.deliveries.filter(id=delivery)
    )
    return rows.update(state=DeliveryState.WAITING, tries=0, due=clock.now())


def _require_on(hook: Hook) -> None:
    if hook.state != HookState.ON:
        raise Refused(_("It is paused. Let it go on first."), 409)


def _note(actor: Actor, hook: Hook, kind: type[Activity], **more: object) -> None:
    space = hook.space
    where = {"thing": space.id, "space": space.id, "audience": space.audience_id}
    record(kind(actor=actor.id, **where, hook=hook.id, **more))  # type: ignore[arg-type, call-arg]
