"""Who owns what, in plain words: generated from the terms, three sentences at most, at each step.

The law behind the words. Germany: copyright can't be transferred (UrhG § 29); others are granted rights of use, simple or exclusive
(§ 31 (1)-(3), "einfaches" and "ausschließliches Nutzungsrecht"), handing an exclusive one on needs the author's consent (§ 34 (1)), the
author can ask for adequate pay (§ 32). Italy: the rights to use a work can be transferred (L. 633/1941, art. 107), which is proven in
writing (art. 110); the moral right remains with the author and can't be given away (art. 20, 22). Creative Commons 4.0 and CC0 1.0
are public licences without end (section 6(a) of each 4.0 licence; CC0 waives as far as law lets one).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.agreements.models import Licence


class Step(StrEnum):
    """Where someone stands who asks whose it is."""

    BEGIN = "begin"
    HAND_IN = "hand_in"
    STANDS = "stands"
    AWARD = "award"


@dataclass(frozen=True)
class TermsText:
    """What terms say, apart from where they are kept."""

    licence: Licence
    taker: str = ""
    option_days: int = 0
    royalty: int = 0


LINKS = {
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}
"""Where the exact words of a public licence stand."""


def who_owns(terms: TermsText, step: Step) -> list[str]:
    """Say who owns what at a step: whose it is, what others may do, what is for whom. At most three sentences."""
    return [_whose(terms, step), _allowed(terms, step), *_reserved(terms, step)][:3]


def _whose(terms: TermsText, step: Step) -> str:
    if terms.licence == Licence.CC0:
        return {
            Step.BEGIN: _("A draft is yours alone."),
            Step.HAND_IN: _("By handing in you give up all rights in it, as far as law lets you."),
        }.get(step, _("Its authors gave up all rights in it, as far as law lets them."))
    return {
        Step.BEGIN: _("A draft is yours alone, and so is the copyright in all that you make."),
        Step.HAND_IN: _("The copyright stays with you."),
    }.get(step, _("The copyright stays with its authors."))


def _allowed(terms: TermsText, step: Step) -> str:
    taker = terms.taker or _("The host")
    if terms.licence == Licence.STAYS:
        return {
            Step.AWARD: _("%(taker)s gets a simple right to show the work and to tell of it.") % {"taker": taker},
        }.get(step, _("Others may read it here and talk about it; for any other use they ask first."))
    if terms.licence == Licence.TRANSFER:
        return {
            Step.AWARD: _("%(taker)s gets the exclusive right to use it, from the deed on.") % {"taker": taker},
        }.get(
            step,
            _("Only if it is awarded, %(taker)s gets the exclusive right to use it, by a deed and for pay.")
            % {"taker": taker},
        )
    return {
        Licence.BY: _("Once handed in, everyone may use and change it, for money too, if they name its authors (CC BY 4.0); that can't be taken back."),
        Licence.BY_SA: _("Once handed in, everyone may use and change it, if they name its authors and pass it on under the same licence (CC BY-SA 4.0); that can't be taken back."),
        Licence.CC0: _("Once handed in, everyone may use it for anything, without asking and without a name (CC0 1.0); that can't be taken back."),
    }[terms.licence]  # fmt: skip


def _reserved(terms: TermsText, step: Step) -> list[str]:
    if terms.licence in LINKS:
        return []
    taker, said = terms.taker or _("The host"), []
    if terms.option_days and step != Step.AWARD:
        said.append(
            ngettext(
                "For %(n)s day after the call ends it is offered to nobody but %(taker)s.",
                "For %(n)s days after the call ends it is offered to nobody but %(taker)s.",
                terms.option_days,
            )
            % {"n": terms.option_days, "taker": taker}
        )
    if terms.royalty:
        share = number_format(terms.royalty / 10, decimal_pos=0 if terms.royalty % 10 == 0 else 1)
        said.append(
            _("Of what %(taker)s earns with it, %(share)s %% goes to its authors.") % {"taker": taker, "share": share}
        )
    return [" ".join(said)] if said else []
