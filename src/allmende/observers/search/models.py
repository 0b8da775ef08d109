"""What search knows: a document per thing, and the base words this community's own public texts have taught it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from allmende.commons.things.models import Thing


class Document(models.Model):
    """A thing's text as it is searched. Who may find it is no matter of this row: that is asked of the thing itself.

    Ids grow with the moment of publishing (`moment`), so that newest first is a walk along the primary key.
    `words` are the folded words in order, for phrases; `terms` what the index holds. Beside this table stands the
    full-text index that `fulltext.install` makes; the database itself keeps it in step.
    """

    id = models.BigAutoField(primary_key=True)
    thing = models.OneToOneField(Thing, models.CASCADE, related_name="search_document")
    moment = models.UUIDField()
    language = models.CharField(max_length=5)
    title = models.TextField()
    body = models.TextField(blank=True)
    words = models.TextField()
    terms = models.TextField()

    class Meta:
        # A walk over thousands of finds reads this, and not the texts beside it.
        indexes = [models.Index(fields=["id", "thing"], name="search_document_slim")]

    CONTENT: ClassVar = ("language", "title", "body", "words", "terms")

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A folded German base word that several public texts use, for taking apart the compounds of this community."""

    word = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.word
