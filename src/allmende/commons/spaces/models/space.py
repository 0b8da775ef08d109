"""The space."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.participation.models import degree_field
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import Actor


class SpaceKind(models.TextChoices):
    """What sort of space it is."""

    COMMUNITY = "community", _("community")
    NETWORK = "network", _("network of organisations")
    ORGANISATION = "organisation", _("organisation")
    PROJECT = "project", _("project")
    HUB = "hub", _("hub")
    TEAM = "team", _("team")
    GROUP = "group", _("interest group")


class Preset(models.TextChoices):
    """How a community grows: what its founding sets."""

    COOPERATIVE = "cooperative", _("cooperative, by nomination")
    EDUCATION = "education", _("education network")
    BRAND = "brand", _("brand with fans")


class Space(Thing):
    """A place where people meet. `Thing.space` is the space around it; a root (a community) has none.

    `body` is the organisation that owns it, the organisation itself included; `voice` is the actor that an organisation or a
    network speaks as.
    """

    thing_ptr = models.OneToOneField(Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_space")
    slug = models.SlugField(max_length=60, unique=True)
    purpose = models.CharField(max_length=12, choices=SpaceKind)
    preset = models.CharField(max_length=12, choices=Preset, blank=True)
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    voice = models.OneToOneField(Actor, models.PROTECT, null=True, related_name="+")
    about = RichTextField(blank=True, max_length=20_000)
    summary = PlainField(max_length=280, blank=True)
    zone = models.CharField(max_length=40, default="Europe/Berlin")
    currency = models.CharField(max_length=3, default="EUR", db_default="EUR")
    """In which amounts are counted here; what is written already keeps its own."""
    degree = degree_field()
    """How much say people have in a project; empty where that is not declared."""
    host = models.CharField(max_length=253, null=True, unique=True)
    sender = models.EmailField(blank=True, db_default="")
    """The address that a community's mails come from; empty: the node's."""
    colour = models.CharField(max_length=7, blank=True)
    logo = models.UUIDField(null=True)
    opens_on = models.DateField(null=True)
    opened = models.DateTimeField(null=True)
    """When a community with an opening date opened; empty before, and where there was no founding phase."""
    rooms = models.JSONField(default=list)
    """The rooms that a community shows, by key; empty: all that the node has."""
    member_count = models.PositiveIntegerField(default=0)
    archived = models.DateTimeField(null=True)
    """Since when it can only be read; empty while it is open."""
    archived_with = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    """The space around it that took it along into the archive, and brings it back; empty where it was archived by itself."""

    objects = ThingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def opens_at(self) -> datetime | None:
        """The instant at which its opening day begins, in its own time zone."""
        return datetime.combine(self.opens_on, time.min, ZoneInfo(self.zone)) if self.opens_on else None

    @property
    def is_founding(self) -> bool:
        """Whether it is still in its founding phase: it has an opening day, that is to come, and nobody opened it earlier."""
        return self.opened is None and self.opens_at is not None and clock.now() < self.opens_at

    @property
    def root_id_or_self(self) -> object:
        """The id of the community it belongs to: its own when it is one."""
        return self.root_id or self.id

    @property
    def house_id(self) -> UUID | None:
        """The organisation or community around it, to which its members must belong; None for a community."""
        return self.body_id if self.body_id not in {None, self.id} else self.root_id


class OldSlug(models.Model):
    """A slug that a space once had: answered with 301."""

    slug = models.SlugField(max_length=60, primary_key=True)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.slug
