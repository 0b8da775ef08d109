"""Who may add files, and who may change them."""

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.queries import is_one_of
from allmende.commons.files.models import File
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_signed_in, is_steward, is_system
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Verdict, first_denial
from allmende.identity.actors.models import Reader


@asked(_("attach files"))
def may_attach(reader: Reader, thing: Thing | None) -> Verdict:
    """To a thing: those who made it, and those who care for its space. To nothing yet: everyone who is signed in."""
    if not (signed := is_signed_in(reader)):
        return signed
    if thing is None or reader.id == thing.author_id or is_system(reader):
        return ALLOWED
    if is_one_of(reader, thing) or _cares_for(reader, thing):
        return ALLOWED
    return Denied(_("Only whoever made it can add files to it."))


def may_change(reader: Reader, file: File) -> Verdict:
    """Describe or remove a file: whoever handed it in, and whoever may add files beside it."""
    if not (signed := is_signed_in(reader)):
        return signed
    if reader.id == file.owner_id:
        return ALLOWED
    if file.thing is not None and may_attach(reader, file.thing):
        return ALLOWED
    return Denied(_("Only whoever added this file can change it."))


def may_place(reader: Reader, file: File, thing: Thing) -> Verdict:
    """Let a file that stands nowhere yet belong to a thing: one's own file, where one may add files."""
    if reader.id != file.owner_id:
        return first_denial(is_signed_in(reader), Denied(_("Only whoever added this file can change it.")))
    if file.thing_id is not None:
        return Denied(_("This file belongs somewhere else already."), status=409)
    return may_attach(reader, thing)


def _cares_for(reader: Reader, thing: Thing) -> bool:
    """Whether the reader is host or curator of the thing's space; a space's own files are its stewards' affair."""
    places = {space.pk: space for space in Space.objects.filter(pk__in=[thing.pk, thing.space_id])}
    space = places.get(thing.pk) or places.get(thing.space_id)
    return space is not None and bool(is_steward(reader, space))
