"""On which occasions people are told of something: few, in the words by which they choose what reaches them, and how."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.verdicts import Text


@dataclass(frozen=True)
class Occasion:
    """A group of reasons: its title and, in a sentence, when it comes about. What is `vital` nobody switches off in the app."""

    key: str
    title: Text
    note: Text
    icon: str
    vital: bool = False


TALK = Occasion(
    "talk", _("Replies to you"), _("Someone answers you, or goes on where you took part."), "message-circle"
)
MENTION = Occasion("mention", _("Mentions"), _("Someone names you in what they write."), "at")
MESSAGE = Occasion("message", _("Messages"), _("Someone writes to you, or to a group that you are in."), "mail")
ANNOUNCEMENT = Occasion(
    "announcement", _("Announcements"), _("Those on duty write to all members, or to many."), "speakerphone"
)
ASK = Occasion("ask", _("What you are asked"), _("Something waits for your answer, your look or your help."), "help")
OWN = Occasion(
    "own", _("What became of yours"), _("Comments, answers and decisions about what you made or began."), "bulb"
)
FOLLOW = Occasion("follow", _("News of what you follow"), _("Something new where you wanted to hear of it."), "bell")
PLACE = Occasion("place", _("Where you belong"), _("You come in or leave, and have another role or duty."), "users")
THANKS = Occasion("thanks", _("Thanks and contacts"), _("Someone thanks you, or is in contact with you now."), "heart")
REMINDER = Occasion("reminder", _("Reminders"), _("A vote ends, or something you promised is due."), "clock")
VITAL = Occasion(
    "vital", _("What must reach you"), _("Something about your account or your rights here."), "alert-triangle", vital=True
)  # fmt: skip

OCCASIONS = {
    occasion.key: occasion
    for occasion in (TALK, MENTION, MESSAGE, ANNOUNCEMENT, ASK, OWN, FOLLOW, PLACE, THANKS, REMINDER, VITAL)
}  # fmt: skip
"""All of them by key, in the order in which people read them."""
