"""Who may open, enter, join, leave and take in."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.features import has_room_for
from allmende.commons.spaces.models import Membership, Role, Space, SpaceKind
from allmende.commons.spaces.opening import asked_before_archiving
from allmende.commons.spaces.rules.belonging import (
    belongings_of,
    is_active,
    is_curator,
    is_member,
    is_open,
    is_signed_in,
    is_steward,
    is_system,
    role_in,
    roles_of,
    sees_as,
)
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.signon.rules import may_operate


@asked(_("open an interest group in it"), purpose="group")
@asked(_("open a team in it"), purpose="team")
@asked(_("open a project in it"), purpose="project")
@asked(_("open a hub in it"), purpose="hub")
def may_open_space(reader: Reader, parent: Space, purpose: str) -> Verdict:
    """Interest groups: any member; teams, projects and hubs: stewards of the space around it; teams also whom trust grants it.

    Bodies stand right inside the community: an organisation is opened by any of its members, a network by its curators.
    """
    if purpose == SpaceKind.GROUP:
        return is_member(reader, parent)
    if purpose == SpaceKind.COMMUNITY:
        return Denied(_("A community is founded, not opened inside another space."), status=422)
    if purpose in {SpaceKind.ORGANISATION, SpaceKind.NETWORK}:
        opens = is_member if purpose == SpaceKind.ORGANISATION else is_curator
        at_home = _("Organisations and networks stand right inside the community.")
        return first_denial(
            opens(reader, parent), is_active(reader, parent), allow_if(parent.root_id is None, at_home, status=422)
        )
    steward = first_denial(is_steward(reader, parent), has_room_for(parent, purpose))
    by_trust = purpose == SpaceKind.TEAM and is_member(reader, parent) and ABOVE.granted(reader, parent, "teams")
    return is_active(reader, parent) if by_trust else steward


@asked(_("change its name, words and look"))
def may_change_space(reader: Reader, space: Space) -> Verdict:
    """Name, text and look: hosts and curators."""
    return is_steward(reader, space)


@asked(_("set its host name and sender"))
def may_set_address(reader: Reader, space: Space, host: str = "", sender: str = "") -> Verdict:
    """Host name and sender lead to the machine: who runs it says them; curators take a host name that it lists, or give theirs up."""
    if may_operate(reader) or is_system(reader):
        return ALLOWED
    curator, listed = is_curator(reader, space), not host or host in settings.EXTRA_HOSTS
    confirmed = listed and not sender
    return first_denial(
        curator, allow_if(confirmed, _("Whoever runs this node confirms host names and senders first. Ask them."))
    )


@asked(_("come in before the opening"))
def may_enter(reader: Reader, root: Space) -> Verdict:
    """Before its opening day a community is its founders' alone; then everyone may look in."""
    if not root.is_founding or is_system(reader) or role_in(reader, root):
        return ALLOWED
    return Denied(_("This community has not opened yet."))


@asked(_("open the doors early"))
def may_open_doors(reader: Reader, root: Space) -> Verdict:
    """Curators open a community earlier than its day, once."""
    return first_denial(is_curator(reader, root), allow_if(root.is_founding, _("The doors are open."), status=409))


@asked(_("join"))
def may_join(reader: Reader, space: Space) -> Verdict:
    """Spaces that are open, as interest groups are, for members of the community; a community has a way in of its own."""
    if not (signed := is_signed_in(reader)):
        return signed
    if space.id in roles_of(reader):
        return Denied(_("You belong to this space already."), status=409)
    if not (still := is_open(reader, space)):
        return still
    if space.root_id is None or not ABOVE.is_open(reader, space):
        return Denied(_("This space takes people in itself. Ask one of its hosts."))
    if space.house_id != space.root_id:
        return allow_if(space.house_id in roles_of(reader), _("First become a member of the organisation."))
    return allow_if(space.root_id in roles_of(reader), _("First become a member of the community."))


def takes_part(reader: Reader, space: Space, layer: Layer) -> Verdict:
    """Members; and in what is public also those who only have an account, where the community lets them."""
    if not (still := is_open(reader, space)):
        return still
    member = is_member(reader, space)
    if member or reader.is_guest or layer != Layer.PUBLIC:
        return member
    return ALLOWED if ABOVE.takes_guests(reader, space) else member


@asked(_("leave"))
def may_leave(reader: Reader, space: Space) -> Verdict:
    """Whoever belongs to it; the last steward hands over first."""
    signed = is_signed_in(reader)
    if not signed or not isinstance(reader, Actor):
        return signed
    role = roles_of(reader).get(space.id)
    if role is None:
        return Denied(_("You don't belong to this space."), status=409)
    if not belongings_of(reader)[space.id].is_own:
        return Denied(_("You belong to it through your organisation, and leave it with that."), status=409)
    stewards = Membership.objects.filter(space=space, role__in=(Role.HOST, Role.CURATOR))
    is_last = (
        space.archived is None
        and role in {Role.HOST, Role.CURATOR}
        and not stewards.exclude(actor_id=reader.id).exists()
    )
    return allow_if(
        not is_last, _("You are the last to care for this space. Make someone else a host first."), status=409
    )


@asked(_("archive it"))
def may_archive(reader: Reader, space: Space) -> Verdict:
    """Hosts and curators end a space without losing it, once; a community goes on as long as its node does."""
    whole = _("A community isn't archived. Its spaces can be.")
    return first_denial(
        is_steward(reader, space), allow_if(space.root_id, whole, status=409), asked_before_archiving(space)
    )


@asked(_("reopen it"))
def may_reopen(reader: Reader, space: Space) -> Verdict:
    """Hosts and curators, once; what was archived with the space around it comes back with that."""
    cares = first_denial(
        sees_as(reader, space, Role.HOST), allow_if(space.archived, _("This space is open."), status=409)
    )
    if not cares:
        return cares
    around = space.archived_with or Space.objects.filter(Q(pk=space.space_id), archived__isnull=False).first()
    first = _("First %(name)s has to be reopened, in which it stands.") % {"name": around.title if around else ""}
    return allow_if(around is None, first, status=409)


@asked(_("take people in and out"))
def may_take_in(reader: Reader, space: Space) -> Verdict:
    """Take people in and out, and say who is a host: stewards; in a community: curators."""
    return is_steward(reader, space) if space.root_id else is_curator(reader, space)
