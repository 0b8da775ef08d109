"""How a space lets people in: its rule, how many each month, and its invitation links."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Preset, Space, SpaceKind
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class Way(models.TextChoices):
    """The way in."""

    NOMINATION = "nomination", _("by nomination")
    APPLICATION = "application", _("by application")
    LINK = "link", _("by invitation link")
    OPEN = "open", _("open")
    HOSTS = "hosts", _("those who care for it take people in")


class Shown(models.TextChoices):
    """Who sees who has vouched."""

    MEMBERS = "members", _("all members")
    INVOLVED = "involved", _("whoever nominated, those who vouched, and the curators")
    CURATORS = "curators", _("the curators only")


PRESET_WAYS = {Preset.COOPERATIVE: Way.NOMINATION, Preset.EDUCATION: Way.OPEN, Preset.BRAND: Way.OPEN}
"""How the kinds of community let people in until their curators say otherwise."""


class EntryRule(models.Model):
    """How one space lets people in; without a row the usual of its kind holds (`usual_rule`).

    `vouches` is how many must vouch, `quorum` how many must have said something, concerns counted too; then, or never when
    `days` are over, the curators decide.
    """

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="entry_rule")
    way = models.CharField(max_length=12, choices=Way)
    vouches = models.PositiveSmallIntegerField(default=2)
    quorum = models.PositiveSmallIntegerField(default=2)
    days = models.PositiveSmallIntegerField(default=14)
    shown_to = models.CharField(max_length=10, choices=Shown, default=Shown.INVOLVED)
    tells_concerns = models.BooleanField(default=False)
    questions = models.TextField(blank=True)
    guests_take_part = models.BooleanField(default=False)
    wants_guardians = models.BooleanField(default=False)
    fills_itself = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.space_id}: {self.way}"

    @property
    def asked(self) -> list[str]:
        """The questions of an application, one a line."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]


def usual_rule(space: Space) -> EntryRule:
    """Return the rule of a space that nobody has set: by its community's preset, groups and hubs open, the rest by its hosts."""
    return EntryRule(
        space=space, way=usual_way(space), wants_guardians=not space.root_id and space.preset == Preset.EDUCATION
    )


def usual_way(space: Space) -> Way:
    """Return the way into a space where nobody has set one."""
    if space.root_id is None:
        return PRESET_WAYS.get(Preset(space.preset or Preset.COOPERATIVE), Way.NOMINATION)
    return Way.OPEN if space.purpose in {SpaceKind.GROUP, SpaceKind.HUB} else Way.HOSTS


class AdmissionPlan(models.Model):
    """From a month on, so many are admitted each month; the latest row that has begun holds, earlier ones are history."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    since = models.DateField()
    places = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "since"], name="nominations_plan_once")]

    def __str__(self) -> str:
        return f"{self.space_id} from {self.since}: {self.places}"


class EntryLink(models.Model):
    """A link that lets so many in until a day; only its digest is kept, so that a copy of the database opens no door."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    made_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    label = PlainField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    most_uses = models.PositiveIntegerField()
    uses = models.PositiveIntegerField(default=0)
    revoked = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(uses__lte=models.F("most_uses")), name="nominations_link_limit")
        ]

    def __str__(self) -> str:
        return f"{self.space_id}: {self.label}"


class LinkUse(models.Model):
    """Someone came in by a link."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    link = models.ForeignKey(EntryLink, models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "actor"], name="nominations_link_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} by {self.link_id}"
