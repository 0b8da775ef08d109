"""What programs may do about people, contacts, nominations, organisations, hubs, duties and what is one's own.

By hand from the rules: Finn has endorsed a skill of Ben's and asked Ada; Ben and Ada are contacts. Ben nominated Noor; Zoe's
nomination of Gil waits for the curators. Ben represents Willow, and Eli asks to join it. Ben and Ada belong to the Mill, and Ben has a desk there tomorrow.
Ada has a duty in the team, is away for a day, and has just asked for her archive.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allmende.commons.consent.models import AgreementVersion, Takeout
from allmende.commons.duties.commands import assign, go_away
from allmende.commons.duties.models import Duty
from allmende.commons.spaces.commands import join_space
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.people.connections.commands import ask
from allmende.people.connections.testing import make_contact
from allmende.people.desk.commands import ask as ask_for
from allmende.people.desk.models import Step
from allmende.people.nominations.models import State
from allmende.people.nominations.testing import make_nomination
from allmende.people.organisations.commands import ask_to_join
from allmende.people.organisations.testing import make_organisation
from allmende.people.profiles import commands as say
from allmende.people.profiles.models import Key
from allmende.rooms.hubs.commands import ask as ask_in
from allmende.rooms.hubs.commands import book, say_presence
from allmende.rooms.hubs.models import Part
from allmende.rooms.hubs.queries import hub_of
from allmende.rooms.hubs.testing import make_hub
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                           | case                     |  guest  stranger  community  member  host  curator
api:listPeople GET                     |                          |  401    403       200        200     200   200
api:listEndorsements GET               | Ben's                    |  404    404       200        200     200   200
api:endorse POST                       | Ben's skill              |  401    404       201        403     201   201
api:acceptEndorsement PUT              | Finn's of Ben            |  401    404       403        204     404   404
api:withdrawEndorsement DELETE         | Finn's of Ben            |  401    404       204        204     404   404
api:setProfilePicture POST             | no picture               |  401    422       422        422     422   422
api:removeProfilePicture DELETE        |                          |  401    204       204        204     204   204
api:listContacts GET                   |                          |  401    200       200        200     200   200
api:listAsking GET                     |                          |  401    200       200        200     200   200
api:listAsked GET                      |                          |  401    200       200        200     200   200
api:askForContact POST                 | Ben                      |  401    404       201        409     409   201
api:acceptContact PUT                  | Finn's, to Ada           |  401    404       403        404     204   404
api:refuseContact PUT                  | Finn's, to Ada           |  401    404       403        404     204   404
api:noteContact PUT                    | Ben and Ada              |  401    404       404        204     204   404
api:endContact DELETE                  | Ben and Ada              |  401    404       404        204     204   404
api:endContact DELETE                  | Finn's, to Ada           |  401    404       204        404     403   404
api:listNominations GET                | to vouch                 |  401    403       200        200     200   200
api:nominate POST                      | Pia                      |  401    403       201        409     201   201
api:getNomination GET                  | Ben's                    |  401    404       200        200     200   200
api:getNomination GET                  | waits                    |  401    404       200        404     404   200
api:vouch POST                         | Ben's                    |  401    404       204        403     204   204
api:raiseConcern POST                  | Ben's                    |  401    404       204        403     204   204
api:takeBackVoice DELETE               | Ben's                    |  401    404       409        409     409   409
api:withdrawNomination POST            | Ben's                    |  401    404       403        204     403   403
api:decideNomination POST              | waits                    |  401    404       403        404     404   204
api:getStanding GET                    |                          |  401    403       200        200     200   200
api:thank POST                         | Ben                      |  401    404       201        403     201   201
api:listOrganisations GET              |                          |  200    200       200        200     200   200
api:listJoinings GET                   |                          |  401    200       200        200     200   200
api:getOrganisation GET                | Willow                   |  404    404       200        200     200   200
api:askToJoin POST                     | Willow                   |  401    404       201        409     201   409
api:acceptJoining POST                 | Eli's into Willow        |  401    404       404        204     404   204
api:refuseJoining POST                 | Eli's into Willow        |  401    404       404        204     404   204
api:takeBackJoining DELETE             | Eli's into Willow        |  401    404       404        403     404   204
api:listHubs GET                       |                          |  200    200       200        200     200   200
api:getHubToday GET                    | the Mill                 |  401    404       403        200     200   200
api:listDesks GET                      | the Mill                 |  401    404       403        200     200   200
api:bookDesk POST                      | tomorrow                 |  401    404       403        409     201   201
api:listBookings GET                   |                          |  401    200       200        200     200   200
api:cancelBooking DELETE               | Ben's                    |  401    404       404        204     404   204
api:sayPresence PUT                    | the Mill                 |  401    404       403        204     204   204
api:endPresence DELETE                 | the Mill                 |  401    404       204        204     204   204
api:askInHub POST                      | the Mill                 |  401    404       403        201     201   409
api:offerHelp POST                     | Ben's question           |  401    404       404        409     204   409
api:closeQuestion DELETE               | Ben's question           |  401    404       404        204     404   404
api:listDuties GET                     | the team                 |  401    404       200        200     200   200
api:giveDuty POST                      | the team                 |  401    404       403        403     403   201
api:endDuty DELETE                     | Ada's                    |  401    404       403        403     204   204
api:listAbsences GET                   |                          |  401    403       200        200     200   200
api:goAway POST                        |                          |  401    403       201        201     201   201
api:comeBack DELETE                    | Ada's                    |  401    404       404        404     204   404
api:listConsents GET                   |                          |  401    200       200        200     200   200
api:giveConsent PUT                    | face                     |  401    204       204        204     204   204
api:withdrawConsent DELETE             | face                     |  401    204       204        204     204   204
api:listOutstandingAgreements GET      |                          |  401    200       200        200     200   200
api:acceptAgreement PUT                | the community's          |  401    204       204        204     204   204
api:askForEverything POST              |                          |  401    201       201        201     429   201
api:getTakeout GET                     | Ada's                    |  401    404       404        404     200   404
api:askForHelp POST                    |                          |  401    403       201        201     201   201
api:listHelp GET                       |                          |  401    403       200        200     200   200
api:listAsks GET                       |                          |  401    403       200        200     200   200
api:answerAsk POST                     | Ben's                    |  401    403       404        204     404   404
"""
ROUTES = routes_in(TABLE)
KEY = {"Idempotency-Key": "matrix"}
DAYS = {"starts": "2026-03-02", "ends": "2026-03-03"}


