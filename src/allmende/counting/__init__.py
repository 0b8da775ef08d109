"""Count budget votes exactly: read a ballot file, apply a rule, explain the result; a library that imports nothing of ours."""

from allmende.counting.ballots import Ballot, Election, ElectionError, Project, VoteType
from allmende.counting.numbers import Number, exact, number_text
from allmende.counting.pb_reader import read_pb
from allmende.counting.pb_writer import write_pb
from allmende.counting.problems import MESSAGES, PbError, Problem
from allmende.counting.records import ENCODINGS, LIMITS, Limits
from allmende.counting.result import PassedOver, Phase, ProjectOutcome, Reason, Result, Round, Tie
from allmende.counting.rules import Completion, Rule, count
from allmende.counting.satisfaction import Satisfaction, UndefinedSatisfaction, satisfactions_for

__all__ = [
    "ENCODINGS",
    "LIMITS",
    "MESSAGES",
    "Ballot",
    "Completion",
    "Election",
    "ElectionError",
    "Limits",
    "Number",
    "PassedOver",
    "PbError",
    "Phase",
    "Problem",
    "Project",
    "ProjectOutcome",
    "Reason",
    "Result",
    "Round",
    "Rule",
    "Satisfaction",
    "Tie",
    "UndefinedSatisfaction",
    "VoteType",
    "count",
    "exact",
    "number_text",
    "read_pb",
    "satisfactions_for",
    "write_pb",
]
