"""Channels, what is handed on by each, and what comes back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor

LONGEST_ANSWER = 2000
"""Characters of what comes back; the whole stands where it was written."""


class Network(models.TextChoices):
    """Where a channel leads. Open networks are served by themselves; for closed ones a person copies what is ready."""

    MASTODON = "mastodon", _("Mastodon and what speaks like it")
    WEBMENTION = "webmention", _("Websites that are linked to (Webmention)")
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    LINKEDIN = "linkedin", "LinkedIn"
    X = "x", "X"


class ChannelState(models.TextChoices):
    """Whether a channel hands anything on, and if not why."""

    NEW = "new", _("waits for somebody to sign in there")
    ON = "on", _("on")
    PAUSED = "paused", _("paused")
    SIGNED_OUT = "signed_out", _("stopped: the network no longer lets us in")


class Channel(models.Model):
    """A way by which what is public in a space goes on to a network.

    At Mastodon `host` is the server, `account` the name there; secret and token are sealed. `is_reviewed`: a keeper looks at what
    comes back before it is shown. `seen` is the last mention that was read.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    network = models.CharField(max_length=12, choices=Network)
    state = models.CharField(max_length=12, choices=ChannelState, default=ChannelState.ON)
    is_reviewed = models.BooleanField(default=True)
    host = models.CharField(max_length=300, blank=True)
    account = PlainField(max_length=200, blank=True)
    account_id = models.CharField(max_length=64, blank=True)
    client_id = models.CharField(max_length=200, blank=True)
    client_secret = models.TextField(blank=True)
    token = models.TextField(blank=True)
    seen = models.CharField(max_length=64, blank=True)
    taken_until = models.DateTimeField(default=clock.now)
    rests_until = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "network", "host", "account_id"], name="channels_account_once")
        ]

    def __str__(self) -> str:
        return f"{self.network} of {self.space_id}"


class DeliveryState(models.TextChoices):
    """How far a delivery has come."""

    WAITING = "waiting", _("waits")
    SENT = "sent", _("is out there")
    FAILED = "failed", _("given up")
    NOTHING = "nothing", _("that page takes no Webmentions")
    WITHDRAWN = "withdrawn", _("not out there")


class Delivery(models.Model):
    """The copy of a thing in a network, and how it is brought into line with the thing.

    `thing` is a bare id: the copy outlives it until it is taken away. `target` is the page that is told (Webmention). `digest` is
    of what the copy says, empty while there is none, `wanted` of what it should say, empty: it should not be there. `copies` counts how often it was put up anew, `begun` says since when a
    post is under way, `media` which pictures lie there already, `link` the address of ours that stands in it. `by` marked a closed network's copy as done.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="deliveries", db_index=False)
    thing = models.UUIDField(db_index=True)
    target = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    due = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    remote_id = models.CharField(max_length=64, blank=True)
    remote_url = models.CharField(max_length=500, blank=True)
    link = models.CharField(max_length=500, blank=True)
    wanted = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    copies = models.PositiveSmallIntegerField(default=0)
    begun = models.DateTimeField(null=True)
    media = models.JSONField(default=dict)
    asked = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(default=clock.now)
    changed = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "thing", "target"], name="channels_delivery_once")]
        indexes = [
            models.Index(fields=["due"], condition=models.Q(state="waiting"), name="channels_due"),
            models.Index(fields=["channel", "-id"], name="channels_log"),
        ]

    def __str__(self) -> str:
        return f"{self.thing} by {self.channel_id}: {self.state}"


class LeftOut(models.Model):
    """A thing does not go by a channel, although it is public: its author or a keeper said so."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "thing"], name="channels_left_out_once")]

    def __str__(self) -> str:
        return f"{self.thing_id} not by {self.channel_id}"


class Address(models.Model):
    """The path under which a public thing stands or stood, so that pages elsewhere can be answered that link to it."""

    path = models.CharField(primary_key=True, max_length=300)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.path


class EchoState(models.TextChoices):
    """Where something said elsewhere stands with us."""

    ASKED = "asked", _("is being checked")
    WAITING = "waiting", _("waits to be looked at")
    SHOWN = "shown", _("shown in the discussion")
    HIDDEN = "hidden", _("not shown")


class Echo(models.Model):
    """What somebody said elsewhere about a public thing: words as words, with a link to where they stand.

    Shown, its words are a comment's and stand there alone; `source` is where it was written, `remote_id` its id there.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="echoes")
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+")
    source = models.CharField(max_length=500)
    target = models.CharField(max_length=500, blank=True)
    host = models.CharField(max_length=300)
    remote_id = models.CharField(max_length=64, blank=True)
    name = PlainField(max_length=80, blank=True)
    author = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=EchoState, default=EchoState.ASKED)
    comment = models.OneToOneField(Comment, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "source"], name="channels_echo_once")]
        indexes = [models.Index(fields=["channel", "state", "id"], name="channels_echoes")]

    def __str__(self) -> str:
        return f"{self.source} on {self.thing_id}: {self.state}"


class Block(models.Model):
    """Nothing comes back to a space any more from a host, or from an author's address."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    what = models.CharField(max_length=500)
    by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "what"], name="channels_block_once")]

    def __str__(self) -> str:
        return f"{self.what} in {self.space_id}"
