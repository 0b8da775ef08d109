"""Hearing by mail when a community opens, without an account."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.urls import reverse

from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.mail.commands import post
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.addresses import is_address
from allmende.identity.accounts.mailboxes import has_room
from allmende.people.welcome.commands.tours import AGAIN, NO_ADDRESS
from allmende.people.welcome.models import Subscriber

AT_ONCE = 100


@transaction.atomic
def subscribe(space: Space, *, email: str, language: str) -> Subscriber:
    """Ask to hear when a community opens: a mail asks to confirm the address.

    Said again, the answer is the same, and no second mail is sent within ten minutes. Raises Refused (422) for an address
    that can't be one.
    """
    email = email.strip().lower()
    if not is_address(email):
        raise Refused(NO_ADDRESS, 422, errors={"email": NO_ADDRESS})
    one, is_new = Subscriber.objects.get_or_create(space=space, email=email, defaults={"language": language})
    if not is_new and (one.confirmed or clock.now() - one.asked < AGAIN):
        return one
    one.asked = clock.now()
    one.save(update_fields=["asked"])
    if has_room(email):
        _write(one, "welcome/mail/following_asked")
    return one


@transaction.atomic
def confirm_subscription(one: Subscriber) -> Subscriber:
    """Let an address count, since its owner used the link. May be said twice."""
    Subscriber.objects.filter(pk=one.pk, confirmed=None).update(confirmed=clock.now())
    return one


@transaction.atomic
def unsubscribe(one: Subscriber) -> None:
    """Forget an address. May be said twice."""
    Subscriber.objects.filter(pk=one.pk).delete()


def tell_of_openings() -> int:
    """Write once to those who wanted to hear that a community opens; return to how many. Safe to do twice at once."""
    waiting = Subscriber.objects.filter(told=None, space__opened__isnull=False).exclude(confirmed=None)
    return sum(_tell(key) for key in list(waiting.values_list("id", flat=True)[:AT_ONCE]))


@transaction.atomic
def _tell(key: UUID) -> int:
    one = Subscriber.objects.select_for_update(of=("self",)).select_related("space").filter(pk=key, told=None).first()
    if one is None:
        return 0
    one.told = clock.now()
    one.save(update_fields=["told"])
    _write(one, "welcome/mail/opened")
    return 1


def _write(one: Subscriber, template: str) -> None:
    path = reverse("welcome:subscription", args=[one.id, one.key])
    post(one.email, template, language=one.language, house=letterhead_of(one.space), space=one.space, path=path)