def at(path: str, sent: Any = None, headers: dict[str, str] | None = None) -> Request:
    """A request to the API; what is sent goes as JSON."""
    return Request(f"/api/v1{path}", sent, "application/json" if sent is not None else "", headers)


def of_people(cast: Cast) -> dict[tuple[str, str], Request]:
    """Profiles, contacts, thanks."""
    ben, root = cast.ben, cast.community
    skill, praised = say.put(ben, ben, root, Key.SKILL, [say.skill("Joinery", "en"), say.skill("Sails", "en")])
    praise = say.endorse(cast.finn, praised, root, "Made the sails of our boat.").id
    both, asked = make_contact(ben, cast.ada, root).id, ask(cast.finn, cast.ada, root).id
    no_picture = Request("/api/v1/profile/picture", lambda: {"file": SimpleUploadedFile("a.png", b"none")}, "", KEY)
    return {
        ("api:listPeople GET", ""): at("/people"),
        ("api:listEndorsements GET", "Ben's"): at("/people/ben-roth/endorsements"),
        ("api:endorse POST", "Ben's skill"): at(
            f"/people/ben-roth/skills/{skill.id}/endorsement", {"sentence": "He built our shed."}, KEY
        ),
        ("api:acceptEndorsement PUT", "Finn's of Ben"): at(f"/endorsements/{praise}/acceptance"),
        ("api:withdrawEndorsement DELETE", "Finn's of Ben"): at(f"/endorsements/{praise}"),
        ("api:setProfilePicture POST", "no picture"): no_picture,
        ("api:removeProfilePicture DELETE", ""): at("/profile/picture"),
        ("api:listContacts GET", ""): at("/contacts"),
        ("api:listAsking GET", ""): at("/contacts/asking"),
        ("api:listAsked GET", ""): at("/contacts/asked"),
        ("api:askForContact POST", "Ben"): at("/people/ben-roth/connection", {"line": "Hello"}, KEY),
        ("api:acceptContact PUT", "Finn's, to Ada"): at(f"/contacts/{asked}/acceptance"),
        ("api:refuseContact PUT", "Finn's, to Ada"): at(f"/contacts/{asked}/refusal"),
        ("api:noteContact PUT", "Ben and Ada"): at(f"/contacts/{both}/note", {"note": "From school."}),
        ("api:endContact DELETE", "Ben and Ada"): at(f"/contacts/{both}"),
        ("api:endContact DELETE", "Finn's, to Ada"): at(f"/contacts/{asked}"),
        ("api:getStanding GET", ""): at("/standing"),
        ("api:thank POST", "Ben"): at("/people/ben-roth/thanks", {"text": "For the boat."}, KEY),
    }


