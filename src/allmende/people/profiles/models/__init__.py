"""What a face is made of: details with a layer each, skills, pieces of work, endorsements, and profiles in others' care."""

from allmende.people.profiles.models.care import Claim, ClaimState, Managed
from allmende.people.profiles.models.details import SINGLE, Detail, Key
from allmende.people.profiles.models.endorsements import Endorsement
from allmende.people.profiles.models.pieces import Piece
from allmende.people.profiles.models.skills import Skill, SkillAlias, SkillName

__all__ = [
    "SINGLE",
    "Claim",
    "ClaimState",
    "Detail",
    "Endorsement",
    "Key",
    "Managed",
    "Piece",
    "Skill",
    "SkillAlias",
    "SkillName",
]
