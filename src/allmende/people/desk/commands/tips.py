"""Help of a community's own for a page: a question that others have too, with its answer."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.guides import path_in, route_at
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.desk.activities import TipRemoved, TipWritten
from allmende.people.desk.commands.words import an_answer, here, in_words
from allmende.people.desk.models import Tip
from allmende.people.desk.rules import may_write_tip

MOST_TIPS = 12
"""So many help texts one page has: more, nobody reads."""


def kind_of(page: str) -> str:
    """Return the route of a page, given by its address here; empty for every page. Raises Refused (422) where there is none."""
    route = route_at(path_in(page))
    if page and not route:
        no_page = _("There is no page here with this address.")
        raise Refused(no_page, 422, errors={"page": no_page})
    return route


@transaction.atomic
def write_tip(actor: Actor, root: Space, route: str, question: str, answer: str, *, for_guests: bool = False) -> Tip:
    """Let a question and its answer stand in the help of a page; the same question again changes the answer.

    Raises Refused: 403 for who doesn't curate, 409 for too many, 422 without words.
    """
    require(may_write_tip(actor, root))
    question, answer = in_words(question, 600, "question"), an_answer(answer)
    there = Tip.objects.select_for_update().filter(space=root, route=route)
    tip = there.filter(question=question).first() or Tip(space=root, route=route, question=question)
    if tip._state.adding and there.count() >= MOST_TIPS:
        raise Refused(_("This page has twelve help texts. Take one out first: nobody reads more."), 409)
    tip.answer, tip.for_guests, tip.by = answer, for_guests, actor
    tip.save()
    record(TipWritten(**here(actor, root), tip=tip.id))
    return tip


@transaction.atomic
def remove_tip(actor: Actor, tip: Tip) -> None:
    """Take a help text out. May be said twice. Raises Refused (403)."""
    require(may_write_tip(actor, tip.space))
    if Tip.objects.filter(pk=tip.pk).delete()[0]:
        record(TipRemoved(**here(actor, tip.space), tip=tip.id))
