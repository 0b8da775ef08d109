"""What someone is told, by which ways they want it, and what became of each way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class Notice(models.Model):
    """One activity that concerns one actor. The words are made when it is read; ids are in the order of time.

    `spot` is where exactly within the thing; `reason` the key of why they are told (`foundation/journal/concerns.py`). Who has
    switched the occasion off in the app gets it by the other ways alone: then it is not `in_app`. After `until` it is past.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    activity = models.UUIDField()
    reason = models.CharField(max_length=40)
    by = models.UUIDField()
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+")
    spot = models.ForeignKey(Thing, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    in_app = models.BooleanField(default=True, db_default=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "actor"], name="notices_once")]
        indexes = [
            models.Index(fields=["actor", "-id"], name="notices_page"),
            models.Index(fields=["actor", "-id"], condition=models.Q(read_at=None), name="notices_unread"),
            models.Index(fields=["until"], condition=models.Q(read_at=None, until__isnull=False), name="notices_past"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} to {self.actor_id}"


class Mail(models.TextChoices):
    """When a mail says something."""

    AT_ONCE = "mail", _("At once")
    DAILY = "daily", _("In the daily digest")
    WEEKLY = "weekly", _("In the weekly digest")
    NEVER = "never", _("Not by mail")


class Preset(models.TextChoices):
    """How much reaches someone who chose nothing else."""

    QUIET = "quiet", _("Quiet")
    NORMAL = "normal", _("Normal")
    EVERYTHING = "everything", _("Everything")


class Wishes(models.Model):
    """How someone wants to be told, where they said so: who has no row has the default of each field.

    Hours are of the person's own zone; quiet from one to the other, over midnight too. Weekdays count from Monday, 0.
    """

    actor = models.OneToOneField(Actor, models.CASCADE, primary_key=True, related_name="+")
    preset = models.CharField(max_length=10, choices=Preset, default=Preset.NORMAL)
    mails = models.BooleanField(default=True)
    """Whether mails of notices come at all."""
    no_content = models.BooleanField(default=False)
    """Whether mails and devices only say that there is something, not what."""
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)
    digest_hour = models.PositiveSmallIntegerField(default=7)
    digest_day = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(digest_hour__lte=23, digest_day__lte=6), name="notices_digest"),
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(
                    quiet_from__lte=23, quiet_until__lte=23, quiet_from__isnull=False, quiet_until__isnull=False
                ),
                name="notices_quiet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.preset} for {self.actor_id}"


class Choice(models.Model):
    """What someone chose besides their preset: for an occasion everywhere, or for a place (a space, a thing) whatever the occasion.

    A place without an occasion (empty) counts for all of them. What a choice leaves open (None; of mails: empty) is as it is
    further out; the nearest word counts. A space whose mails come as a list `lists`: all that is shared and said there comes.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    place = models.ForeignKey(Thing, models.CASCADE, null=True, related_name="+")
    occasion = models.CharField(max_length=12, blank=True)
    in_app = models.BooleanField(null=True)
    push = models.BooleanField(null=True)
    mail = models.CharField(max_length=6, choices=Mail, blank=True)
    lists = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index(fields=["place"], condition=models.Q(lists=True), name="notices_lists")]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "occasion"], condition=models.Q(place=None), name="notices_choice_everywhere"
            ),
            models.UniqueConstraint(
                fields=["actor", "place", "occasion"],
                condition=models.Q(place__isnull=False),
                name="notices_choice_here",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion or 'all'} of {self.actor_id}"


class Channel(models.TextChoices):
    """A way out of the app, as a delivery takes it: a mail of its own, a digest, a device."""

    MAIL = "mail", _("mail")
    DAILY = "daily", _("daily digest")
    WEEKLY = "weekly", _("weekly digest")
    PUSH = "push", _("device")


class DeliveryState(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("waits")
    TAKEN = "taken", _("is being written")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not sent")


class Why(models.TextChoices):
    """Why a delivery waits longer, or was not sent."""

    NONE = "", ""
    QUIET = "quiet", _("later: it was a quiet hour")
    READ = "read", _("you had read it already")
    OFF = "off", _("you switched it off")
    QUIETED = "quieted", _("you muted it, or whoever did it")
    UNSEEN = "unseen", _("you may no longer see it")
    PAST = "past", _("it was over by then")
    DONE = "done", _("you had done it by then, or it was closed")
    MOVED = "moved", _("its end was moved: you are reminded in time for the new one")
    NOWHERE = "nowhere", _("there was no address, or no device, any more")
    STOPPED = "stopped", _("your mailbox is not there, or wants no more from us")
    FAILED = "failed", _("it could not be written, and was given up")
    RESTORED = "restored", _("the node was restored: most likely you have it")


class Device(models.Model):
    """A browser or app that someone lets us write to: its push service's address for it, and the keys with which only it reads.

    The address is a secret of the two: whoever knows it and our key can make the device ring. `visit` is since when whoever set it was
    signed in there: it is forgotten with that session; empty where a program set it.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=800, unique=True)
    public = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    made = models.DateTimeField(default=clock.now)
    used = models.DateTimeField(null=True)
    visit = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One notice on its way out by one channel. It is made together with the notice, and ends once: sent, or not and why."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=6, choices=Channel)
    due = models.DateTimeField()
    state = models.CharField(max_length=7, choices=DeliveryState, default=DeliveryState.WAITING)
    why = models.CharField(max_length=8, choices=Why, blank=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="notices_delivery_once")]
        indexes = [
            models.Index(fields=["due"], condition=models.Q(state="waiting"), name="notices_due"),
            models.Index(fields=["actor", "channel"], condition=models.Q(ended=None), name="notices_on_the_way"),
            models.Index(fields=["ended"], condition=models.Q(ended__isnull=False), name="notices_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} by {self.channel}: {self.state}"


LONGEST_VITAL = 2_000
"""Characters of a vital notice: what to do now, not why in the long run."""


class VitalState(models.TextChoices):
    """Where a vital notice stands."""

    ASKED = "asked", _("waits for a second person")
    RELEASED = "released", _("sent")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Vital(Thing):
    """What must reach everyone of a space at once, by all ways. Two people of different duties send it together.

    Its author asks, `reason` is for whoever decides with them; `duties` are those under which the two sent it, first the author's.
    """

    thing_ptr = models.OneToOneField(Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_vital")
    place = models.ForeignKey(Space, models.PROTECT, related_name="+")
    text = models.TextField(max_length=LONGEST_VITAL)
    reason = PlainField(max_length=300)
    asked = models.DateTimeField(default=clock.now)
    released = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    duties = models.JSONField(default=list)

    objects = ThingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "-asked"], name="notices_vital_page")]

    def __str__(self) -> str:
        return self.title


class Confirmation(models.Model):
    """Someone says that they have read a vital notice."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    vital = models.ForeignKey(Vital, models.CASCADE, related_name="confirmations")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vital", "actor"], name="notices_confirmed_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} has read {self.vital_id}"
