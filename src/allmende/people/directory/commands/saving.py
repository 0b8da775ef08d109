"""Keeping a search under a name, and knowing who has been seen in it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.directory.models import SavedSearch
from allmende.people.directory.queries.saved import MOST, found_now, search_in
from allmende.people.directory.queries.search import Search
from allmende.people.directory.rules import may_save_search, may_use_search


@transaction.atomic
def save_search(actor: Actor, root: Space, name: str, search: Search) -> SavedSearch:
    """Keep a search; whoever is found now counts as seen. Raises Refused (403, 409, 422)."""
    require(may_save_search(actor, root))
    name = clean_line(name)[:60]
    if not name:
        raise Refused(_("Give the search a name."), 422, errors={"name": _("A name, please.")})
    if SavedSearch.objects.filter(actor=actor, root=root).count() >= MOST:
        raise Refused(_("You keep 20 searches already. Delete one first."), 409)
    try:
        with transaction.atomic():
            return SavedSearch.objects.create(
                actor=actor, root=root, name=name, query=search.query[:600], seen=found_now(actor, root, search)
            )
    except IntegrityError as error:
        raise Refused(_("You have a search of this name already."), 409, errors={"name": _("Taken.")}) from error


@transaction.atomic
def look_at(actor: Actor, search: SavedSearch) -> None:
    """Count everyone who is found now as seen."""
    require(may_use_search(actor, search))
    search.seen, search.looked = found_now(actor, search.root, search_in(search)), clock.now()
    search.save(update_fields=["seen", "looked"])


@transaction.atomic
def drop_search(actor: Actor, search: SavedSearch) -> None:
    """Keep a search no longer."""
    require(may_use_search(actor, search))
    search.delete()
