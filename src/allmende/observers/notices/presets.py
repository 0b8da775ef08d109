"""By which ways each occasion reaches whom: the presets, and what someone chose besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.occasions import (
    ANNOUNCEMENT,
    ASK,
    FOLLOW,
    MENTION,
    MESSAGE,
    OCCASIONS,
    OWN,
    PLACE,
    REMINDER,
    TALK,
    THANKS,
    VITAL,
    Occasion,
)
from allmende.observers.notices.models import Channel, Choice, Mail, Preset, Wishes


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways something reaches someone."""

    in_app: bool = True
    push: bool = False
    mail: Mail = Mail.NEVER

    @property
    def channels(self) -> list[Channel]:
        """The ways out of the app."""
        mail = [] if self.mail == Mail.NEVER else [Channel(self.mail.value)]
        return [*mail, Channel.PUSH] if self.push else mail


def _by(occasions: Iterable[Occasion], ways: Ways) -> dict[str, Ways]:
    return {occasion.key: ways for occasion in occasions}


PRESETS: dict[Preset, dict[str, Ways]] = {
    Preset.QUIET: _by(OCCASIONS.values(), Ways(mail=Mail.WEEKLY))
    | _by((MESSAGE,), Ways(push=True, mail=Mail.DAILY))
    | _by((REMINDER,), Ways())
    | _by((VITAL,), Ways(push=True, mail=Mail.AT_ONCE)),
    Preset.NORMAL: _by((TALK, MENTION, MESSAGE, ASK, REMINDER, VITAL), Ways(push=True, mail=Mail.AT_ONCE))
    | _by((ANNOUNCEMENT,), Ways(mail=Mail.AT_ONCE))
    | _by((OWN, PLACE, THANKS), Ways(mail=Mail.DAILY))
    | _by((FOLLOW,), Ways(mail=Mail.WEEKLY)),
    Preset.EVERYTHING: _by(OCCASIONS.values(), Ways(push=True, mail=Mail.AT_ONCE)),
}
"""What each preset means, for every occasion."""


EVERY_WAY = Ways(push=True, mail=Mail.AT_ONCE)
"""How something comes that insists (`Reason.insists`)."""


class Here(models.TextChoices):
    """What one can choose for a whole space or discussion, whatever happens there."""

    ELSEWHERE = "", _("As everywhere")
    AT_ONCE = "mail", _("What concerns you at once")
    DAILY = "daily", _("In the daily digest")
    WEEKLY = "weekly", _("In the weekly digest")
    APP = "app", _("Only in the app")
    LIST = "list", _("As a mailing list: each post and comment, at once")


HERE = {
    Here.AT_ONCE: Ways(push=True, mail=Mail.AT_ONCE),
    Here.DAILY: Ways(mail=Mail.DAILY),
    Here.WEEKLY: Ways(mail=Mail.WEEKLY),
    Here.APP: Ways(),
}


@dataclass(slots=True)
class Told:
    """How one person wants to be told: their wishes, and their choices by place (None: everywhere) and occasion."""

    wishes: Wishes
    choices: dict[tuple[UUID | None, str], Choice] = field(default_factory=dict)

    def ways(self, occasion: Occasion, places: Sequence[UUID] = ()) -> Ways:
        """Return by which ways an occasion reaches them in these places, the nearest first. What is vital no place keeps away."""
        near = [(place, key) for place in places for key in (occasion.key, "") if not occasion.vital]
        chosen = [self.choices[where] for where in (*near, (None, occasion.key)) if where in self.choices]
        usual = self.usual(occasion)
        in_app = _first((choice.in_app for choice in chosen), usual.in_app)
        push = _first((choice.push for choice in chosen), usual.push)
        mail = Mail(_first((choice.mail or None for choice in chosen), usual.mail))
        return Ways(in_app or occasion.vital, push, mail if self.wishes.mails else Mail.NEVER)

    def lists(self, places: Sequence[UUID]) -> bool:
        """Say whether one of these places comes to them as a mailing list."""
        return any(choice.lists for place in places if (choice := self.choices.get((place, ""))))

    def everywhere(self, occasion: Occasion) -> Ways:
        """Return what they chose for an occasion where no place says otherwise; whether mails come at all is not asked."""
        choice, usual = self.choices.get((None, occasion.key)), self.usual(occasion)
        if choice is None:
            return usual
        in_app = _first([choice.in_app], usual.in_app)
        return Ways(in_app, _first([choice.push], usual.push), Mail(choice.mail or usual.mail))

    def usual(self, occasion: Occasion) -> Ways:
        """Return what their preset says of an occasion."""
        return PRESETS[Preset(self.wishes.preset)][occasion.key]


def _first[T](said: Iterable[T | None], usual: T) -> T:
    """Return the first word that was said, else the usual one."""
    return next((word for word in said if word is not None), usual)
