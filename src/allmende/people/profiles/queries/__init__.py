"""Reads of profiles: what a reader may see of people, and what a person has to edit."""

from allmende.people.profiles.queries.people import person_here
from allmende.people.profiles.queries.reach import reach_in_profiles
from allmende.people.profiles.queries.views import (
    ProfileView,
    Shown,
    picture_url,
    profile_for,
    profile_with_spaces,
    profiles_for,
    skills_of,
)

__all__ = [
    "ProfileView",
    "Shown",
    "person_here",
    "picture_url",
    "profile_for",
    "profile_with_spaces",
    "profiles_for",
    "reach_in_profiles",
    "skills_of",
]
