"""What a plan still lacks, and why it matters: sentences, never a score."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.foundation.verdicts import Text
from allmende.rooms.plans.models import Plan, Question, RiskState, Side
from allmende.rooms.plans.queries.agreed import Agreed
from allmende.rooms.plans.queries.page import QuestionView


@dataclass(frozen=True)
class Lack:
    """Something that is missing: what, why it matters, and where one mends it."""

    what: Text
    why: Text
    url: str
    is_demanded: bool = False


WHYS: dict[Question, Text] = {
    Question.WHERE: gettext_lazy("Whoever is asked too late notices, and doesn't come again."),
    Question.GAIN: gettext_lazy("People give time to what gives something back."),
    Question.RISKS: gettext_lazy("What nobody dared to name comes up in public later."),
    Question.WHOM: gettext_lazy("Without names, those come who always come."),
    Question.CULTURE: gettext_lazy("Nobody speaks openly where it has never been safe to."),
    Question.METHODS: gettext_lazy("One way alone leaves out whoever doesn't go it."),
    Question.STAFF: gettext_lazy("People meet people: whoever is there decides how it feels."),
    Question.SKILLS: gettext_lazy("What is learnt while it runs is learnt on those who take part."),
    Question.NETWORK: gettext_lazy("If it succeeds and nobody has time to answer, the success does harm."),
    Question.TIME: gettext_lazy("Time that nobody has promised is missing in the third week."),
}


def lacks_of(plan: Plan, questions: list[QuestionView], agreed: Agreed) -> list[Lack]:
    """Return what is missing, what the space demands first; asks nothing more."""
    found = [*_of_questions(questions), *_of_agreed(plan, agreed)]
    return sorted(found, key=lambda lack: not lack.is_demanded)


def _of_questions(questions: list[QuestionView]) -> list[Lack]:
    sentences: dict[str, Text] = {
        "none": _("“%(name)s” has no answer yet."),
        "waits": _("Nobody has confirmed an answer to “%(name)s” yet."),
        "lacks": _("In the answers to “%(name)s” something is missing."),
    }
    found = []
    for one in questions:
        if not one.is_settled:
            key = "lacks" if one.lacking else "waits" if one.answers else "none"
            what = str(sentences[key]) % {"name": one.key.label}
            found.append(Lack(what, WHYS[one.key], one.url, one.is_demanded))
    return found


def _of_agreed(plan: Plan, agreed: Agreed) -> list[Lack]:
    def at(kind: str) -> str:
        return reverse("plans:items", args=[plan.id, kind])

    found = []
    if not agreed.goals:
        found.append(
            Lack(_("There is no goal yet."), _("In the end nobody could say whether it was worth it."), at("goals"))
        )
    for goal in agreed.goals:
        if goal.target is None or goal.due is None:
            what = _("The goal “%(name)s” has no target or no day.") % {"name": goal.title}
            found.append(Lack(what, _("A wish becomes a goal by a number and a day."), at("goals")))
    if not agreed.risks:
        found.append(
            Lack(
                _("No risk is written down."),
                _("A project without risks has only not been looked at yet."),
                at("risks"),
            )
        )
    for risk in agreed.risks:
        if risk.state == RiskState.OPEN and not (risk.countermeasure and risk.owner_id):
            what = _("For the risk “%(name)s” nobody has a countermeasure in hand.") % {"name": risk.title}
            found.append(Lack(what, _("A risk that nobody watches is a surprise."), at("risks")))
    if not agreed.promises:
        found.append(
            Lack(_("No thanks are promised yet."), _("Thanks that nobody sees to are forgotten."), at("promises"))
        )
    if not agreed.budget:
        found.append(
            Lack(_("There is no budget yet."), _("Also what costs nothing costs somebody time."), at("budget"))
        )
    return [*found, *_of_seats(plan, agreed)]


def _of_seats(plan: Plan, agreed: Agreed) -> list[Lack]:
    found = []
    for side in Side:
        empty = [str(seat.duty.label) for seat in agreed.seats if seat.side == side and not seat.is_taken]
        if empty:
            what = _("On %(side)s nobody has taken: %(duties)s.") % {"side": side.label, "duties": ", ".join(empty)}
            why = _("Each duty wants somebody on both sides, or questions wander.")
            found.append(Lack(what, why, reverse("plans:seats", args=[plan.id])))
    return found
