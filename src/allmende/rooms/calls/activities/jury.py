"""What can happen in a jury, and to the shortlist."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class JuryNoted(Activity):
    """The jury noted something, which only it and the hosts read."""

    verb = "Add"
    is_talk = True
    plain = _("{actor} wrote a note for the jury of {thing}")


@dataclass(frozen=True, kw_only=True)
class JuryStated(Activity):
    """The jury's statement was published."""

    verb = "Announce"
    changes = "state"
    sentence = _("{actor} published the jury's statement on {thing}")
    in_feed = True
    called = _("Statement of a jury")


@dataclass(frozen=True, kw_only=True)
class PassagesHidden(Activity):
    """Passages of a contribution are hidden from a blind review."""

    plain = _("{actor} hid passages of {thing} from the jury")


@dataclass(frozen=True, kw_only=True)
class ShortlistChanged(Activity):
    """Those who choose set the shortlist."""

    contributions: int
    plain = _("{actor} set the shortlist of {thing}")


@dataclass(frozen=True, kw_only=True)
class ShortlistAnnounced(Activity):
    """The shortlist was announced."""

    contributions: int
    verb = "Announce"
    changes = "state"
    sentence = _("{actor} announced the shortlist of {thing}")
    in_feed = True
    called = _("Shortlist")
