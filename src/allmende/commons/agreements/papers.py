"""Papers to keep: what was signed, and deeds. The same row gives the same bytes, today and in ten years."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.commons.agreements.models import Deed, DeedParty, Licence
from allmende.commons.agreements.queries import text_of
from allmende.commons.agreements.words import LINKS, Step, who_owns
from allmende.commons.authorship.queries import WHOLE
from allmende.commons.consent.models import Acceptance
from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Space
from allmende.foundation.money import Money
from allmende.foundation.pdf.prose import blocks_of
from allmende.foundation.pdf.rendering import render_pdf
from allmende.foundation.text.locales import locale_of

NAMES = {"de": "Deutsch", "en": "English", "it": "Italiano"}


def signed_paper(acceptance: Acceptance) -> bytes:
    """Return what someone signed as a paper: the exact words in the language they were read in, then who, when, and their hash."""
    version, language = acceptance.version, acceptance.language
    space = version.agreement.space
    zone = ZoneInfo(space.zone)
    with override(language):
        data: dict[str, Any] = {
            "title": version.titles.get(language) or version.title,
            "kicker": f"{version.agreement.get_kind_display()} · {_('version %(n)s') % {'n': version.number}}",
            "blocks": blocks_of(version.texts.get(language, "")),
            "signed": _("Signed"),
            "facts": [
                [_("Full name"), acceptance.name],
                [_("On behalf of"), acceptance.body_name or _("oneself")],
                [_("Signed at"), format_datetime(acceptance.at.astimezone(zone), "long", locale=locale_of(language))],
                [_("How"), _("in the community's pages, by the account of this person, after reading")],
                [_("Language"), NAMES.get(language, language)],
                [_("With"), space.title],
            ],
            "digest_name": _("SHA-256 of these words"),
            "digest": acceptance.digest,
            "note": _("Whoever holds this paper can check it: the number above is that of title, empty line and text as they were read."),
        }  # fmt: skip
    return render_pdf(
        "agreements/signed.typ", data, language=language, letterhead=letterhead_of(space), dated=acceptance.at
    )


def deed_paper(deed: Deed) -> bytes:
    """Return a deed as a paper for both sides, in the language it was made in."""
    space = Space.objects.select_related("root").get(pk=deed.space)
    language, said = deed.language, text_of(deed)
    with override(language):
        when = format_datetime(deed.at.astimezone(ZoneInfo(space.zone)), "long", locale=locale_of(language))
        data: dict[str, Any] = {
            "title": _("Deed of rights"),
            "kicker": f"{_('No. %(n)s') % {'n': deed.number}} · {deed.occasion}",
            "lead": deed.title,
            "parties_name": _("Between"),
            "givers": [_giver(deed, party) for party in deed.parties.order_by("id")],
            "givers_role": _("who made the work"),
            "taker": deed.taker_name,
            "taker_role": _("who takes the rights"),
            "work_name": _("The work"),
            "work": [
                [_("Title"), deed.title],
                [_("Handed in to"), deed.occasion],
                [_("Version"), str(deed.version)],
            ],
            "digest_name": _("SHA-256 of this version"),
            "digest": deed.digest,
            "scope_name": _("What is granted"),
            "licence": str(said.licence.label),
            "link": LINKS.get(said.licence, ""),
            "scope": _scope(said.licence),
            "plain_name": _("In plain words"),
            "plain": who_owns(said, Step.AWARD),
            "pay_name": _("Consideration"),
            "pay": " + ".join(_pay(deed)) or _("none"),
            "royalty": who_owns(said, Step.AWARD)[2:] if said.royalty else [],
            "made": _("Made on %(at)s from the award in this community. Valid without signature by hand.") % {"at": when},
            "digest_note": _("Of title, text, fields and files as they were awarded: whoever holds these can reckon it anew."),
            "withdrawn": _withdrawn(deed, space) if deed.withdrawn else [],
        }  # fmt: skip
    return render_pdf("agreements/deed.typ", data, language=language, letterhead=letterhead_of(space), dated=deed.at)


def _giver(deed: Deed, party: DeedParty) -> list[str]:
    """Who gives: name, share, and what that is of the money; where one gives alone, the name says it."""
    if party.share == WHOLE:
        return [party.name, "", ""]
    money = Money(party.amount, deed.currency).format(deed.language) if party.amount else ""
    return [party.name, f"{format_decimal(Decimal(party.share) / 100, locale=deed.language)} %", money]


def _pay(deed: Deed) -> list[str]:
    return [*([deed.money.format(deed.language)] if deed.consideration else []), *([deed.gift] if deed.gift else [])]


def _withdrawn(deed: Deed, space: Space) -> list[str]:
    """What stands above all where the award was taken back."""
    assert deed.withdrawn
    when = format_datetime(deed.withdrawn.astimezone(ZoneInfo(space.zone)), "long", locale=locale_of(deed.language))
    return [
        _("Withdrawn on %(at)s") % {"at": when},
        deed.withdrawal,
        _("The award was taken back: nothing is granted by this deed any more. It is kept as proof of what was."),
    ]


def _scope(licence: Licence) -> list[str]:
    """The clauses of a deed. Terms of law as the law has them: UrhG §§ 29, 31, 34, 32; L. 633/1941 art. 20, 107, 110."""
    if licence == Licence.TRANSFER:
        return [
            _("The authors grant the exclusive right to use the work in all known ways, without limit of place and time, including to change it and to grant simple rights of use to others."),
            _("Copyright and the moral right to be named remain with the authors."),
            _("Handing the exclusive right on as a whole needs the authors' consent, which they may not refuse against good faith."),
            _("The authors may show the work as their own, for reference."),
        ]  # fmt: skip
    if licence in LINKS:
        return [
            _("The work stands under the licence named above since it was handed in; this deed adds no right to it and takes none away."),
            _("The consideration is the award for the work."),
        ]  # fmt: skip
    return [
        _("The authors grant a simple right, not an exclusive one, to show the work unchanged and to tell of it, naming its authors."),
        _("All other rights remain with the authors; any further use is agreed anew."),
    ]  # fmt: skip
