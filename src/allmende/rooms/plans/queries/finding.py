"""Finding what a page is about: always through `visible_to`."""

from __future__ import annotations

from uuid import UUID

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import is_slug
from allmende.identity.actors.models import Reader
from allmende.rooms.plans.models import Answer, Plan, Topic


def find_plan(reader: Reader, key: UUID) -> Plan | None:
    """Return a plan that the reader sees, with audience, author and place; None otherwise."""
    rows = Plan.objects.visible_to(reader).select_related("audience", "author", "place__root", "place__audience")
    return rows.filter(id=key).first()


def find_topic(plan: Plan, question: str) -> Topic | None:
    """Return where a question of a plan that the reader sees is discussed; None where there is none yet."""
    return plan.topics.select_related("audience", "author").filter(question=question).first()


def find_answer(plan: Plan, key: UUID) -> Answer | None:
    """Return an answer of a plan that the reader sees; None otherwise."""
    return plan.answers.select_related("author").filter(id=key).first()


def find_space(reader: Reader, root: Space, slug: str) -> Space | None:
    """Return a space of the community that the reader sees, the community itself without a slug; None otherwise."""
    if not slug:
        return root
    rows = Space.objects.visible_to(reader).select_related("audience", "root")
    found: Space | None = rows.filter(slug=slug).first() if is_slug(slug) else None
    return found if found is not None and root.id in {found.id, found.root_id} else None
