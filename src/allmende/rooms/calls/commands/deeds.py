"""The deed of a prize: made in the transaction that gives it, so that there is never the one without the other, nor two."""

from __future__ import annotations

import json
from hashlib import sha256

from allmende.commons.agreements.commands import Work, make_deed, withdraw_deed
from allmende.commons.agreements.queries import terms_of
from allmende.commons.files.models import File
from allmende.commons.spaces.models import Behalf
from allmende.commons.versions.models import Version
from allmende.foundation.money import Money
from allmende.identity.actors.models import LANGUAGES, Actor
from allmende.rooms.calls.commands.content import snapshot
from allmende.rooms.calls.models import Award, Call, Contribution, Part, PartKind, PrizePlan
from allmende.rooms.calls.models.prizes import FOR_EACH


def make_deed_of(plan: PrizePlan, award: Award) -> None:
    """Make the deed of a prize that is given to a contribution, within the command and transaction of its caller.

    Pay for taking part, or for the time to refine, buys no rights; practice grants none.
    """
    call = award.call
    if award.contribution_id is None or award.prize.kind in FOR_EACH or call.is_practice:
        return
    rows = Contribution.objects.select_related("audience", "space", "under__terms")
    contribution = rows.get(pk=award.contribution_id)
    name, taker = _taker_of(call, contribution)
    make_deed(
        award.decided_by, work_of(call, contribution), award=award.id, taker=name, taker_actor=taker,
        consideration=Money(award.amount or 0, plan.currency), gift=award.prize.gift,
        language=call.language if call.language in dict(LANGUAGES) else "en",
    )  # fmt: skip


def withdraw_deed_of(actor: Actor, award: Award) -> None:
    """Let the deed of a prize that was taken back say so, with the reason, within the command and transaction of its caller."""
    withdraw_deed(actor, award.id, award.reversal)


def work_of(call: Call, contribution: Contribution) -> Work:
    """Return what a deed is about: the contribution as it stands now, by the hash of its words and files.

    The hash is of JSON with sorted keys and no spaces: `words` as versions keep them, `files` by their SHA-256 in their order.
    """
    files = File.objects.filter(thing=contribution.pk).order_by("position", "id").values_list("digest", flat=True)
    said = {"words": snapshot(contribution), "files": list(files)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    version = Version.objects.filter(thing=contribution.pk).count() + 1
    return Work(contribution, sha256(text.encode()).hexdigest(), version, call.title)


def _taker_of(call: Call, contribution: Contribution) -> tuple[str, Actor | None]:
    """Who takes the rights: whom the terms name, else the client, else the body that holds the call, else its space."""
    clients = Part.objects.filter(call=call, part=PartKind.CLIENT).select_related("actor", "body__voice")
    client = clients.order_by("id").first()
    actor = (client.body.voice if client.body else client.actor) if client else None
    if (terms := terms_of(contribution)) and terms.taker:
        return terms.taker, actor
    if client and actor:
        return (client.body.title if client.body else client.actor.name), actor
    behalf = Behalf.objects.filter(thing=call.id).select_related("body__voice").first()
    return (behalf.body.title, behalf.body.voice) if behalf else (call.place.title, None)
