"""What is known of an uploaded file; its bytes lie in `storage`."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from allmende.commons.audiences.models import PUBLIC
from allmende.commons.audiences.queries import reach_of
from allmende.commons.files.pictures import MADE
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor, Reader

LONGEST_ALT = 500
"""Characters."""

NOWHERE = UUID(int=0)
"""The space of files that stand nowhere: loose ones, portraits, logos."""


class SpaceKey(models.Model):
    """The key under which files of a space lie below public, wrapped under a master key that no database holds.

    `master` is that key's id. One key of a space is in use; a retired one stays until no file is under it.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.UUIDField(default=NOWHERE)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=32)
    created = models.DateTimeField(default=clock.now)
    retired = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space"], condition=Q(retired=None), name="files_key_in_use")]

    def __str__(self) -> str:
        return f"key {self.id} of space {self.space}"


class Upload(models.Model):
    """A file that comes in parts, and may be interrupted: `size` bytes were announced; until `expires` more of it is taken.

    Nobody but its owner knows of it; when all is there, a file of a thing is made of it.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    owner = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    name = PlainField(max_length=255)
    size = models.PositiveIntegerField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"upload {self.id} of {self.size} bytes"


class Part(models.Model):
    """Some bytes of an upload from `offset` on, stored as a file of one version (`PART`), always encrypted."""

    PART = "part"

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="parts", db_index=False)
    offset = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    key = models.ForeignKey(SpaceKey, models.PROTECT, related_name="parts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "offset"], name="files_part_once")]

    def __str__(self) -> str:
        return f"{self.size} bytes of {self.upload_id} from {self.offset} on"

    @property
    def place(self) -> str:
        """Where its bytes lie: they are never laid elsewhere."""
        return ""

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of its one version."""
        return {self.PART: self.digest}


def space_of(thing: Thing | None) -> UUID:
    """Return the space that files of a thing belong to: the thing's, or the space itself when the thing is one."""
    if thing is None:
        return NOWHERE
    return thing.pk if thing.kind == "space" else thing.space_id or thing.pk


def is_recording(media_type: str) -> bool:
    """Whether files of a type are videos or sound."""
    return media_type.startswith(("video/", "audio/"))


class FileQuerySet(models.QuerySet["File"]):
    """Files as pages look for them."""

    def visible_to(self, reader: Reader) -> Self:
        """Files of things that the reader may see, files open to all, and the reader's own that stand nowhere yet."""
        seen = models.Q(thing__audience__within=reach_of(reader)) | models.Q(open_to_all=True)
        if reader.id is not None:
            seen |= models.Q(thing=None, owner_id=reader.id)
        rows = self.filter(seen)
        if reader.bound and (space := reader.bound.space):
            rows = rows.filter(models.Q(thing__space=space) | models.Q(thing=space) | models.Q(thing=None))
        return rows.exclude(thing__space__in=reader.shut_out) if reader.shut_out else rows

    def settling(self) -> Self:
        """With where its bytes should be counted, and whether they should lie open: `wanted_space`, `is_open`.

        Recordings never lie open: so each piece of them is checked as it is read, and sharing one doesn't write gigabytes anew.
        """
        return self.annotate(
            wanted_space=Case(
                When(thing__kind="space", then="thing_id"),
                default=Coalesce("thing__space_id", "thing_id", Value(NOWHERE)),
                output_field=models.UUIDField(),
            ),
            is_open=Case(
                When(Q(media_type__startswith="video/") | Q(media_type__startswith="audio/"), then=False),
                When(Q(open_to_all=True) | Q(thing__audience=PUBLIC), then=True),
                default=False,
                output_field=models.BooleanField(),
            ),
        )

    def unsettled(self) -> Self:
        """Files whose bytes don't lie as their thing asks: open on the public layer, else under their space's key in use."""
        in_place = Q(is_open=True, key=None) | Q(is_open=False, key__retired=None, key__space=F("wanted_space"))
        return self.settling().exclude(in_place & Q(space=F("wanted_space"), stored__gt=0))

    def pictures(self) -> Self:
        """Pictures only."""
        return self.exclude(width=None)

    def outdated(self) -> Self:
        """Pictures of which newer versions are still to be made."""
        return self.pictures().filter(made__lt=MADE)

    def documents(self) -> Self:
        """All but pictures."""
        return self.filter(width=None)


class File(models.Model):
    """A picture or a document that someone handed in; whoever sees its thing sees it.

    `open_to_all` is for portraits and logos, which everyone sees wherever they stand. `width` and `height` (pixels) are
    empty for documents. `digest` is the SHA-256 of the main version (`full.jpg`, `file.pdf` …), `size` its bytes.

    Where the bytes lie: in `place` (a folder of the file's own, a new one whenever they are written anew), under `key` or
    plain. `digests` has the SHA-256 of every version, `stored` the bytes of all of them, counted to `owner` and `space`.
    `made` says which versions of a picture there are (`pictures.MADE`).
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    owner = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    thing = models.ForeignKey(Thing, models.CASCADE, null=True, related_name="files")
    position = models.PositiveSmallIntegerField(default=0)
    name = PlainField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    alt = PlainField(max_length=LONGEST_ALT, blank=True)
    digest = models.CharField(max_length=64)
    open_to_all = models.BooleanField(default=False)
    created = models.DateTimeField(default=clock.now)
    place = models.CharField(max_length=16, blank=True, default="", db_default="")
    key = models.ForeignKey(SpaceKey, models.PROTECT, null=True, related_name="files")
    space = models.UUIDField(default=NOWHERE, db_default=NOWHERE)
    digests = models.JSONField(default=dict, db_default={})
    made = models.PositiveSmallIntegerField(default=0, db_default=0)
    stored = models.PositiveBigIntegerField(default=0, db_default=0)

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(fields=["thing", "position", "id"], name="files_of_thing"),
            models.Index(fields=["owner", "stored"], name="files_by_owner"),
            models.Index(fields=["space", "stored"], name="files_by_space"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_recording(self) -> bool:
        """Whether it is a video or sound."""
        return is_recording(self.media_type)

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown on a page."""
        return self.width is not None

    @property
    def is_public(self) -> bool:
        """Whether everyone may fetch it without a signature (asks for its thing)."""
        return self.open_to_all or (self.thing is not None and self.thing.audience_id == PUBLIC)


class Recording(models.Model):
    """What is known of a file that is a video or sound: `duration` in milliseconds, where it is known; width and height of a video as it
    is seen; whether there is a poster (a version of the file); what is said in it, as `transcript`.
    """

    file = models.OneToOneField(File, models.CASCADE, primary_key=True, related_name="recording")
    duration = models.PositiveIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    has_sound = models.BooleanField(default=True)
    has_poster = models.BooleanField(default=False)
    transcript = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"recording {self.file_id}"


class Captions(models.Model):
    """What is said in a video, as WebVTT in one language; `digest` names it in its address, so that a change is seen at once."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    recording = models.ForeignKey(Recording, models.CASCADE, related_name="captions", db_index=False)
    language = models.CharField(max_length=8)
    text = models.TextField()
    digest = models.CharField(max_length=12)

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["recording", "language"], name="files_captions_once")]

    def __str__(self) -> str:
        return f"captions in {self.language} of {self.recording_id}"
