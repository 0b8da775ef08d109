"""Age, guardians, and adults who work with the young."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.accounts.models import AgeBand
from allmende.identity.actors.models import LANGUAGES, Actor


class Scope(models.TextChoices):
    """What a guardian can allow, each by itself."""

    TAKE_PART = "take_part", _("take part: contribute, comment and vote")
    MESSAGES = "messages", _("write messages with people they know")
    MEETINGS = "meetings", _("come to meetings")
    OUTWARD = "outward", _("show outside the community what they made")
    IMAGES = "images", _("be seen and heard in pictures, videos and sound")


class GuardianState(models.TextChoices):
    """Where a guardian's consent stands."""

    ASKED = "asked", _("was asked")
    GRANTED = "granted", _("has agreed")
    DECLINED = "declined", _("has declined")
    REVOKED = "revoked", _("has taken it back")
    BOUNCED = "bounced", _("the mail did not arrive")
    REPLACED = "replaced", _("someone else is asked now")


class AgeChange(models.Model):
    """Someone said how old they are, or a curator did, with a note."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    band = models.CharField(max_length=8, choices=AgeBand)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    note = PlainField(max_length=280, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["actor", "-id"], name="consent_ages")]

    def __str__(self) -> str:
        return f"{self.actor_id} is {self.band}"


class Guardianship(models.Model):
    """A child asks a guardian; the guardian says what the child may do. At most one of a child is granted.

    `turn` grows with every answer: a link in a mail is good for one turn. `allows` are keys of `Scope`.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    child = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    name = PlainField(max_length=120)
    address = models.EmailField()
    language = models.CharField(max_length=5, choices=LANGUAGES)
    state = models.CharField(max_length=8, choices=GuardianState, default=GuardianState.ASKED)
    allows = models.JSONField(default=list)
    turn = models.PositiveSmallIntegerField(default=0)
    asked = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    answered = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["child", "-id"], name="consent_guardians"),
            models.Index(fields=["address"], name="consent_guardian_mail"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=models.Q(state="granted"), name="consent_one_guardian")
        ]

    def __str__(self) -> str:
        return f"guardian of {self.child_id}: {self.state}"

    @property
    def is_waiting(self) -> bool:
        """Whether the guardian can still answer the first mail."""
        return self.state == GuardianState.ASKED and clock.now() < self.expires


class GuardianEvent(models.Model):
    """The log: what became of a guardian's consent when, what was allowed from then on, and from which network address."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    guardianship = models.ForeignKey(Guardianship, models.CASCADE, related_name="events")
    state = models.CharField(max_length=8, choices=GuardianState)
    allows = models.JSONField(default=list)
    by_address = models.EmailField(blank=True)
    from_network = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.guardianship_id}: {self.state} at {self.at}"


class Evidence(models.TextChoices):
    """What was looked at before an adult works with the young."""

    CERTIFICATE = "certificate", _("certificate of good conduct")
    TRAINING = "training", _("training in protecting the young")
    REFERENCES = "references", _("references")
    PLEDGE = "pledge", _("signed pledge")


class Vetting(models.Model):
    """A curator has looked at an adult's evidence; it is good until a day, or until it is ended. No document is kept."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    evidence = models.CharField(max_length=12, choices=Evidence)
    vetted_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    vetted = models.DateTimeField(default=clock.now)
    until = models.DateField()
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["space", "actor", "until"], name="consent_vettings")]

    def __str__(self) -> str:
        return f"{self.actor_id}: {self.evidence} until {self.until}"


class Protection(models.Model):
    """How a community protects the young beyond what always holds."""

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="+")
    asks_birth_date = models.BooleanField(default=False)
    requires_vetting = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"protection in {self.space_id}"
