"""Contributions made with others: fields, a host's look, teams, sources, suggestions. Ada holds the call in the team for the whole community."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands.suggesting import suggest
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.testing import make_call, make_contribution
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                              | case                    |  guest  stranger  community  member  host  curator
calls:fields GET                   | open                    |  404    404       403        403     200   200
calls:fields POST                  | open, empty             |  404    404       403        403     422   422
calls:writing POST                 | Ben's                   |  404    404       403        200     403   403
calls:admission POST               | Ben's that waits        |  404    404       404        403     302   302
calls:return POST                  | Ben's that waits        |  404    404       404        403     302   302
calls:contribution_removal GET     | Ben's                   |  404    404       403        403     200   200
calls:contribution_removal POST    | Ben's                   |  404    404       403        403     302   302
calls:team GET                     | Ben's                   |  404    404       403        200     403   403
calls:team POST                    | Ben's, nobody named     |  404    404       403        422     403   403
calls:team_answer POST             | Ben's, nobody asked     |  404    404       403        403     403   403
calls:team_shares POST             | Ben's, made alone       |  404    404       403        409     403   403
calls:team_agreement POST          | Ben's, made alone       |  404    404       403        403     403   403
calls:team_leaving POST            | Ben's, made alone       |  404    404       403        403     403   403
calls:team_removal POST            | Ben's, Ada not asked    |  404    404       403        409     403   403
calls:sources GET                  | Ben's                   |  404    404       403        200     403   403
calls:sources POST                 | Ben's, of Finn's        |  404    404       403        302     403   403
calls:source_removal POST          | Ben's, of Finn's        |  404    404       403        302     403   403
calls:lineage GET                  | Ben's                   |  404    404       200        200     200   200
calls:suggestions GET              | Ben's                   |  404    404       200        200     200   200
calls:suggestions POST             | Ben's                   |  404    404       302        409     302   302
calls:suggestion_acceptance POST   | Finn's, for Ben's       |  404    404       403        302     403   403
calls:suggestion_refusal POST      | Finn's, for Ben's       |  404    404       403        302     403   403
api:listCallFields GET             | open                    |  404    404       200        200     200   200
api:setCallFields PUT              | open                    |  401    404       403        403     204   204
api:listAuthors GET                | Ben's                   |  401    404       403        200     403   403
api:askAuthor POST                 | Ben's, Ada              |  401    404       403        204     403   403
api:answerAuthorInvitation POST    | Ben's, nobody asked     |  401    404       403        403     403   403
api:setAuthorShares PUT            | Ben's, made alone       |  401    404       403        409     403   403
api:agreeToAuthorShares POST       | Ben's, made alone       |  401    404       403        403     403   403
api:leaveAuthors POST              | Ben's, made alone       |  401    404       403        403     403   403
api:takeAuthorInvitationBack DELETE| Ben's, Ada not asked    |  401    404       403        409     403   403
api:admitContribution POST         | Ben's that waits        |  401    404       404        403     204   204
api:returnContribution POST        | Ben's that waits        |  401    404       404        403     204   204
api:takeOutContribution POST       | Ben's                   |  401    404       403        403     204   204
api:readLineage GET                | Ben's                   |  404    404       200        200     200   200
api:nameContributionSource POST    | Ben's, of Finn's        |  401    404       403        204     403   403
api:dropContributionSource DELETE  | Ben's, of Finn's        |  401    404       403        204     403   403
api:listSuggestions GET            | Ben's                   |  404    404       200        200     200   200
api:suggestPassage POST            | Ben's                   |  401    404       204        409     204   204
api:acceptSuggestion POST          | Finn's, for Ben's       |  401    404       403        204     403   403
api:declineSuggestion POST         | Finn's, for Ben's       |  401    404       403        204     403   403
"""
ROUTES = routes_in(TABLE)


WORDS = {"passage": "the frogs", "replacement": "the toads"}
BACK = {"words": "Say who looks after it, please."}


class Scene:
    """What the table speaks of: Ben's pond and Finn's lake in one call, what Finn suggests for the pond, what waits in another call."""

    def __init__(self, cast: Cast) -> None:
        with clock.frozen(NOON - timedelta(days=3)):
            self.call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
            looked_at = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, looks_first=True)
            self.pond, self.lake = make_contribution(cast.ben, self.call), make_contribution(cast.finn, self.call)
            self.held = make_contribution(cast.ben, looked_at)
            self.made = suggest(cast.finn, self.pond, "the frogs", "the newts")

    def on(self, route: str, sent: Any = None, *more: Any) -> Request:
        return Request(reverse(f"calls:{route}", args=[self.call.slug, self.pond.number, *more]), sent)

    def on_held(self, route: str, sent: Any = None) -> Request:
        return Request(reverse(f"calls:{route}", args=[self.held.call.slug, self.held.number]), sent)

    def ask(self, part: str, sent: Any = None, at: Contribution | None = None) -> Request:
        at = at or self.pond
        headers = {"Idempotency-Key": "matrix", "If-Match": "*"}
        url = f"/api/v1/calls/{at.call.slug}/contributions/{at.number}/{part}"
        return Request(url, sent, "application/json" if sent is not None else "", headers)

    def of(self, part: str, sent: Any = None) -> Request:
        url = f"/api/v1/calls/{self.call.slug}/{part}"
        return Request(url, sent, "application/json" if sent else "", {"If-Match": "*"})


