"""Delivering: at least once under one id, a lane for each host, back-off for days, and an end that is told."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import translation

from allmende.foundation import clock
from allmende.foundation.http import open_session
from allmende.observers.webhooks.commands.keeping import secrets_of, stop_by_itself
from allmende.observers.webhooks.models import Attempt, Delivery, DeliveryState, Hook, HookState, Lane
from allmende.observers.webhooks.queries import message_of
from allmende.observers.webhooks.rules import may_have
from allmende.observers.webhooks.signing import headers

BACK_OFF = (5, 30, 120, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86_400, 86_400, 86_400, 86_400)
"""Seconds after each failed attempt, nearly five days; after one more it is given up."""
HELD = timedelta(seconds=90)
"""How long a delivery, and a lane, belong to whoever took it: longer than any attempt."""
TURN = 20.0
"""Seconds after which a lane makes room for the next one."""
LONGEST_REST = 86_400
PATIENCE = timedelta(days=3)
"""A receiver that failed all the time for so long is no longer asked."""
KEPT = timedelta(days=30)


def line_up(enqueue: Callable[[str], Any]) -> int:
    """Line up a task for each host to which something is due and nobody is sending; return how many. One statement when idle."""
    now = clock.now()
    due = Hook.objects.filter(state=HookState.ON, deliveries__state=DeliveryState.WAITING, deliveries__due__lte=now)
    count = 0
    for host in due.values_list("host", flat=True).distinct():
        Lane.objects.get_or_create(host=host, defaults={"taken_until": now, "rests_until": now})
        free = Lane.objects.filter(host=host, taken_until__lte=now, rests_until__lte=now)
        if free.update(taken_until=now + HELD):
            enqueue(host)
            count += 1
    return count


def deliver_to(host: str) -> int:
    """Send what is due to a host, the longest waiting first, until all is sent, the time is over or it fails; return the attempts."""
    began, count, rest = time.monotonic(), 0, 0
    while not rest and time.monotonic() - began < TURN and (delivery := _take(host)):
        rest = _deliver(delivery)
        count += 1
    lane, _made = Lane.objects.get_or_create(host=host)
    lane.taken_until = clock.now()
    lane.fails = lane.fails + 1 if rest else 0
    wait = max(rest, BACK_OFF[min(lane.fails, 6) - 1]) if rest else 0
    lane.rests_until = clock.now() + timedelta(seconds=wait)
    lane.save()
    return count


def _take(host: str) -> Delivery | None:
    """Take the next delivery; nobody else does while it is being sent, and after a crash it is due again."""
    now = clock.now()
    rows = Delivery.objects.filter(hook__host=host, hook__state=HookState.ON, state=DeliveryState.WAITING, due__lte=now)
    delivery = (
        rows.select_related("hook__owner", "hook__space__root", "hook__space__audience").order_by("due", "id").first()
    )
    if delivery is None:
        return None
    mine = Delivery.objects.filter(id=delivery.id, state=DeliveryState.WAITING, due=delivery.due).update(due=now + HELD)
    return delivery if mine else _take(host)


def _deliver(delivery: Delivery) -> int:
    """Make one attempt; return the seconds for which its host wants rest, 0 where it answered."""
    hook = delivery.hook
    if not may_have(hook.owner, hook.space, everywhere=hook.everywhere):
        stop_by_itself(hook, HookState.CLOSED)
        return _end(delivery, DeliveryState.DROPPED)
    with translation.override(hook.space.language):
        message = message_of(hook, delivery)
    if message is None:
        return _end(delivery, DeliveryState.DROPPED)
    attempt, rest = _send(hook, delivery, message)
    attempt.save()
    if 200 <= attempt.status < 300:
        Hook.objects.filter(id=hook.id).exclude(failing_since=None).update(failing_since=None)
        return _end(delivery, DeliveryState.SENT)
    return _failed(delivery, attempt, rest)


def _send(hook: Hook, delivery: Delivery, message: dict[str, Any]) -> tuple[Attempt, int]:
    """Post a message; return the attempt, and for how many seconds the receiver wants rest."""
    from requests import RequestException as Unreached  # slow import  # house: the exception alone
    from requests import Timeout  # slow import  # house: the exception alone
    from requests.exceptions import SSLError  # slow import  # house: the exception alone

    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    signed = headers(secrets_of(hook), str(delivery.id), int(clock.now().timestamp()), body)
    attempt, began, rest = Attempt(delivery=delivery, status=0, ms=0), time.monotonic(), 0
    try:
        with open_session() as session:
            answer = session.post(hook.url, data=body, headers=signed, allow_redirects=False)
        attempt.status = answer.status_code
        if attempt.status in {429, 503}:
            rest = _seconds(answer.headers.get("Retry-After", ""))
    except Unreached as error:
        problem = "tls" if isinstance(error, SSLError) else "timeout" if isinstance(error, Timeout) else "unreachable"
        attempt.problem, rest = problem, 1
    attempt.ms = int((time.monotonic() - began) * 1000)
    return attempt, rest


def _seconds(asked: str) -> int:
    """Return the seconds of a `Retry-After` (RFC 9110, section 10.2.3), a day at most; a date or anything else counts as few."""
    return min(int(asked), LONGEST_REST) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1


def _failed(delivery: Delivery, attempt: Attempt, rest: int) -> int:
    """Plan the next attempt or give up; a receiver that is gone, or failed for days, ends the hook's telling."""
    hook, now = delivery.hook, clock.now()
    Hook.objects.filter(id=hook.id, failing_since=None).update(failing_since=now)
    if attempt.status == 410:
        stop_by_itself(hook, HookState.GONE)
    elif hook.failing_since and now - hook.failing_since > PATIENCE:
        stop_by_itself(hook, HookState.FAILING)
    tries = delivery.tries + 1
    if tries > len(BACK_OFF):
        Delivery.objects.filter(id=delivery.id).update(state=DeliveryState.FAILED, tries=tries)
    else:
        due = now + timedelta(seconds=max(rest, BACK_OFF[tries - 1]))
        Delivery.objects.filter(id=delivery.id).update(tries=tries, due=due)
    return rest


def _end(delivery: Delivery, state: DeliveryState) -> int:
    Delivery.objects.filter(id=delivery.id).update(state=state)
    return 0


def forget_deliveries() -> int:
    """Delete what was made long ago and waits no more; return how many rows."""
    old = Delivery.objects.filter(made__lt=clock.now() - KEPT).exclude(
        state=DeliveryState.WAITING, hook__state=HookState.ON
    )
    return old.delete()[0]
