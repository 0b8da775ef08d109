"""Duties follow what happens to memberships: who has left a community carries none in it, also when they come back."""

from uuid import UUID

from allmende.commons.duties.commands import free_of_duties
from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe


@observe("duties")
def follow(entries: list[Entry]) -> None:
    """Free everyone of their duties who has left a community, unless they are in it again."""
    for entry in entries:
        root = entry.name == "MemberLeft" and Space.objects.filter(id=entry.thing, root=None).first()
        if root:
            person = UUID(entry.current_payload["member"])
            if not Membership.objects.filter(space=root, actor_id=person).exists():
                free_of_duties(root, person)
