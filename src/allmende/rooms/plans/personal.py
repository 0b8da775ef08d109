"""What the room keeps of a person: their plans, their answers, and what they confirmed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold, when_rows_went
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.commands.leaving import doubt_own_confirmations, empty_answers, forget_ties
from allmende.rooms.plans.models import Answer, Demand, Hindsight, Plan, Promise, Result, ResultEntry, Risk, Seat, Word


def _export(actor: Actor) -> dict[str, Any]:
    answers = ("plan", "plan__title", "question", "text", "created", "changed", "is_concrete", "lacks")
    read = ("plan", "plan__title", "question", "is_concrete", "lacks", "read")
    plans = ("id", "place__title", "title", "summary", "learnt", "created", "changed")
    return {
        "plans": list(Plan.objects.filter(author=actor).order_by("id").values(*plans)),
        "answers": list(Answer.objects.filter(author=actor).order_by("id").values(*answers)),
        "read": list(Answer.objects.filter(read_by=actor).order_by("id").values(*read)),
        "seats": list(Seat.objects.filter(person=actor).values("plan__title", "side", "duty", "is_taken", "since")),
        "watched_risks": list(
            Risk.objects.filter(owner=actor).values("plan__title", "title", "countermeasure", "state")
        ),
        "promised_thanks": list(Promise.objects.filter(owner=actor).values("plan__title", "title", "whom", "state")),
        "results": list(
            Result.objects.filter(author=actor).order_by("id").values("id", "title", "text", "progress", "state")
        ),
        "entries": list(ResultEntry.objects.filter(author=actor).order_by("id").values("result__title", "day", "text")),
        "hindsights": list(Hindsight.objects.filter(author=actor).values("plan__title", "question", "text")),
        "words": list(Word.objects.filter(author=actor).values("space__title", "text", "said")),
        "demands": list(Demand.objects.filter(set_by=actor).values("space__title", "questions", "changed")),
    }


hold(
    Holding(
        "plans",
        (
            "plans.Plan", "plans.Answer", "plans.Demand", "plans.Seat", "plans.Risk", "plans.Promise", "plans.Result",
            "plans.ResultEntry", "plans.Hindsight", "plans.Word",
        ),
        _export, forget_ties, anonymise=empty_answers,
        title=_("Your plans, answers and results, and what you confirmed"),
        why=_("So that a project knows what it agreed, and who said it."),
        until=_("as long as the plan, unless you take your answers with you"),
    )
)  # fmt: skip
when_rows_went("plans.Answer", lambda rows: doubt_own_confirmations())
