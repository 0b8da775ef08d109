"""A nomination, what others say to it, and the steps of its way."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import served_by
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.rules import roles_of
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import LANGUAGES, Actor, Reader


class State(models.TextChoices):
    """Where a nomination stands."""

    OPEN = "open", _("looks for people who vouch")
    REVIEW = "review", _("waits for the curators")
    LISTED = "listed", _("on the waiting list")
    ADMITTED = "admitted", _("admitted and invited")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("turned down by the nominee")
    DECLINED = "declined", _("declined")
    APPEALED = "appealed", _("appealed against")
    LAPSED = "lapsed", _("time is over")
    WITHDRAWN = "withdrawn", _("withdrawn")


PENDING = (State.OPEN, State.REVIEW, State.LISTED, State.APPEALED)
"""Not decided for good: counts towards the nominator's budget."""

TO_DECIDE = (State.REVIEW, State.APPEALED)
"""Waits for a curator."""


class Tie(models.TextChoices):
    """How well people know each other; weak ties carry news further, strong ones carry weight."""

    STRONG = "strong", _("well: we have done things together")
    WEAK = "weak", _("a little: we have met")


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Reads of nominations: all of them begin with `visible_to`."""

    def visible_to(self, reader: Reader) -> Self:
        """Open ones for members of the space; any for whoever nominated, said something or applied, and for its curators."""
        if not isinstance(reader, Actor):
            return self.none()
        roles = {space: role for space, role in roles_of(reader).items() if isinstance(space, UUID)}
        belongs = [space for space, role in roles.items() if role != Role.NEWCOMER]
        cares = [space for space, role in roles.items() if role == Role.CURATOR]
        cares += served_by(reader).get(Duty.COMMUNITY, set())
        hosts = [space for space, role in roles.items() if role == Role.HOST]
        voices = Voice.objects.filter(actor=reader).values("nomination")
        own = models.Q(nominator=reader) | models.Q(pk__in=voices) | models.Q(place__in=cares)
        if cares:
            own |= models.Q(place__in=Space.objects.filter(root_id__in=cares).values("pk"))
        if hosts:
            own |= models.Q(place__in=hosts, place__root__isnull=False)
        return self.filter(models.Q(state=State.OPEN, place__in=belongs) | own)

    def with_leaving(self) -> Self:
        """Say of each whether its nominator has left the space meanwhile (`nominator_left`)."""
        there = Membership.objects.filter(space=models.OuterRef("place"), actor=models.OuterRef("nominator"))
        return self.annotate(
            nominator_left=models.Case(
                models.When(models.Q(nominator=None) | models.Exists(there), then=False), default=True
            )
        )


class Nomination(models.Model):
    """Someone is to come in. Without a nominator they applied themselves (`answers`).

    `address` is the e-mail address as it is compared, `base` without what stands behind a plus.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    place = models.ForeignKey(Space, models.CASCADE, related_name="+")
    nominator = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    name = PlainField(max_length=120)
    email = models.EmailField(max_length=254)
    address = models.CharField(max_length=254)
    base = models.CharField(max_length=254)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    why = models.TextField(blank=True)
    tie = models.CharField(max_length=8, choices=Tie, default=Tie.WEAK)
    known_from = PlainField(max_length=280, blank=True)
    answers = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made = models.DateTimeField(default=clock.now)
    deadline = models.DateTimeField()
    vouches_needed = models.PositiveSmallIntegerField(default=0)
    quorum = models.PositiveSmallIntegerField(default=0)
    vouches = models.PositiveSmallIntegerField(default=0)
    concerns = models.PositiveSmallIntegerField(default=0)
    waits_since = models.UUIDField(null=True)
    admitted = models.DateTimeField(null=True)
    nominee = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    objects = NominationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "address"],
                condition=models.Q(state__in=["open", "review", "listed", "admitted", "appealed"]),
                name="nominations_person_once",
            )
        ]
        indexes = [
            models.Index(fields=["state", "deadline"], name="nominations_due"),
            models.Index(fields=["place", "state", "waits_since"], name="nominations_queue"),
            models.Index(fields=["nominator", "state"], name="nominations_mine"),
            models.Index(fields=["base"], name="nominations_base"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"

    @property
    def is_application(self) -> bool:
        """Whether they applied themselves."""
        return self.nominator_id is None

    @property
    def has_enough(self) -> bool:
        """Whether enough have vouched and enough have said something."""
        return self.vouches >= self.vouches_needed and self.vouches + self.concerns >= self.quorum


class Wish(models.Model):
    """A space that the nominator thinks of for the nominee; entered once they are a member of the community."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="wishes")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    fulfilled = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["nomination", "space"], name="nominations_wish_once")]

    def __str__(self) -> str:
        return f"{self.nomination_id} to {self.space_id}"


class Stance(models.TextChoices):
    """What someone says to a nomination."""

    ASKED = "asked", _("was asked")
    VOUCH = "vouch", _("vouches")
    CONCERN = "concern", _("has a concern")
    PASSED = "passed", _("would rather not say")


class Voice(models.Model):
    """Someone vouches, or has a concern: each once, changed as long as it is open; `asked` until they have spoken."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="voices")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    stance = models.CharField(max_length=8, choices=Stance)
    tie = models.CharField(max_length=8, choices=Tie, default=Tie.WEAK)
    text = models.TextField(blank=True)
    asked_by = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["nomination", "actor"], name="nominations_voice_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.stance} {self.nomination_id}"


class StepKind(models.TextChoices):
    """What has happened on the way."""

    NOMINATED = "nominated", _("nominated")
    APPLIED = "applied", _("applied")
    ENOUGH = "enough", _("enough people vouched")
    LAPSED = "lapsed", _("the time was over")
    LISTED = "listed", _("put on the waiting list")
    ADMITTED = "admitted", _("admitted, the invitation was sent")
    DECLINED = "declined", _("declined")
    APPEALED = "appealed", _("appealed")
    UPHELD = "upheld", _("the decision was upheld")
    RENEWED = "renewed", _("the invitation was renewed")
    ACCEPTED = "accepted", _("accepted the invitation")
    REFUSED = "refused", _("turned the invitation down")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Step(models.Model):
    """One step of a nomination's way: who, when, and the reason where there is one. An empty actor is the nominee without an account."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["nomination", "id"], name="nominations_steps")]

    def __str__(self) -> str:
        return f"{self.nomination_id}: {self.kind}"
