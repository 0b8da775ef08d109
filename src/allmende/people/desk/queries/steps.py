"""The small next steps in words: what to ask for, and why it is this person; they read the same."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.identity.actors.queries import ActorCard
from allmende.people.desk.models import Step

ICONS = {
    Step.SKILL: "sparkles", Step.ANSWER: "message-circle-question", Step.HAND_IN: "bulb", Step.PROMISE: "calendar-event",
    Step.RETURN: "plant", Step.OTHER: "heart-handshake",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A step that a person could be asked for, before names are put to it; what it is about with its title and page."""

    step: Step
    actor: UUID
    thing: UUID | None = None
    count: int = 0
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Suggestion:
    """Whom to ask by name for which small next step, and why."""

    step: Step
    icon: str
    person: ActorCard
    asks: str
    why: str
    thing: UUID | None
    url: str
    count: int


def asks_for(step: Step, title: str = "") -> str:
    """Say what someone could be asked for."""
    return {
        Step.SKILL: _("Ask whether they would bring it to “%(title)s”."),
        Step.ANSWER: _("Ask whether they would answer “%(title)s”."),
        Step.HAND_IN: _("Ask whether they would hand in something of their own."),
        Step.PROMISE: _("Ask whether something would help to keep it."),
        Step.RETURN: _("Ask how they are."),
        Step.OTHER: _("Ask them."),
    }[step] % {"title": title}


def why(step: Step, count: int, title: str = "") -> str:
    """Say to a person why it is them who is asked."""
    sentences = {
        Step.SKILL: _("because you can do something that “%(title)s” looks for"),
        Step.ANSWER: _("because “%(title)s” has had no answer yet, and people take up what you say"),
        Step.HAND_IN: ngettext(
            "because you said something helpful about %(n)d thing of others lately",
            "because you said something helpful about %(n)d things of others lately", count,
        ),
        Step.PROMISE: ngettext(
            "because the day of your first commitment is near: %(n)d day",
            "because the day of your first commitment is near: %(n)d days", count,
        ),
        Step.RETURN: ngettext(
            "because you were often here and have been missed for %(n)d week",
            "because you were often here and have been missed for %(n)d weeks", count,
        ),
        Step.OTHER: _("because they thought of you"),
    }  # fmt: skip
    if not count and step in {Step.HAND_IN, Step.RETURN}:
        step = Step.OTHER  # someone was thought of, and nothing was counted
    return sentences[step] % {"title": title, "n": count}


def first_words(step: Step, name: str, title: str = "") -> str:
    """Return words to begin an ask with; whoever asks makes them their own."""
    return {
        Step.SKILL: _("Hello %(name)s, would you like to have a look at “%(title)s”? You know about this."),
        Step.ANSWER: _("Hello %(name)s, “%(title)s” is still without an answer. Would you say a word?"),
        Step.HAND_IN: _(
            "Hello %(name)s, your comments help others. Have you thought of handing in something of your own?"
        ),
        Step.PROMISE: _("Hello %(name)s, how is your first commitment going? Is there anything that would help?"),
        Step.RETURN: _("Hello %(name)s, we miss you. How are you?"),
        Step.OTHER: _("Hello %(name)s, "),
    }[step] % {"name": name.split()[0] if name.split() else name, "title": title}