def pages(scene: Scene) -> dict[tuple[str, str], Request]:
    """Where the lines of pages lead."""
    on, fields = scene.on, reverse("calls:fields", args=[scene.call.slug])
    return {
        ("calls:fields GET", "open"): Request(fields),
        ("calls:fields POST", "open, empty"): Request(fields, {"x": ""}),
        ("calls:writing POST", "Ben's"): on("writing"),
        ("calls:admission POST", "Ben's that waits"): scene.on_held("admission"),
        ("calls:return POST", "Ben's that waits"): scene.on_held("return", BACK),
        ("calls:contribution_removal GET", "Ben's"): on("contribution_removal"),
        ("calls:contribution_removal POST", "Ben's"): on(
            "contribution_removal", {"reason": "It shows people who were not asked."}
        ),
        ("calls:team GET", "Ben's"): on("team"),
        ("calls:team POST", "Ben's, nobody named"): on("team", {"person": ""}),
        ("calls:team_answer POST", "Ben's, nobody asked"): on("team_answer", {"answer": "yes"}),
        ("calls:team_shares POST", "Ben's, made alone"): on("team_shares", {"share-ben-roth": "100"}),
        ("calls:team_agreement POST", "Ben's, made alone"): on("team_agreement"),
        ("calls:team_leaving POST", "Ben's, made alone"): on("team_leaving"),
        ("calls:team_removal POST", "Ben's, Ada not asked"): on("team_removal", None, "ada-berg"),
        ("calls:sources GET", "Ben's"): on("sources"),
        ("calls:sources POST", "Ben's, of Finn's"): on("sources", {"source": str(scene.lake.id), "kind": "merges"}),
        ("calls:source_removal POST", "Ben's, of Finn's"): on("source_removal", None, scene.lake.id),
        ("calls:lineage GET", "Ben's"): on("lineage"),
        ("calls:suggestions GET", "Ben's"): on("suggestions"),
        ("calls:suggestions POST", "Ben's"): on("suggestions", WORDS),
        ("calls:suggestion_acceptance POST", "Finn's, for Ben's"): on("suggestion_acceptance", None, scene.made.id),
        ("calls:suggestion_refusal POST", "Finn's, for Ben's"): on("suggestion_refusal", None, scene.made.id),
    }


def operations(scene: Scene) -> dict[tuple[str, str], Request]:
    """Where the lines of the API lead."""
    ask, all_mine = scene.ask, {"shares": {"ben-roth": 10_000}}
    return {
        ("api:listCallFields GET", "open"): scene.of("fields"),
        ("api:setCallFields PUT", "open"): scene.of("fields", {"fields": [{"kind": "line", "label": "Slogan"}]}),
        ("api:listAuthors GET", "Ben's"): ask("team"),
        ("api:askAuthor POST", "Ben's, Ada"): ask("team", {"person": "ada-berg"}),
        ("api:answerAuthorInvitation POST", "Ben's, nobody asked"): ask("team/answer", {"joins": True}),
        ("api:setAuthorShares PUT", "Ben's, made alone"): ask("team/shares", all_mine),
        ("api:agreeToAuthorShares POST", "Ben's, made alone"): ask("team/agreement", all_mine),
        ("api:leaveAuthors POST", "Ben's, made alone"): ask("team/leaving"),
        ("api:takeAuthorInvitationBack DELETE", "Ben's, Ada not asked"): ask("team/ada-berg"),
        ("api:admitContribution POST", "Ben's that waits"): ask("admission", at=scene.held),
        ("api:returnContribution POST", "Ben's that waits"): ask("return", BACK, scene.held),
        ("api:takeOutContribution POST", "Ben's"): ask("removal", BACK),
        ("api:readLineage GET", "Ben's"): ask("lineage"),
        ("api:nameContributionSource POST", "Ben's, of Finn's"): ask("sources", {"source": str(scene.lake.id)}),
        ("api:dropContributionSource DELETE", "Ben's, of Finn's"): ask(f"sources/{scene.lake.id}"),
        ("api:listSuggestions GET", "Ben's"): ask("suggestions"),
        ("api:suggestPassage POST", "Ben's"): ask("suggestions", WORDS),
        ("api:acceptSuggestion POST", "Finn's, for Ben's"): ask(f"suggestions/{scene.made.id}/acceptance"),
        ("api:declineSuggestion POST", "Finn's, for Ben's"): ask(f"suggestions/{scene.made.id}/refusal"),
    }


def test_who_may(cast: Any) -> None:
    with clock.frozen(NOON):
        scene = Scene(cast)
        assert differences(TABLE, cast, pages(scene) | operations(scene)) == []
