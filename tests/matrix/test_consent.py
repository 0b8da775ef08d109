"""Who may do what on the pages of agreements, consents, age, guardians, protection and privacy. Ben is 15, Mum was asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from allmende.commons.consent.commands import (
    ask_guardian,
    begin_agreement,
    change_protection,
    note_vetting,
    publish_draft,
    write_draft,
)
from allmende.commons.consent.models import Agreement, Evidence, Takeout
from allmende.commons.consent.testing import latest_link, make_young
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                        | case                |  guest  stranger  community  member  host  curator
privacy GET                  | the page            |  200    200       200        200     200   200
consent:mine GET             | one's own           |  403    200       200        200     200   200
consent:agreement GET        | the charter         |  200    200       200        200     200   200
consent:agreement GET        | the team's          |  404    404       200        200     200   200
consent:agreement GET        | a draft             |  404    404       404        404     404   200
consent:acceptance POST      | the charter         |  403    302       302        302     302   302
consent:acceptance POST      | the team's          |  404    404       302        302     302   302
consent:space GET            | the community       |  200    200       200        200     200   200
consent:space GET            | the team            |  404    404       200        200     200   200
consent:space POST           | the team            |  404    404       403        403     403   302
consent:versions GET         | the charter         |  200    200       200        200     200   200
consent:versions GET         | of a draft          |  404    404       404        404     404   404
consent:draft GET            | the charter's       |  403    403       403        403     403   200
consent:draft POST           | the charter's       |  403    403       403        403     403   302
consent:draft_removal POST   | a draft             |  403    403       403        403     403   302
consent:publication GET      | the charter's       |  403    403       403        403     403   200
consent:publication POST     | the charter's       |  403    403       403        403     403   302
consent:ending POST          | the charter         |  403    403       403        403     403   302
consent:protection GET       | the community       |  403    403       403        403     403   200
consent:protection GET       | the team            |  404    404       403        403     403   409
consent:protection POST      | the community       |  403    403       403        403     403   302
consent:set_age POST         | Finn's              |  403    403       403        403     403   302
consent:vetting POST         | Finn's              |  403    403       403        403     403   302
consent:vetting_removal POST | Ada's               |  403    403       403        403     403   302
consent:consents GET         | one's own           |  403    200       200        200     200   200
consent:giving POST          | face                |  403    302       302        403     302   302
consent:withdrawal POST      | face                |  403    302       302        302     302   302
consent:age GET              | one's own           |  403    200       200        200     200   200
consent:age POST             | one's own           |  403    302       302        302     302   302
consent:guardian GET         | one's own           |  403    200       200        200     200   200
consent:guardian POST        | one's own           |  403    409       409        302     409   409
consent:answer GET           | Mum's link          |  200    200       200        200     200   200
consent:answer POST          | Mum's link          |  200    200       200        403     200   200
consent:answer POST          | a forged link       |  410    410       410        410     410   410
consent:link_again POST      | Mum's link          |  200    200       200        200     200   200
consent:takeouts POST        | one's own           |  403    302       302        302     302   302
consent:takeout GET          | Ada's               |  403    404       404        404     200   404
consent:takeout_file GET     | Ada's               |  403    404       404        404     200   404
consent:departure GET        | one's own           |  403    200       200        200     200   200
consent:departure POST       | one's own           |  403    302       302        302     302   409
"""

ROUTES = routes_in(TABLE)
MUM = "mum@example.net"


def test_who_may(cast: Any) -> None:
    with clock.frozen(NOON):
        make_young(cast.ben)
        assert differences(TABLE, cast, _agreements(cast) | _protection(cast) | _mine(cast)) == []


def _at(name: str, *args: Any) -> str:
    return reverse(f"consent:{name}", args=args)


