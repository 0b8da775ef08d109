"""What is kept of plans: answers to the ten questions, what is agreed, and what came of it."""

from allmende.rooms.plans.models.items import (
    ITEMS,
    AnyItem,
    BudgetLine,
    Goal,
    Impact,
    Likelihood,
    Promise,
    PromiseState,
    Risk,
    RiskState,
    Seat,
    Side,
)
from allmende.rooms.plans.models.plan import LONGEST_ANSWER, Answer, Demand, Plan, PlanState, Topic
from allmende.rooms.plans.models.questions import QUESTIONS, Asked, Question
from allmende.rooms.plans.models.result import Hindsight, Result, ResultEntry, ResultState, Word

__all__ = [
    "ITEMS",
    "LONGEST_ANSWER",
    "QUESTIONS",
    "Answer",
    "AnyItem",
    "Asked",
    "BudgetLine",
    "Demand",
    "Goal",
    "Hindsight",
    "Impact",
    "Likelihood",
    "Plan",
    "PlanState",
    "Promise",
    "PromiseState",
    "Question",
    "Result",
    "ResultEntry",
    "ResultState",
    "Risk",
    "RiskState",
    "Seat",
    "Side",
    "Topic",
    "Word",
]
