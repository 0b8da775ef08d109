"""What makes people quick to find: their place in the alphabet, the words they are found by, and searches that were saved."""

from __future__ import annotations

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor, Kind
from allmende.people.profiles.models import Detail


class Listing(models.Model):
    """Someone stands in the directory of a community. `sort` is their folded name in bytes, so that every database sorts alike.

    Kept by `commands.keeping`; whether they belong at this moment is asked of the memberships with every search.
    """

    root = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    sort = models.BinaryField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "actor"], name="directory_listed_once")]
        indexes = [
            models.Index(fields=["root", "sort", "actor"], name="directory_alphabet"),
            models.Index(fields=["root", "kind", "sort", "actor"], name="directory_kinds"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.root_id}"


class Word(models.Model):
    """A folded word that someone is found by, in bytes. It stands in a detail of their profile and is seen as far as that
    (the detail's own audience says so, at the moment of searching); without a detail it is part of their name, or of what an
    organisation's space says of itself."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    detail = models.ForeignKey(Detail, models.CASCADE, null=True, related_name="+")
    word = models.BinaryField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["word", "detail", "actor"], name="directory_words"),
            models.Index(fields=["actor", "word", "detail"], name="directory_words_of"),
        ]

    def __str__(self) -> str:
        return bytes(self.word).decode(errors="replace")


class SavedSearch(models.Model):
    """A search under a name. `query` is its address; `seen` are those who had been found when its owner looked last."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    root = models.ForeignKey(Space, models.CASCADE, related_name="+")
    name = PlainField(max_length=60)
    query = models.CharField(max_length=600, blank=True)
    seen = models.JSONField(default=list)
    looked = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "root", "name"], name="directory_search_named_once")]

    def __str__(self) -> str:
        return self.name
