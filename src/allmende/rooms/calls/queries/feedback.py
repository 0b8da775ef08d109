"""Whose feedback was fair, and whose helped: what the discussion itself says, for a person to decide by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.reactions.models import Reaction
from allmende.commons.threads.models import Comment, CommentState, Intent
from allmende.rooms.calls.models import Call, Contribution, ContributionState, PrizeKind

MOST = 5


@dataclass
class Feedback:
    """What someone said about what others handed in, and what came back.

    `praised` and `improved` are the contributions on which they said what is good, and what could be better (a question, a
    suggestion, a concern); `welcomed` the people who reacted to it; `answered` the contributions whose author replied.
    """

    person: UUID
    praised: set[UUID] = field(default_factory=set)
    improved: set[UUID] = field(default_factory=set)
    comments: int = 0
    welcomed: set[UUID] = field(default_factory=set)
    answered: set[UUID] = field(default_factory=set)

    @property
    def fairness(self) -> tuple[int, int]:
        """Both sides on the same contribution count most, then how many contributions were looked at."""
        return len(self.praised & self.improved), len(self.praised | self.improved)

    @property
    def helpfulness(self) -> tuple[int, int]:
        """Those who made something and answered count twice as much as others who welcomed it."""
        return 2 * len(self.answered) + len(self.welcomed), self.comments

    def reason(self, kind: str) -> str:
        """Why they are proposed, in figures that anyone can look up."""
        seen = len(self.praised | self.improved)
        said = ngettext("feedback on %(n)d contribution", "feedback on %(n)d contributions", seen) % {"n": seen}
        if kind == PrizeKind.FAIREST:
            both = len(self.praised & self.improved)
            more = ngettext(
                "on %(n)d of them both what is good and what could be better",
                "on %(n)d of them both what is good and what could be better", both,
            ) % {"n": both}  # fmt: skip
            return _("%(first)s; %(second)s") % {"first": said, "second": more}
        answers, people = len(self.answered), len(self.welcomed)
        more = ngettext("%(n)d author answered", "%(n)d authors answered", answers) % {"n": answers}
        liked = ngettext("%(n)d person reacted to it", "%(n)d people reacted to it", people) % {"n": people}
        return _("%(first)s; %(second)s; %(third)s") % {"first": said, "second": more, "third": liked}


def proposals_for(kind: str, call: Call) -> list[Feedback]:
    """Return those whose feedback stands out, at most five, by what others made of it; nobody is counted on their own work."""
    found = list(_feedback(call).values())
    worth = (lambda one: one.fairness) if kind == PrizeKind.FAIREST else (lambda one: one.helpfulness)
    ranked = sorted(
        (one for one in found if worth(one)[0]), key=lambda one: (worth(one), str(one.person)), reverse=True
    )
    return ranked[:MOST]


def _feedback(call: Call) -> dict[UUID, Feedback]:
    handed_in = Contribution.objects.filter(call=call, state=ContributionState.SUBMITTED)
    makers = dict(handed_in.values_list("pk", "author_id"))
    rows = Comment.objects.filter(thread__thing_id__in=makers, state=CommentState.SHOWN, author__erased=None)
    found: dict[UUID, Feedback] = {}
    said_by: dict[UUID, UUID] = {}
    replies: dict[UUID, set[UUID]] = defaultdict(set)
    for key, author, thing, intent, parent in rows.values_list(
        "pk", "author_id", "thread__thing_id", "intent", "parent_id"
    ):
        if author == makers[thing]:
            if parent:
                replies[parent].add(thing)
            continue
        one = found.setdefault(author, Feedback(author))
        one.comments += 1
        said_by[key] = author
        side = one.praised if intent == Intent.PRAISE else one.improved if intent != Intent.COMMENT else None
        if side is not None:
            side.add(thing)
    for parent, things in replies.items():
        if parent in said_by:
            found[said_by[parent]].answered |= things
    reactions = Reaction.objects.filter(about__in=makers, thing__kind="comment").exclude(actor=F("thing__author"))
    for comment, actor in reactions.values_list("thing_id", "actor_id"):
        if comment in said_by:
            found[said_by[comment]].welcomed.add(actor)
    return found
