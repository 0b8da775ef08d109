"""How the people of the demo vote: by what they like, by how appealing something is, and a little by mood."""

from __future__ import annotations

from hashlib import sha256

from allmende.surfaces.demo.reading import Entry, Invitation, Person

YES_FROM = 1.1
"""How much somebody has to like a contribution to tick it."""


def mood(*parts: object) -> float:
    """A number from 0 to below 1 that looks random and is always the same for the same parts."""
    digest = sha256("|".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def liking(person: Person, entry: Entry, call: str) -> float:
    """How much a person likes a contribution: 0.9 for each tag of theirs, the appeal, a mood; their own always."""
    own = 2.0 if entry.author == person.handle else 0.0
    shared = len(set(person.likes) & set(entry.tags))
    return own + 0.9 * shared + entry.appeal + mood(call, person.handle, entry.slug)


def takes_part(person: Person, call: str) -> bool:
    """Whether they find the time to vote: six in seven do."""
    return mood("turnout", call, person.handle) < 6 / 7


def ballot(person: Person, call: Invitation) -> list[str]:
    """The slugs a person votes for, best liked first: all they like, or what fits into the budget."""
    entries = [entry for entry in call.entries if entry.state == "submitted"]
    ranked = sorted(entries, key=lambda entry: (-liking(person, entry, call.slug), entry.slug))
    wanted = [entry for entry in ranked if liking(person, entry, call.slug) >= YES_FROM]
    if call.ballot == "approval":
        return [entry.slug for entry in wanted]
    basket, left = [], call.budget
    for entry in wanted:
        if (entry.cost or 0) <= left:
            basket.append(entry.slug)
            left -= entry.cost or 0
    return basket