def of_coming_in(cast: Cast) -> dict[tuple[str, str], Request]:
    """Nominations and organisations."""
    vera, zoe = (make_member(cast.community, make_person(name)) for name in ("Vera", "Zoe"))
    noor = make_nomination(cast.ben, cast.community).id
    gil = make_nomination(zoe, cast.community, State.REVIEW, email="gil@example.org", vouchers=[cast.finn, vera]).id
    willow = make_organisation(cast.ben, cast.community, "Willow").space
    joining = ask_to_join(cast.eli, willow).id
    pia = {
        "place": "meadow",
        "name": "Pia",
        "email": "pia@example.org",
        "why": "She keeps bees and shows how.",
        "knows": True,
    }
    words = {"text": "We built the hives together."}
    return {
        ("api:listNominations GET", "to vouch"): at("/nominations"),
        ("api:nominate POST", "Pia"): at("/nominations", pia, KEY),
        ("api:getNomination GET", "Ben's"): at(f"/nominations/{noor}"),
        ("api:getNomination GET", "waits"): at(f"/nominations/{gil}"),
        ("api:vouch POST", "Ben's"): at(f"/nominations/{noor}/vouching", words, KEY),
        ("api:raiseConcern POST", "Ben's"): at(f"/nominations/{noor}/concern", words, KEY),
        ("api:takeBackVoice DELETE", "Ben's"): at(f"/nominations/{noor}/voice"),
        ("api:withdrawNomination POST", "Ben's"): at(f"/nominations/{noor}/withdrawal", {}, KEY),
        ("api:decideNomination POST", "waits"): at(f"/nominations/{gil}/decision", {"outcome": "admit"}, KEY),
        ("api:listOrganisations GET", ""): at("/organisations"),
        ("api:listJoinings GET", ""): at("/organisations/joinings"),
        ("api:getOrganisation GET", "Willow"): at(f"/organisations/{willow.slug}"),
        ("api:askToJoin POST", "Willow"): at(f"/organisations/{willow.slug}/joining", {}, KEY),
        ("api:acceptJoining POST", "Eli's into Willow"): at(f"/organisations/joinings/{joining}/acceptance", {}, KEY),
        ("api:refuseJoining POST", "Eli's into Willow"): at(f"/organisations/joinings/{joining}/refusal", {}, KEY),
        ("api:takeBackJoining DELETE", "Eli's into Willow"): at(f"/organisations/joinings/{joining}"),
    }


