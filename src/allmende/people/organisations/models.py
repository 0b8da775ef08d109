"""What is kept of an organisation beside its space, and who asks to join what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.audiences.models import Audience, Layer
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class Organisation(models.Model):
    """An organisation, or a network of them: the actor it is, the space that is its own, and what it says of itself."""

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="organisation")
    actor = models.OneToOneField(Actor, models.PROTECT, related_name="organisation")
    fields_of_work = models.JSONField(default=list)
    links = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.space_id)


class FactKind(models.TextChoices):
    """What the law or a contract wants to know of an organisation."""

    LEGAL_NAME = "legal_name", _("Legal name")
    FORM = "form", _("Legal form")
    REGISTER = "register", _("Register and number")
    VAT_ID = "vat_id", _("VAT id")
    ADDRESS = "address", pgettext_lazy("of a house", "Address")


class Fact(models.Model):
    """One piece of an organisation's legal data, seen by whoever its own audience is for."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=12, choices=FactKind)
    value = models.CharField(max_length=300)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "kind"], name="organisations_fact_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.organisation_id}"


class Side(models.TextChoices):
    """Who began: whoever wants to come in, or those who are inside."""

    REQUEST = "request", _("request")
    INVITATION = "invitation", _("invitation")


class JoiningState(models.TextChoices):
    """Where a request or an invitation stands."""

    WAITING = "waiting", _("waits")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Joining(models.Model):
    """A person asks to join an organisation, or an organisation a network; or is invited. The other side answers."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    into = models.ForeignKey(Space, models.CASCADE, related_name="joinings")
    who = models.ForeignKey(Actor, models.CASCADE, related_name="joinings")
    side = models.CharField(max_length=10, choices=Side)
    state = models.CharField(max_length=10, choices=JoiningState, default=JoiningState.WAITING)
    words = PlainField(max_length=280, blank=True)
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["into", "who"], condition=models.Q(state="waiting"), name="organisations_one_joining_waits"
            )
        ]
        indexes = [models.Index(fields=["into", "state", "id"], name="organisations_joinings")]

    def __str__(self) -> str:
        return f"{self.who_id} into {self.into_id}: {self.state}"


class Opening(models.Model):
    """A community's curators let an organisation outward before its checklist was complete, and said why."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="openings")
    layer = models.PositiveSmallIntegerField(choices=Layer)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reason = PlainField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "layer"], name="organisations_opening_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} to {self.layer}"
