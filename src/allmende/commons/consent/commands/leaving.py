"""Taking everything along as one archive, and leaving for good after a time to think it over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from allmende.commons.consent.activities import DepartureAsked, DepartureWithdrawn, PersonErased, TakeoutAsked
from allmende.commons.consent.models import Departure, Takeout
from allmende.commons.consent.rules import may_depart, may_take_everything
from allmende.commons.files import storage
from allmende.commons.files.commands.keys import key_in_use
from allmende.commons.spaces.letterheads import letterhead_for
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.mail.commands import post
from allmende.foundation.personal import Holding, holdings
from allmende.foundation.verdicts import require
from allmende.identity.accounts.commands import end_sessions
from allmende.identity.accounts.queries import account_of
from allmende.identity.actors.commands import system, take_turns
from allmende.identity.actors.models import Actor

KEPT_FOR = timedelta(days=7)
"""How long an archive can be fetched."""

GIVEN_UP_AFTER = timedelta(days=2)
"""When an archive that was never ready is forgotten."""

GRACE = timedelta(days=14)
"""How long one can think it over before an account is deleted."""

type Report = Callable[[int, int], None]
type LineUp = Callable[[str], Any]


@transaction.atomic
def ask_for_everything(actor: Actor, *, then: LineUp, at: Space | None = None) -> Takeout:
    """Ask for an archive of everything that is kept of oneself; `then` makes it, the community that they are `at` writes.

    Raises Refused (403, 429).
    """
    take_turns(actor.id)  # two clicks take turns
    require(may_take_everything(actor))
    takeout = Takeout.objects.create(actor=actor, space=at)
    takeout.job = UUID(then(str(takeout.id)).id)
    takeout.save(update_fields=["job"])
    record(TakeoutAsked(actor=actor.id))
    return takeout


def pack_everything(takeout_id: UUID, report: Report) -> None:
    """Write the archive: values as JSON for each holding, files beside them; then tell by mail. Done twice it is done once."""
    takeout = Takeout.objects.select_related("actor__account", "space__root").filter(id=takeout_id).first()
    if takeout is None or takeout.ready:
        return
    with TemporaryFile() as draft:
        _write_archive(takeout.actor, draft, report)
        size = draft.tell()
        draft.seek(0)
        storage.write_private(takeout.path, draft, key_in_use())
    with transaction.atomic():
        held = Takeout.objects.select_for_update().filter(id=takeout_id).first()
        if held is None:  # they have left meanwhile
            default_storage.delete(takeout.path)
            return
        held.ready, held.expires, held.size = clock.now(), clock.now() + KEPT_FOR, size
        held.save()
        link = reverse("consent:takeout", args=[takeout.id])
        _mail(takeout.actor, "takeout_ready", takeout.space, link=link, until=held.expires)


def _write_archive(actor: Actor, draft: Any, report: Report) -> None:
    kept = holdings()
    with ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        with override(actor.language):
            archive.writestr("README.txt", render_to_string("consent/archive.txt", {"holdings": kept, "actor": actor}))
        for number, holding in enumerate(kept, 1):
            if values := _values(holding, actor):
                text = json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
                archive.writestr(f"{holding.key}.json", text)
            for name, opened in holding.files(actor) if holding.files else ():
                with opened() as source, archive.open(f"files/{name}", "w") as target:
                    copyfileobj(source, target)
            report(number, len(kept))


def _values(holding: Holding, actor: Actor) -> dict[str, Any]:
    """Return what a holding has of someone, without its empty lists."""
    return {name: value for name, value in holding.export(actor).items() if value not in ([], {}, None)}


def forget_old_takeouts() -> int:
    """Delete archives whose time is over, file and row; return how many."""
    over = Takeout.objects.filter(expires__lte=clock.now()) | Takeout.objects.filter(
        ready=None, asked__lte=clock.now() - GIVEN_UP_AFTER
    )
    return sum(1 for takeout in over if drop_takeout(takeout))


def drop_takeout(takeout: Takeout) -> bool:
    """Delete an archive, its file first: a row without its file would be harmless, the other way round would not."""
    default_storage.delete(takeout.path)
    takeout.delete()
    return True


@transaction.atomic
def ask_to_leave(actor: Actor, *, keeps_contributions: bool, at: Space | None = None) -> Departure:
    """Have one's account deleted in a fortnight, and sign out everywhere; signing in before takes it back.

    The community that they are `at` writes.

    Raises Refused (403, 409): the last who cares for a space hands over first.
    """
    require(may_depart(actor))
    departure, _new = Departure.objects.update_or_create(
        actor=actor,
        defaults={"keeps_contributions": keeps_contributions, "asked": clock.now(), "due": clock.now() + GRACE},
    )
    record(DepartureAsked(actor=actor.id))
    _mail(actor, "departure_asked", at, due=departure.due, keeps=keeps_contributions, link=reverse("account_login"))
    if account := account_of(actor):
        end_sessions(account)
    return departure


@transaction.atomic
def stay(actor: Actor, *, at: Space | None = None) -> bool:
    """Take back that one wants to leave; say whether there was something to take back."""
    if not Departure.objects.filter(actor=actor).delete()[0]:
        return False
    record(DepartureWithdrawn(actor=actor.id))
    _mail(actor, "departure_withdrawn", at)
    return True


def due_departures() -> Iterator[tuple[UUID, str]]:
    """Yield whose time to think it over has ended, with a key that is the same however often it is asked."""
    for actor, due in Departure.objects.filter(due__lte=clock.now()).values_list("actor", "due"):
        yield actor, f"erase:{actor}:{due.timestamp():.0f}"


@transaction.atomic
def erase_person(actor_id: UUID) -> bool:
    """Erase everything personal of someone whose time has come; return whether there was something to erase.

    What they made for others stays by "a former member", or is emptied, as they chose. All in one transaction: it is either
    done in every table or in none, and may be tried again.
    """
    departure = Departure.objects.select_for_update(of=("self",)).select_related("actor").filter(actor=actor_id).first()
    if departure is None or departure.due > clock.now():
        return False
    _erase(departure.actor, keeps_contributions=departure.keeps_contributions)
    return True


@transaction.atomic
def erase_again(actor_id: UUID, keeps_contributions: bool) -> bool:
    """Erase someone who had been erased before an older backup brought them back; say whether they were there."""
    actor = Actor.objects.filter(id=actor_id, erased=None).first()
    if actor is None:
        return False
    _erase(actor, keeps_contributions=keeps_contributions)
    return True


def _erase(actor: Actor, *, keeps_contributions: bool) -> None:
    _overwrite_what_is_deleted()
    kept = holdings()
    if not keeps_contributions:
        for holding in kept:
            if holding.anonymise:
                holding.anonymise(actor)
    for holding in kept:
        holding.forget(actor)
    record(PersonErased(actor=system().id, person=actor.id, emptied=not keeps_contributions))


def _overwrite_what_is_deleted() -> None:
    """Let SQLite leave nothing readable on disk (PostgreSQL's vacuum sees to it)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _mail(actor: Actor, template: str, at: Space | None, **values: Any) -> None:
    if account := account_of(actor):
        post(
            account.email,
            f"consent/mail/{template}",
            language=actor.language,
            house=letterhead_for(actor, at),
            actor=actor,
            **values,
        )
