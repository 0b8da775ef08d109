"""Who lets which program be told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_active, is_curator, is_signed_in
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.queries import account_of
from allmende.identity.actors.models import Reader
from allmende.observers.webhooks.models import Hook


@asked(_("keep web hooks"))
def may_keep_hooks(reader: Reader, space: Space) -> Verdict:
    """Curators of a space, unless they take a break."""
    return first_denial(is_curator(reader, space), is_active(reader, space))


def may_hook_everywhere(reader: Reader) -> Verdict:
    """Those who run the node."""
    own = Account.objects.filter(actor_id=reader.id, is_superuser=True, is_active=True) if reader.id else None
    runs = own is not None and own.exists()
    return first_denial(is_signed_in(reader), allow_if(runs, _("Only those who run this node can do this.")))


def may_have(reader: Reader, space: Space, *, everywhere: bool) -> Verdict:
    """Whether a reader may have a hook of that reach: asked when it is made, and before each delivery. Whoever can't sign in has none."""
    account = account_of(reader)
    return first_denial(
        is_signed_in(reader),
        allow_if(account is not None and account.is_active, _("This account is closed for now.")),
        may_hook_everywhere(reader) if everywhere else may_keep_hooks(reader, space),
    )


def may_see_hook(reader: Reader, hook: Hook) -> Verdict:
    """Its owner, and all who may have one like it; to others it isn't there."""
    known = may_have(reader, hook.space, everywhere=hook.everywhere)
    return first_denial(is_signed_in(reader), allow_if(known, _("There is nothing here for you."), status=404))


def may_stop_hook(reader: Reader, hook: Hook) -> Verdict:
    """Pausing and removing: everyone who may have one like it."""
    return may_see_hook(reader, hook)


def may_run_hook(reader: Reader, hook: Hook) -> Verdict:
    """Changing it, its secret, a test, sending again: its owner alone, for it tells what they see."""
    return first_denial(
        may_see_hook(reader, hook),
        allow_if(
            reader.id == hook.owner_id,
            _("It tells what its owner sees: only they can do this. You can pause or remove it."),
        ),
    )
