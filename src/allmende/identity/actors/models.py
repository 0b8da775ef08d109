"""The one table of everyone who can act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock

HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
LANGUAGES = [("de", "Deutsch"), ("en", "English"), ("it", "Italiano")]


class Kind(models.TextChoices):
    """What sort of actor it is."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    SYSTEM = "system", _("system")
    REMOTE = "remote", _("from another node")
    MANAGED = "managed", _("without an account")
    OUTSIDE = "outside", _("from outside, by mail")


if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField


class NameField(_CharField):
    """A name as others see it: where it was erased, it reads "a former member" in the reader's language, in every query."""

    def from_db_value(self, value: str, expression: Any, connection: Any) -> str:
        """The name, or what stands for none."""
        return value or gettext("a former member")

    def deconstruct(self) -> Any:
        """For the schema it is a plain column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@dataclass(frozen=True)
class Bound:
    """How far a program sees that acts for someone: from the outside in to a layer of the ladder, and in one space alone if one is named."""

    layer: int
    space: UUID | None = None


class Actor(models.Model):
    """Someone who acts. Erasing a person empties this row; whatever points at it stays valid."""

    shut_out: ClassVar[frozenset[UUID]] = frozenset()
    """As a guest's; set on whoever asks, for the length of a request."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    handle = models.CharField(max_length=40, unique=True, validators=[RegexValidator(HANDLE)])
    name = NameField(max_length=120)
    about = models.CharField(max_length=600, blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="de")
    zone = models.CharField(max_length=40, default="Europe/Berlin")
    portrait = models.UUIDField(null=True)
    created = models.DateTimeField(default=clock.now)
    erased = models.DateTimeField(null=True)

    bound: Bound | None = None
    """Set where not the person asks but a program of theirs; whoever reads rows for a reader keeps to it."""
    is_lent: bool = False
    """Set where someone else acts for the person: what they write with others is closed then."""

    def __str__(self) -> str:
        return self.name

    @property
    def is_guest(self) -> bool:
        """Whether nobody is signed in."""
        return False

    @property
    def initials(self) -> str:
        """Up to two letters that stand for the name."""
        words = [word for word in self.name.split() if word[:1].isalnum()]
        return ((words[0][0] + (words[-1][0] if len(words) > 1 else "")) if words else "?").upper()


class Guest:
    """Whoever looks in without signing in: no row, no rights beyond what is public."""

    id: UUID | None = None
    kind = "guest"
    handle = ""
    name = ""
    is_guest = True
    shut_out: frozenset[UUID] = frozenset()
    """Spaces that are closed to them although something in them is public: communities elsewhere that have not opened yet."""
    bound: Bound | None = None

    def __init__(self, language: str = "") -> None:
        self.language = language
        self.zone = ""


type Reader = Actor | Guest