def _agreements(cast: Any) -> dict[tuple[str, str], Request]:
    charter = Agreement.objects.get(space=cast.community, kind="charter")
    today = charter.versions.get(number=1)
    write_draft(cast.eli, charter, today.titles, {**today.texts, "en": "Shorter."})
    fresh = begin_agreement(cast.eli, cast.community)
    own = begin_agreement(cast.eli, cast.team)
    write_draft(cast.eli, own, {"en": "Ladders"}, {"en": "Two hold the ladder."})
    inside = publish_draft(cast.eli, own, asks_again=True)
    sent = {"title_en": "Charter", "text_en": "Be kind."}
    return {
        ("consent:agreement GET", "the charter"): Request(_at("agreement", today.id)),
        ("consent:agreement GET", "the team's"): Request(_at("agreement", inside.id)),
        ("consent:agreement GET", "a draft"): Request(_at("agreement", fresh.versions.get().id)),
        ("consent:acceptance POST", "the charter"): Request(_at("acceptance", today.id)),
        ("consent:acceptance POST", "the team's"): Request(_at("acceptance", inside.id)),
        ("consent:space GET", "the community"): Request(_at("space", "meadow")),
        ("consent:space GET", "the team"): Request(_at("space", "orchard")),
        ("consent:space POST", "the team"): Request(_at("space", "orchard")),
        ("consent:versions GET", "the charter"): Request(_at("versions", "meadow", charter.id)),
        ("consent:versions GET", "of a draft"): Request(_at("versions", "meadow", fresh.id)),
        ("consent:draft GET", "the charter's"): Request(_at("draft", "meadow", charter.id)),
        ("consent:draft POST", "the charter's"): Request(_at("draft", "meadow", charter.id), sent),
        ("consent:draft_removal POST", "a draft"): Request(_at("draft_removal", "meadow", fresh.id)),
        ("consent:publication GET", "the charter's"): Request(_at("publication", "meadow", charter.id)),
        ("consent:publication POST", "the charter's"): Request(_at("publication", "meadow", charter.id)),
        ("consent:ending POST", "the charter"): Request(_at("ending", "meadow", charter.id)),
    }


def _protection(cast: Any) -> dict[tuple[str, str], Request]:
    change_protection(cast.eli, cast.community, asks_birth_date=False, requires_vetting=True)
    note_vetting(cast.eli, cast.ada, cast.community, Evidence.PLEDGE, NOON.date())
    age = {"person": "@finn-thal", "band": "adult", "note": "Seen."}
    vetting = {"person": "finn-thal", "evidence": "pledge", "until": "2026-04-01"}
    return {
        ("consent:protection GET", "the community"): Request(_at("protection", "meadow")),
        ("consent:protection GET", "the team"): Request(_at("protection", "orchard")),
        ("consent:protection POST", "the community"): Request(_at("protection", "meadow")),
        ("consent:set_age POST", "Finn's"): Request(_at("set_age", "meadow"), age),
        ("consent:vetting POST", "Finn's"): Request(_at("vetting", "meadow"), vetting),
        ("consent:vetting_removal POST", "Ada's"): Request(_at("vetting_removal", "meadow", "ada-berg")),
    }


def _mine(cast: Any) -> dict[tuple[str, str], Request]:
    asked = ask_guardian(cast.ben, "Mum", MUM)
    _key, signature = latest_link(MUM)
    agreed = {"allows": ["take_part"], "is_guardian": "on"}
    takeout = Takeout.objects.create(
        actor=cast.ada, asked=NOON - timedelta(hours=2), ready=NOON, expires=NOON + timedelta(days=1), size=3
    )
    default_storage.delete(takeout.path)
    default_storage.save(takeout.path, ContentFile(b"zip"))
    return {
        ("privacy GET", "the page"): Request(reverse("privacy")),
        ("consent:mine GET", "one's own"): Request(_at("mine")),
        ("consent:consents GET", "one's own"): Request(_at("consents")),
        ("consent:giving POST", "face"): Request(_at("giving", "face")),
        ("consent:withdrawal POST", "face"): Request(_at("withdrawal", "face")),
        ("consent:age GET", "one's own"): Request(_at("age")),
        ("consent:age POST", "one's own"): Request(_at("age"), {"band": "under_16"}),
        ("consent:guardian GET", "one's own"): Request(_at("guardian")),
        ("consent:guardian POST", "one's own"): Request(
            _at("guardian"), {"name": "Dad", "address": "dad@example.net", "language": "en"}
        ),
        ("consent:answer GET", "Mum's link"): Request(_at("answer", asked.id, signature)),
        ("consent:answer POST", "Mum's link"): Request(_at("answer", asked.id, signature), agreed),
        ("consent:answer POST", "a forged link"): Request(_at("answer", asked.id, "0" * 32), agreed),
        ("consent:link_again POST", "Mum's link"): Request(_at("link_again", asked.id)),
        ("consent:takeouts POST", "one's own"): Request(_at("takeouts")),
        ("consent:takeout GET", "Ada's"): Request(_at("takeout", takeout.id)),
        ("consent:takeout_file GET", "Ada's"): Request(_at("takeout_file", takeout.id)),
        ("consent:departure GET", "one's own"): Request(_at("departure")),
        ("consent:departure POST", "one's own"): Request(_at("departure"), {"keeps": "yes", "sure": "on"}),
    }
