"""Vital notices as those see them who send them, and whom they reach."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from allmende.commons.duties.models import Duty
from allmende.commons.spaces.models import Space
from allmende.foundation.verdicts import Text, Verdict
from allmende.identity.actors.models import Reader
from allmende.observers.notices.models import Channel, Confirmation, Delivery, DeliveryState, Notice, Vital, VitalState
from allmende.observers.notices.rules import may_ask_vital, may_release, may_withdraw_vital

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a vital notice came: of `told` people so many by mail, by device, so many opened it and said that they had read it; `nobody` is how many no way has reached."""

    told: int
    mail: int
    push: int
    opened: int
    confirmed: int
    nobody: int


def reached_by(vital: Vital) -> Reached:
    """Count whom a vital notice reached by now; two statements."""
    sent = Delivery.objects.filter(notice=OuterRef("pk"), state=DeliveryState.SENT)
    by_mail, by_push = Exists(sent.filter(channel=Channel.MAIL)), Exists(sent.filter(channel=Channel.PUSH))
    rows = Notice.objects.filter(thing=vital.pk, reason="vital.told").annotate(by_mail=by_mail, by_push=by_push)
    read = Q(read_at__isnull=False)
    counted = rows.aggregate(
        told=Count("id"), mail=Count("id", filter=Q(by_mail=True)), push=Count("id", filter=Q(by_push=True)),
        opened=Count("id", filter=read), nobody=Count("id", filter=Q(by_mail=False, by_push=False) & ~read),
    )  # fmt: skip
    return Reached(**counted, confirmed=Confirmation.objects.filter(vital=vital.pk).count())


@dataclass(frozen=True, slots=True)
class VitalView:
    """One of them with what its reader may do."""

    vital: Vital
    duties: tuple[Text, ...]
    release: Verdict
    withdraw: Verdict


def vitals_of(reader: Reader, root: Space) -> list[Vital]:
    """Return the latest vital notices of a community, for those who may send some; nobody else reads of them here."""
    if not may_ask_vital(reader, root):
        return []
    here = Vital.objects.filter(Q(place=root) | Q(place__root=root))
    return list(here.select_related("place__root", "author", "released_by", "audience").order_by("-asked")[:MOST_SHOWN])


def view_of(reader: Reader, vital: Vital) -> VitalView:
    """Return one with what its reader may do."""
    duties = tuple(Duty(duty).label for duty in vital.duties)
    return VitalView(vital, duties, may_release(reader, vital), may_withdraw_vital(reader, vital))


def views_of(reader: Reader, vitals: list[Vital]) -> tuple[list[VitalView], list[VitalView]]:
    """Return what waits for a second person, and what is done."""
    views = [view_of(reader, one) for one in vitals]
    return (
        [view for view in views if view.vital.state == VitalState.ASKED],
        [view for view in views if view.vital.state != VitalState.ASKED],
    )


def vital_seen(reader: Reader, key: UUID) -> Vital | None:
    """Return a vital notice that a reader sees: one that went to them, or that they may help to send."""
    seen: Vital | None = Vital.objects.visible_to(reader).filter(pk=key).select_related("place__root").first()
    if seen is not None:
        return seen
    found = Vital.objects.filter(pk=key).select_related("place__root", "author", "audience").first()
    return found if found and may_ask_vital(reader, found.place) else None


def has_confirmed(reader: Reader, vital: Vital) -> bool:
    """Say whether a reader has said that they have read it."""
    return Confirmation.objects.filter(vital=vital.pk, actor_id=reader.id).exists()
