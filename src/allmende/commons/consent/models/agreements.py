"""The texts that a space asks its people to agree to, their versions, and who agreed to which."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.multilingual import MultilingualField, language_for, text_for
from allmende.identity.actors.models import LANGUAGES, Actor

LONGEST_TITLE = 120
LONGEST_TEXT = 40_000
LONGEST_NOTE = 280


class AgreementKind(models.TextChoices):
    """What an agreement is about."""

    CHARTER = "charter", _("charter")
    CONDUCT = "conduct", _("code of conduct")
    PRIVACY = "privacy", _("privacy notice")
    TERMS = "terms", _("terms of use")
    IMPRINT = "imprint", _("imprint")
    OTHER = "other", _("agreement")
    PARTICIPATION = "partake", _("participation agreement")
    NDA = "nda", _("non-disclosure agreement")
    IMAGES = "images", _("consent to be seen and heard")


UNASKED = (AgreementKind.IMPRINT, AgreementKind.PARTICIPATION, AgreementKind.NDA, AgreementKind.IMAGES)
"""What nobody agrees to by belonging to a space: an imprint is read, the others are signed where something asks for them."""
SIGNED = (AgreementKind.PARTICIPATION, AgreementKind.NDA, AgreementKind.IMAGES)
"""What is signed with a name, for something that asks for it."""
LONGEST_NAME = 120


class Agreement(models.Model):
    """Something that a space asks everyone who comes in to agree to. Its words stand in its versions."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="agreements")
    kind = models.CharField(max_length=8, choices=AgreementKind, default=AgreementKind.OTHER)
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["space", "id"], name="consent_agreements")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.space_id}"


class AgreementVersion(models.Model):
    """What an agreement said from one day on; without a number it is the draft of what it will say.

    `asks_again` says whether those who agreed to an earlier version are asked anew. Published versions never change.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(null=True)
    titles = MultilingualField(limit=LONGEST_TITLE)
    texts = MultilingualField(limit=LONGEST_TEXT)
    notes = MultilingualField(limit=LONGEST_NOTE)
    asks_again = models.BooleanField(default=True)
    author = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    changed = models.DateTimeField(default=clock.now)
    published = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="consent_version_number"),
            models.UniqueConstraint(fields=["agreement"], condition=models.Q(number=None), name="consent_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} version {self.number or 'draft'}"

    @property
    def fallback(self) -> str:
        """The language it is read in when the reader's is missing: the space's."""
        return self.agreement.space.language

    @property
    def language(self) -> str:
        """The language in which whoever reads it now reads it."""
        return language_for(self.texts, self.fallback)

    @property
    def title(self) -> str:
        """Its title in the reader's language, else in the space's."""
        return text_for(self.titles, self.fallback)

    @property
    def text(self) -> str:
        """Its words (Markdown) in the reader's language, else in the space's."""
        return text_for(self.texts, self.fallback)

    @property
    def note(self) -> str:
        """What is new in it."""
        return text_for(self.notes, self.fallback)


class Acceptance(models.Model):
    """Someone agreed to a version, in the words of a language.

    What is signed keeps more: the full name as it was typed, the SHA-256 of exactly these words, and the body for which it was
    signed, if any (its name of that day too). `forgotten` is when the person left: the rest is kept as long as law needs proof.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="acceptances")
    language = models.CharField(max_length=5, choices=LANGUAGES)
    at = models.DateTimeField(default=clock.now)
    name = models.CharField(max_length=LONGEST_NAME, blank=True, db_default="", default="")
    digest = models.CharField(max_length=64, blank=True, db_default="", default="")
    body = models.ForeignKey(Space, models.SET_NULL, null=True, related_name="+", db_index=False)
    body_name = models.CharField(max_length=200, blank=True, db_default="", default="")
    forgotten = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "version"], name="consent_accepted_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} accepted {self.version_id}"
