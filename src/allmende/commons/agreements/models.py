"""What a thing asks people to sign, the licence of what is handed in to it, and the deeds that were made of awards."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.models import Agreement, AgreementVersion
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.money import Money
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import LANGUAGES, Actor

LONGEST_TAKER = 120


class Licence(models.TextChoices):
    """What may be done with what is handed in."""

    STAYS = "stays", _("Stays with the author")
    BY = "cc-by-4.0", _("Creative Commons Attribution 4.0 (CC BY 4.0)")
    BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0 (CC BY-SA 4.0)")
    CC0 = "cc0-1.0", _("Creative Commons Zero 1.0 (CC0 1.0)")
    TRANSFER = "transfer", _("Exclusive rights on award")


OPEN = (Licence.BY, Licence.BY_SA, Licence.CC0)
"""What everyone may use: nothing is left to be optioned or paid for."""


class Terms(models.Model):
    """One version of what holds for what is handed in to a thing. It never changes; another licence is another version.

    `taker` is for whom rights are: of an option, a transfer, a royalty. `option_days`: for so long after the end nobody else is
    offered the work (0: no option). `royalty`: per mille of what is earned with it (0: none).
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="terms")
    number = models.PositiveIntegerField()
    licence = models.CharField(max_length=12, choices=Licence, default=Licence.STAYS)
    taker = PlainField(max_length=LONGEST_TAKER, blank=True)
    option_days = models.PositiveSmallIntegerField(default=0)
    royalty = models.PositiveSmallIntegerField(default=0)
    author = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "number"], name="agreements_terms_number")]

    def __str__(self) -> str:
        return f"terms {self.number} of {self.thing_id}"


class Rights(models.Model):
    """What a thing asks of whoever takes part: what is signed, and the terms that hold for what is handed in now.

    Where there are `images`, each who is seen or heard
    in what is handed in has agreed to that text. Where there is an `nda`, the thing itself is read by those alone who signed it.
    """

    thing = models.OneToOneField(Thing, models.CASCADE, primary_key=True, related_name="rights")
    participation = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+")
    nda = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+")
    terms = models.ForeignKey(Terms, models.PROTECT, null=True, related_name="+")
    images = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"rights of {self.thing_id}"

    @property
    def asked(self) -> list[UUID]:
        """The ids of what is to be signed, the one that keeps secrets first."""
        return [key for key in (self.nda_id, self.participation_id) if key is not None]


class Under(models.Model):
    """The terms under which something was handed in: later ones hold for it once everyone who made it has agreed to them."""

    thing = models.OneToOneField(Thing, models.CASCADE, primary_key=True, related_name="under")
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.thing_id} under {self.terms_id}"


class Agreed(models.Model):
    """One of those who made something agrees that these terms hold for it."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "actor", "terms"], name="agreements_agreed_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} agreed to {self.terms_id}"


class Deed(models.Model):
    """A deed of rights, as it was made: what stands in it never changes, whatever becomes of people and things.

    `award` is the id of what it was made for, `digest` the SHA-256 of the work's version, `consideration` in minor units.
    `gift` is what is given beside the money. Licence, option and royalty are as they held for the work. `taker_name` is who takes
    the rights. A deed is never deleted: where the award was taken back it is `withdrawn`, and `withdrawal` says why.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    number = models.PositiveIntegerField()
    award = models.UUIDField(null=True, unique=True)
    thing = models.ForeignKey(Thing, models.SET_NULL, null=True, related_name="deeds")
    space = models.UUIDField()
    title = models.CharField(max_length=200)
    occasion = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    licence = models.CharField(max_length=12, choices=Licence)
    option_days = models.PositiveSmallIntegerField(default=0)
    royalty = models.PositiveSmallIntegerField(default=0)
    taker = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    taker_name = models.CharField(max_length=200)
    consideration = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    gift = PlainField(max_length=200, blank=True, default="", db_default="")
    language = models.CharField(max_length=5, choices=LANGUAGES)
    at = models.DateTimeField(default=clock.now)
    withdrawn = models.DateTimeField(null=True)
    withdrawal = PlainField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "number"], name="agreements_deed_number")]

    def __str__(self) -> str:
        return f"deed {self.number}"

    @property
    def money(self) -> Money:
        """What is paid for it."""
        return Money(self.consideration, self.currency)


class DeedParty(models.Model):
    """One of those who give rights by a deed, with the name of that day, their share (hundredths of a percent) and what that is of the money."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    deed = models.ForeignKey(Deed, models.CASCADE, related_name="parties")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    share = models.PositiveIntegerField()
    amount = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deed", "actor"], name="agreements_party_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.deed_id}"


class How(models.TextChoices):
    """How someone agrees to be seen or heard."""

    ACCOUNT = "account", _("here, with their own account")
    PAPER = "paper", _("signed on paper")
    GUARDIAN = "guardian", _("young: a guardian has signed")


class AppearanceState(models.TextChoices):
    """Where the consent of someone who is to be seen or heard stands."""

    ASKED = "asked", _("was asked")
    GIVEN = "given", _("agrees")
    WITHDRAWN = "withdrawn", _("doesn't agree")
    CUT = "cut", _("no longer in it")


class Appearance(models.Model):
    """Someone is to be seen or heard in a work, and agrees to a version of a text, in the words of a language (`digest`: their SHA-256).

    `said_by` named them; `person` is who they are here, where they have an account; `guardian` who signed for the young. A
    consent that was withdrawn stays so: one that is given anew is another row.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="appearances")
    name = PlainField(max_length=120)
    how = models.CharField(max_length=8, choices=How)
    person = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")
    guardian = PlainField(max_length=120, blank=True)
    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, choices=LANGUAGES)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=AppearanceState, default=AppearanceState.ASKED)
    said_by = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    named = models.DateTimeField(default=clock.now)
    given = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="given") | models.Q(given__isnull=False), name="agreements_given_when"
            ),
            models.CheckConstraint(
                condition=~models.Q(how="account") | models.Q(person__isnull=False), name="agreements_by_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.thing_id}: {self.state}"
