"""The portfolio: pieces of work, written, uploaded, linked, or taken from what one made here."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Layer
from allmende.commons.files.commands import store_document, store_picture
from allmende.commons.files.models import File
from allmende.commons.files.pictures import Prepared
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.doors import kinds
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import take_turns
from allmende.identity.actors.models import Actor
from allmende.people.profiles.activities import PieceAdded, PieceChanged, PieceRemoved
from allmende.people.profiles.commands.details import audience_of
from allmende.people.profiles.commands.saying import link as link_of
from allmende.people.profiles.models import Piece
from allmende.people.profiles.rules import may_edit, may_show, may_show_source

MOST = 60
FILES = 12


@transaction.atomic
def add_piece(
    actor: Actor, whose: Actor, root: Space, *, title: str, layer: Layer, text: str = "", link: str = "",
    source: Thing | None = None,
) -> Piece:  # fmt: skip
    """Put a piece of work into a portfolio. Raises Refused: 422 without a title or with too many pieces, 403 for the layer."""
    require(may_show(actor, whose, layer))
    if Piece.objects.filter(author=whose).count() >= MOST:
        raise Refused(_("A portfolio has room for %(most)d pieces. Take one out first.") % {"most": MOST}, 422)
    last = Piece.objects.filter(author=whose).aggregate(last=Max("position"))["last"]
    piece = Piece(
        kind="piece", author=whose, space=root.thing_ptr, audience=audience_of(whose, root, layer), language=whose.language,
        published=clock.new_id(), source=source, position=0 if last is None else last + 1,
    )  # fmt: skip
    _write(piece, title, text, link)
    record(PieceAdded(actor=actor.id, thing=piece.id, space=root.id, audience=piece.audience_id))
    return piece


@transaction.atomic
def show_work(actor: Actor, whose: Actor, root: Space, source: Thing) -> Piece:
    """Put something made here into a portfolio, as far as it may be seen itself; a second time it is the first piece."""
    require(may_show_source(actor, whose, source))
    take_turns(whose.id)
    if known := Piece.objects.filter(author=whose, source=source).first():
        return known
    documents = kinds()[source.kind].documents if source.kind in kinds() else None
    found = documents([source.id]) if documents else []
    layer = _no_further(actor, whose, source.layer)
    return add_piece(
        actor, whose, root, title=source.title, text=found[0].body[:600] if found else "", layer=layer, source=source
    )


def _no_further(actor: Actor, whose: Actor, layer: Layer) -> Layer:
    """The widest layer, up to one, that the person's own rules allow."""
    return next(step for step in reversed(Layer) if step <= layer and may_show(actor, whose, step))


@transaction.atomic
def change_piece(
    actor: Actor, root: Space, piece: Piece, *, title: str, layer: Layer, text: str = "", link: str = ""
) -> Piece:
    """Say something else of a piece, or let others see it; never further than what was made here itself."""
    require(may_show(actor, piece.author, layer))
    if piece.source is not None and layer > piece.source.layer:
        sentence = _("What was made here is seen no further than there. Take it outward first.")
        raise Refused(sentence, 403, errors={"layer": sentence})
    piece.audience = audience_of(piece.author, root, layer)
    _write(piece, title, text, link)
    record(PieceChanged(actor=actor.id, thing=piece.id, space=piece.space_id, audience=piece.audience_id))
    return piece


@transaction.atomic
def remove_piece(actor: Actor, piece: Piece) -> None:
    """Take a piece out of a portfolio, with its files; what was made here stays where it is."""
    require(may_edit(actor, piece.author))
    space, person = piece.space_id, piece.author_id
    piece.delete()
    record(PieceRemoved(actor=actor.id, space=space, person=person))


def add_file(actor: Actor, piece: Piece, prepared: Prepared, alt: str = "") -> File:
    """Add a picture or a document to a piece. Raises Refused (422) when there are many already."""
    require(may_edit(actor, piece.author))
    if File.objects.filter(thing=piece).count() >= FILES:
        raise Refused(_("A piece has room for %(most)d files.") % {"most": FILES}, 422)
    if prepared.width is None:
        return store_document(piece.author, prepared, thing=piece)
    return store_picture(piece.author, prepared, thing=piece, alt=alt)


def _write(piece: Piece, title: str, text: str, link: str) -> None:
    title = clean_line(title)[:200]
    if not title:
        sentence = _("Give it a title.")
        raise Refused(sentence, 422, errors={"title": sentence})
    piece.title, piece.text, piece.changed = title, text, clock.now()
    piece.link = link_of(link).word if link else ""
    if piece.link and not piece.link.startswith("http"):
        sentence = _("Write the whole address, such as https://example.org.")
        raise Refused(sentence, 422, errors={"link": sentence})
    piece.save()
