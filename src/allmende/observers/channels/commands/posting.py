"""One attempt at a Mastodon-compatible server: a status is posted once, changed, or deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allmende.commons.files.models import File
from allmende.commons.files.queries.pages import main_name
from allmende.commons.files.storage import open_version
from allmende.foundation import clock
from allmende.observers.channels import speaking
from allmende.observers.channels.composing import Copy
from allmende.observers.channels.models import Delivery, LeftOut, Network
from allmende.observers.channels.networks import SHAPES
from allmende.observers.channels.outcomes import Outcome, Result
from allmende.observers.channels.speaking import Answer

SHAPE = SHAPES[Network.MASTODON]
REMEMBERED = timedelta(minutes=50)
"""Servers know an Idempotency-Key for an hour; later we look whether the status is there before we post again."""
DONE = Outcome(Result.DONE)


def post(delivery: Delivery, copy: Copy | None) -> Outcome:
    """Bring a status into line with a thing; `copy` None: it is to be gone."""
    if copy is None:
        return _take_down(delivery) if delivery.remote_id or delivery.begun else DONE
    if delivery.remote_id and delivery.digest == copy.digest(SHAPE):
        return DONE
    problem = _hang_up(delivery, copy)
    if problem:
        return problem
    status = {"status": copy.text(SHAPE), "language": copy.language, "media_ids": list(delivery.media.values())}
    return _put_right(delivery, copy, status) if delivery.remote_id else _put_up(delivery, copy, status)


def _put_up(delivery: Delivery, copy: Copy, status: dict[str, Any]) -> Outcome:
    if delivery.begun and clock.now() - delivery.begun > REMEMBERED:
        if found := speaking.own_status_with(delivery.channel, copy.url):
            return _keep(delivery, copy, Answer(200, found))
        delivery.copies += 1  # the first attempt came to nothing: another key, for another hour
        delivery.begun = None
    if delivery.begun is None:
        delivery.begun, delivery.link = clock.now(), copy.url[:500]
        delivery.save(update_fields=["begun", "copies", "link"])
    return _keep(delivery, copy, speaking.put_up(delivery.channel, f"{delivery.id}-{delivery.copies}", status))


def _put_right(delivery: Delivery, copy: Copy, status: dict[str, Any]) -> Outcome:
    answer = speaking.put_right(delivery.channel, delivery.remote_id, status)
    if answer.status in {404, 410}:  # whoever deleted it there wants it gone
        LeftOut.objects.get_or_create(channel=delivery.channel, thing_id=delivery.thing)
        _forget(delivery)
        return Outcome(Result.DONE, "gone")
    return _keep(delivery, copy, answer)


def _keep(delivery: Delivery, copy: Copy, answer: Answer) -> Outcome:
    ids = answer.says("id")
    if ids is None:
        return _failure(answer)
    url = str(answer.body.get("url") or "")
    delivery.remote_id, delivery.digest = ids[0][:64], copy.digest(SHAPE)
    delivery.remote_url = url[:500] if url.startswith(("https://", "http://")) else ""
    delivery.save(update_fields=["remote_id", "remote_url", "digest"])
    return DONE


def _take_down(delivery: Delivery) -> Outcome:
    """Delete the status; one of which nobody knows whether it was posted is looked for by the address in it."""
    if not delivery.remote_id:
        found = speaking.own_status_with(delivery.channel, delivery.link)
        if found is None:
            _forget(delivery)
            return DONE
        delivery.remote_id = str(found.get("id", ""))[:64]
    answer = speaking.take_down(delivery.channel, delivery.remote_id)
    if not answer.is_good and answer.status not in {404, 410}:
        return _failure(answer)
    _forget(delivery)
    return DONE


def _forget(delivery: Delivery) -> None:
    """There is no copy: another one would be another status, under another key."""
    delivery.remote_id = delivery.remote_url = delivery.digest = ""
    delivery.begun, delivery.copies, delivery.media = None, delivery.copies + 1, {}
    delivery.save(update_fields=["remote_id", "remote_url", "digest", "begun", "copies", "media"])


def _hang_up(delivery: Delivery, copy: Copy) -> Outcome | None:
    """Upload the pictures that do not lie there yet; what was uploaded once is not uploaded again."""
    names = {f"{file.id} {file.alt}"[:80]: file for file in copy.pictures}
    kept = {name: lies for name, lies in delivery.media.items() if name in names}
    for name, file in names.items():
        if name in kept:
            continue
        main = main_name(file.media_type, is_picture=True)
        answer = speaking.hang_up(delivery.channel, main, _bytes(file, main), file.media_type, file.alt[: SHAPE.alt])
        if (ids := answer.says("id")) is None:
            return _failure(answer)
        kept[name] = ids[0]
        if answer.status == 202:  # the server is still working on it
            delivery.media = kept
            delivery.save(update_fields=["media"])
            return Outcome(Result.LATER, "busy", 10)
    if kept != delivery.media:
        delivery.media = kept
        delivery.save(update_fields=["media"])
    return None


def _bytes(file: File, name: str) -> bytes:
    with open_version(file, name) as source:
        return source.read()


def _failure(answer: Answer) -> Outcome:
    if answer.status in {401, 403}:
        return Outcome(Result.SIGNED_OUT, "signed_out")
    if answer.rest:
        return Outcome(Result.LATER, "busy", answer.rest)
    if 400 <= answer.status < 500:
        return Outcome(Result.REFUSED, "refused")
    return Outcome(Result.FAILED, "unreachable" if answer.status == 0 else "broken", 1)
