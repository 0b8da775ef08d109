"""What the team desk keeps: small next steps that people were asked for, what they would rather not be asked, calls for help and what came of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.duties.models import Duty
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.keys import sign
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class Step(models.TextChoices):
    """The small next steps that someone can be asked for."""

    SKILL = "skill", _("bring a skill to where it is looked for")
    ANSWER = "answer", _("answer what nobody has answered")
    HAND_IN = "hand_in", _("hand in something of their own")
    PROMISE = "promise", _("keep a commitment whose day is near")
    RETURN = "return", _("come back after a quiet time")
    OTHER = "other", _("something else")


class AskState(models.TextChoices):
    """Where an ask stands."""

    OPEN = "open", pgettext_lazy("of a request", "open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Ask(models.Model):
    """Someone on duty asked a person for a small next step. `step`, `thing` and `count` are why, for both to read."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    step = models.CharField(max_length=8, choices=Step)
    thing = models.UUIDField(null=True)
    count = models.PositiveIntegerField(default=0)
    text = PlainField(max_length=400)
    state = models.CharField(max_length=8, choices=AskState, default=AskState.OPEN)
    at = models.DateTimeField(default=clock.now)
    answered = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["actor", "space", "-id"], name="desk_asked"),
            models.Index(fields=["space", "-id"], name="desk_asks"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} is asked: {self.step}"


class Mute(models.Model):
    """Someone would rather not be asked for a kind of step."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    step = models.CharField(max_length=8, choices=Step)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "actor", "step"], name="desk_mute_once")]

    def __str__(self) -> str:
        return f"{self.actor_id}: not {self.step}"


class HelpState(models.TextChoices):
    """Where a call for help stands."""

    OPEN = "open", _("waits")
    TAKEN = "taken", _("someone looks after it")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", pgettext_lazy("of a question", "closed")
    SENT = "sent", _("waits until the address is confirmed")


class Help(models.Model):
    """Someone asks for help in a sentence; those on duty share the queue. `page` is where they were when they asked, `duty` whose it is.

    A guest has no account: their name, address and language stand in the row, and it waits outside the queue until the
    address is confirmed.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    asker = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")
    name = PlainField(max_length=120, blank=True, default="", db_default="")
    email = models.EmailField(blank=True, default="", db_default="")
    language = models.CharField(max_length=5, blank=True, default="", db_default="")
    duty = models.CharField(max_length=13, choices=Duty, default=Duty.COMMUNITY, db_default=Duty.COMMUNITY.value)
    text = PlainField(max_length=600)
    page = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=HelpState, default=HelpState.OPEN)
    at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    taken = models.DateTimeField(null=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    answered = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["space", "state", "id"], name="desk_help_queue")]

    def __str__(self) -> str:
        return f"help for {self.asker_id or 'a guest'}: {self.state}"

    @property
    def who(self) -> str:
        """The name of whoever asked."""
        return self.asker.name if self.asker else self.name

    @property
    def key(self) -> str:
        """What stands in the links of a guest's mails: only we can make it."""
        return sign("desk guest", str(self.id))


class Reply(models.Model):
    """What is said to a call for help after its first answer: by whoever asked, or by the desk."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    help = models.ForeignKey(Help, models.CASCADE, related_name="replies")
    by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    is_askers = models.BooleanField()
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"reply to {self.help_id}"


class Tip(models.Model):
    """A question that others have too, with its answer: a community's own help for a page (a route; empty: for every page)."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    route = models.CharField(max_length=80, blank=True)
    question = PlainField(max_length=600)
    answer = models.TextField(max_length=2000)
    for_guests = models.BooleanField(default=False)
    by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["space", "route", "id"], name="desk_tips")]

    def __str__(self) -> str:
        return f"tip for {self.route or 'every page'}"