def of_hubs(cast: Cast) -> dict[tuple[str, str], Request]:
    """The Mill."""
    mill = make_hub(cast.eli, cast.community)
    for who in (cast.ben, cast.ada):
        join_space(who, mill)
        say_presence(who, mill, is_here=True)
    tomorrow = hub_of(mill).today + timedelta(days=1)
    booking, question = book(cast.ben, mill, tomorrow, Part.DAY).id, ask_in(cast.ben, mill, "How do I weigh a frog?").id
    here = f"/hubs/{mill.slug}"
    return {
        ("api:listHubs GET", ""): at("/hubs"),
        ("api:getHubToday GET", "the Mill"): at(f"{here}/today"),
        ("api:listDesks GET", "the Mill"): at(f"{here}/desks"),
        ("api:bookDesk POST", "tomorrow"): at(f"{here}/bookings", {"day": tomorrow.isoformat()}, KEY),
        ("api:listBookings GET", ""): at("/bookings"),
        ("api:cancelBooking DELETE", "Ben's"): at(f"/bookings/{booking}"),
        ("api:sayPresence PUT", "the Mill"): at(f"{here}/presence", {}),
        ("api:endPresence DELETE", "the Mill"): at(f"{here}/presence"),
        ("api:askInHub POST", "the Mill"): at(f"{here}/questions", {"text": "Where is the key?"}, KEY),
        ("api:offerHelp POST", "Ben's question"): at(f"{here}/questions/{question}/help", {}, KEY),
        ("api:closeQuestion DELETE", "Ben's question"): at(f"{here}/questions/{question}"),
    }


def of_ones_own(cast: Cast) -> dict[tuple[str, str], Request]:
    """Duties, consents, the desk."""
    iris = make_member(cast.community, make_person("Iris Feld"), "curator")  # type: ignore[arg-type]
    held = assign(cast.eli, cast.team, Duty.PROJECTS, cast.ada).id
    away = go_away(cast.ada, cast.community, NOON.date(), NOON.date()).id
    asked = ask_for(iris, cast.community, cast.ben, Step.HAND_IN, "Will you?").id
    takeout = Takeout.objects.create(actor=cast.ada).id
    text = AgreementVersion.objects.filter(agreement__space=cast.community).exclude(published=None).first()
    orchard = f"/spaces/{cast.team.slug}"
    return {
        ("api:listDuties GET", "the team"): at(f"{orchard}/duties"),
        ("api:giveDuty POST", "the team"): at(f"{orchard}/duties", {"duty": "sales", "holder": "ben-roth"}, KEY),
        ("api:endDuty DELETE", "Ada's"): at(f"{orchard}/duties/{held}"),
        ("api:listAbsences GET", ""): at("/absences"),
        ("api:goAway POST", ""): at("/absences", DAYS, KEY),
        ("api:comeBack DELETE", "Ada's"): at(f"/absences/{away}"),
        ("api:listConsents GET", ""): at("/consents"),
        ("api:giveConsent PUT", "face"): at("/consents/face"),
        ("api:withdrawConsent DELETE", "face"): at("/consents/face"),
        ("api:listOutstandingAgreements GET", ""): at("/agreements"),
        ("api:acceptAgreement PUT", "the community's"): at(f"/agreements/{text.id}/acceptance"),  # type: ignore[union-attr]
        ("api:askForEverything POST", ""): at("/takeouts", {}, KEY),
        ("api:getTakeout GET", "Ada's"): at(f"/takeouts/{takeout}"),
        ("api:askForHelp POST", ""): at("/help", {"text": "Where is everything?"}, KEY),
        ("api:listHelp GET", ""): at("/help"),
        ("api:listAsks GET", ""): at("/asks"),
        ("api:answerAsk POST", "Ben's"): at(f"/asks/{asked}/answer", {"says": "no"}, KEY),
    }


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    with clock.frozen(NOON):
        requests = of_people(cast) | of_coming_in(cast) | of_hubs(cast) | of_ones_own(cast)
        assert "\n".join(differences(TABLE, cast, requests)) == ""
