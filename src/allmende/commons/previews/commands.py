"""How previews come, are looked at, and are hidden: the only writers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from allmende.commons.files.commands import remove, store_picture
from allmende.commons.files.models import File
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.commons.previews.links import key_of
from allmende.commons.previews.models import Found, Hidden, Preview
from allmende.commons.previews.reading import Page, read_page
from allmende.commons.previews.rules import may_hide
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.http import open_session
from allmende.foundation.limits.commands import use
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor

GOOD_FOR = timedelta(days=30)
AGAIN_AFTER = timedelta(days=1)
MOST_FAILURES = 3
PER_DAY = 60
"""Addresses that one person can have looked up in a day."""


def want(actor: UUID, addresses: Iterable[str]) -> list[UUID]:
    """Take up addresses that nobody has linked to yet; return the previews that are to be looked at."""
    by_key = {key_of(address): address for address in addresses}
    known = set(Preview.objects.filter(key__in=by_key).values_list("key", flat=True))
    new = [
        Preview(key=key, address=address)
        for key, address in by_key.items()
        if key not in known and use(f"previews of {actor}", PER_DAY, 86_400)
    ]
    Preview.objects.bulk_create(new, ignore_conflicts=True)
    return list(
        Preview.objects.filter(key__in=[each.key for each in new], state=Found.WAITING).values_list("id", flat=True)
    )


def look_at(preview_id: UUID) -> bool:
    """Fetch a page and keep what it says of itself, its picture made anew; say whether there was anything.

    Nothing is held while it is fetched. What can't be reached is tried again on the next days, and then left at that; an
    older card stays meanwhile. Refused addresses, slow servers and hostile pages all just give no card.
    """
    preview = Preview.objects.filter(id=preview_id).first()
    if preview is None or not settings.PREVIEWS:
        return False
    page, picture = _fetched(preview.address)
    with transaction.atomic():
        preview = Preview.objects.select_for_update().get(id=preview_id)
        if page is None:
            _note_failure(preview)
            return False
        before, preview.picture = preview.picture_id, None
        if picture is not None:
            preview.picture = store_picture(system(), picture, open_to_all=True)
        for name in ("title", "description", "site", "language"):
            setattr(preview, name, getattr(page, name))
        preview.state, preview.failures, preview.expires = Found.READY, 0, clock.now() + GOOD_FOR
        preview.save()
        _forget_picture(before)
    return True


def due_previews(limit: int = 200) -> list[UUID]:
    """Return the previews whose time has come, the longest overdue first."""
    due = Preview.objects.filter(expires__lt=clock.now()).order_by("expires")
    return list(due.values_list("id", flat=True)[:limit])


@transaction.atomic
def hide(actor: Actor, thing: Thing, preview: Preview) -> None:
    """Show no card for this link in this thing. The link stays."""
    require(may_hide(actor, thing))
    Hidden.objects.get_or_create(thing_id=thing.pk, preview=preview)


@transaction.atomic
def show(actor: Actor, thing: Thing, preview: Preview) -> None:
    """Show the card again."""
    require(may_hide(actor, thing))
    Hidden.objects.filter(thing_id=thing.pk, preview=preview).delete()


def _note_failure(preview: Preview) -> None:
    preview.failures += 1
    preview.expires = clock.now() + AGAIN_AFTER
    if preview.failures >= MOST_FAILURES:
        _forget_picture(preview.picture_id)
        preview.state, preview.picture, preview.expires = Found.NOTHING, None, clock.now() + 3 * GOOD_FOR
    preview.save()


def _forget_picture(file_id: UUID | None) -> None:
    if file_id and (file := File.objects.filter(id=file_id).first()):
        remove(system(), file)


def _fetched(address: str) -> tuple[Page | None, Prepared | None]:
    with open_session(may_be_plain=True) as session:
        session.headers["User-Agent"] = "Allmende (looks up links that people share)"
        try:
            answer = session.get(address, headers={"Accept": "text/html"})
        except (OSError, ValueError):  # what requests raises is an OSError
            return None, None
        if not answer.ok:
            return None, None
        page = read_page(answer.content, answer.headers.get("Content-Type", ""), answer.url)
        return page, _picture(session, page.picture) if page and page.picture else None


def _picture(session: Any, address: str) -> Prepared | None:
    try:
        answer = session.get(address, headers={"Accept": "image/*"})
        return prepare_picture(ContentFile(answer.content, "picture")) if answer.ok else None
    except (OSError, ValueError, Refused):
        return None
