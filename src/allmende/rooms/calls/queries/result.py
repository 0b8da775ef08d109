"""The result that explains itself: what is funded, round by round, and why this one and not that one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from allmende.commons.ballots.queries import may_be_published
from allmende.foundation.money import Money
from allmende.foundation.ui.charts import Bar, Slice, bar_chart, stacked_bar
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Outcome
from allmende.rooms.calls.queries.contributions import ContributionCard, all_cards
from allmende.rooms.calls.rules import may_see_result

MOST_BARS = 24


@dataclass(frozen=True)
class FundedRound:
    """One round of the count: what was chosen, in words and amounts."""

    number: int
    card: ContributionCard | None
    title: str
    cost: Money
    left: Money
    support: str
    why: list[str]
    passed: list[str]
    phase: str


@dataclass(frozen=True)
class NotFunded:
    """A contribution that isn't funded, and why."""

    card: ContributionCard | None
    title: str
    cost: Money
    support: str
    why: str


@dataclass(frozen=True)
class ResultPage:
    """Everything the result page shows."""

    finding: str
    budget: Money
    spent: Money
    left: Money
    ballots: int
    electorate: int
    turnout: int
    rounds: list[FundedRound]
    not_funded: list[NotFunded]
    ties: list[str]
    money_chart: SafeString
    support_chart: SafeString
    support_chart_narrow: SafeString
    matches_official: bool | None
    has_audit_file: bool
    command: str
    rule: str
    by_seats: bool


def result_page(reader: Reader, call: Call) -> ResultPage | None:
    """Return the counted result of a call that the reader sees; None before the count, and where it isn't shown to them."""
    if not may_see_result(reader, call):
        return None
    outcome = Outcome.objects.filter(call=call).first()
    if outcome is None or outcome.result is None:
        return None
    return _Telling(reader, call, outcome.result).page()


class _Telling:
    """Puts one result into words; holds what every sentence needs."""

    def __init__(self, reader: Reader, call: Call, result: dict[str, Any]) -> None:
        self.call, self.result = call, result
        self.cards = {card.key: card for card in all_cards(reader, call)}

    def page(self) -> ResultPage:
        """Everything the page shows."""
        result, call = self.result, self.call
        spent, budget = result["spent"], result["budget"]
        winners, box = len(result["winners"]), call.box
        finding = ngettext(
            "%(n)d contribution is funded, for %(spent)s of %(budget)s.",
            "%(n)d contributions are funded, for %(spent)s of %(budget)s.",
            winners,
        )
        losers = [project for project in result["projects"] if not project["selected"]]
        losers.sort(key=lambda project: (-_number(project["support"]), project["id"]))
        return ResultPage(
            finding=self.chosen(winners) if call.chooses_seats else finding % {"n": winners, "spent": self.words(spent), "budget": self.words(budget)},
            budget=self.money(budget), spent=self.money(spent), left=self.money(_number(budget) - _number(spent)),
            ballots=box.turnout, electorate=box.electorate,
            turnout=round(100 * box.turnout / box.electorate) if box.electorate else 0,
            rounds=[self.round(entry) for entry in result["rounds"]],
            not_funded=[self.not_funded(project) for project in losers],
            ties=[self.tie(tie) for tie in result["ties"]],
            money_chart=self.money_chart(), support_chart=self.support_chart(), support_chart_narrow=self.support_chart(narrow=True),
            matches_official=None if call.official is None else sorted(result["winners"]) == sorted(call.official),
            has_audit_file=may_be_published(box), command=self.command(), rule=result["rule"], by_seats=call.chooses_seats,
        )  # fmt: skip

    def chosen(self, winners: int) -> str:
        """How many are chosen, where seats and no money are given."""
        said = ngettext("%(n)d is chosen, for %(seats)d seats.", "%(n)d are chosen, for %(seats)d seats.", winners)
        return said % {"n": winners, "seats": self.call.seats}

    def money(self, amount: int | str | Fraction) -> Money:
        """An amount of the result; parts of a cent are rounded down, as they are only shown."""
        return self.call.money(int(_number(amount)))

    def words(self, amount: int | str) -> str:
        """An amount as the reader's language writes it."""

        return self.money(amount).format(get_language() or "en")

    def title(self, key: str) -> str:
        """What a contribution is called; one that the reader doesn't see keeps its number only."""
        card = self.cards.get(key)
        return card.title if card else _("Contribution %(key)s (not shared this far)") % {"key": key}

    def support(self, amount: int | str) -> str:
        """How much support, in the ballots' own measure."""
        number = _number(amount)
        if self.result["vote_type"] in {"cumulative", "scoring", "ordinal"}:
            return ngettext("%(n)s point", "%(n)s points", int(number)) % {"n": _shown(number)}
        return ngettext("%(n)s vote", "%(n)s votes", int(number)) % {"n": _shown(number)}

    def round(self, entry: dict[str, Any]) -> FundedRound:
        """One round in words."""
        return FundedRound(
            number=entry["round"], card=self.cards.get(entry["chosen"]), title=self.title(entry["chosen"]),
            cost=self.money(entry["cost"]), left=self.money(entry["money_left"]), support=self.support(entry["support"]),
            why=self.why(entry), passed=[self.passed(passed) for passed in entry["passed_over"]], phase=entry["phase"],
        )  # fmt: skip

    def why(self, entry: dict[str, Any]) -> list[str]:
        """Why this one in this round."""
        if entry["phase"] == "equal-shares":
            said = [
                ngettext(
                    "%(n)d person pays for it with their share, at most %(most)s each.",
                    "%(n)d people pay for it with their shares, at most %(most)s each.",
                    entry["paying"],
                )
                % {"n": entry["paying"], "most": self.words(entry["most_paid"])}
            ]
            if entry["paying_all"]:
                said.append(
                    ngettext("%(n)d of them gave their last.", "%(n)d of them gave their last.", entry["paying_all"])
                    % {"n": entry["paying_all"]}
                )
        elif entry["phase"] == "completion":
            said = [_("From the money left over: the most support for its cost among what still fits.")]
        elif self.result["rule"] == "greedy-per-cost":
            said = [_("The most support for its cost among what still fits.")]
        else:
            most = _("The most votes of those left.")
            said = [most if self.call.chooses_seats else _("The most support among what still fits.")]
        if entry["tied"]:
            names = ", ".join(self.title(key) for key in entry["tied"] if key != entry["chosen"])
            said.append(_("Equal with %(names)s; the one handed in earlier comes first.") % {"names": names})
        return said

    def passed(self, passed: dict[str, Any]) -> str:
        """What was passed over on the way, and why."""
        return f"{self.title(passed['project'])}: {self.reason(passed)}"

    def reason(self, why: dict[str, Any]) -> str:
        """Why something isn't funded."""
        reason = why["reason"]
        if reason in {"does_not_fit", "supporters_cannot_pay"} and self.call.chooses_seats:
            return _("all seats were taken by those with more votes.")
        if reason == "does_not_fit":
            return _("it costs %(needs)s, and %(has)s was left.") % {
                "needs": self.words(why["needs"]),
                "has": self.words(why["has"]),
            }
        if reason == "supporters_cannot_pay":
            return _("it costs %(needs)s; those who chose it had %(has)s left together.") % {
                "needs": self.words(why["needs"]), "has": self.words(why["has"]),
            }  # fmt: skip
        if reason == "below_minimum":
            return _("it has %(has)s, and %(needs)s were needed.") % {
                "has": self.support(why["has"]),
                "needs": self.support(why["needs"]),
            }
        return _("nobody chose it.")

    def not_funded(self, project: dict[str, Any]) -> NotFunded:
        """One that isn't funded, with its reason as a sentence."""
        why = self.reason(project["why_not"]) if project["why_not"] else ""
        return NotFunded(
            self.cards.get(project["id"]), self.title(project["id"]), self.money(project["cost"]),
            self.support(project["support"]), why[:1].upper() + why[1:],
        )  # fmt: skip

    def tie(self, tie: dict[str, Any]) -> str:
        """A tie and how it was resolved."""
        names = ", ".join(self.title(key) for key in tie["projects"])
        return _("Round %(n)d: %(names)s were equal; %(chosen)s was handed in first.") % {
            "n": tie["round"], "names": names, "chosen": self.title(tie["chosen"]),
        }  # fmt: skip

    def money_chart(self) -> SafeString:
        """The budget as one bar, a part for each that is funded."""
        parts = [
            Slice(
                self.title(entry["chosen"]), float(_number(entry["cost"])), self.words(entry["cost"]), f"c{1 + k % 6}"
            )
            for k, entry in enumerate(self.result["rounds"])
        ]
        title = _("Where the money goes")
        return stacked_bar(parts, title=title, total=float(_number(self.result["budget"])) or 1, hatch=True)

    def support_chart(self, *, narrow: bool = False) -> SafeString:
        """Support as bars, the funded ones marked."""
        rows = sorted(self.result["projects"], key=lambda project: (-_number(project["support"]), project["id"]))[
            :MOST_BARS
        ]
        bars = [
            Bar(self.title(project["id"]), float(_number(project["support"])), self.support(project["support"]),
                "c1" if project["selected"] else "off")
            for project in rows
        ]  # fmt: skip
        return bar_chart(bars, title=_("Support for each contribution; the funded ones are filled"), narrow=narrow)

    def command(self) -> str:
        """The command by which anyone recomputes the result from the audit file."""
        result = self.result
        parts = [f"allmende count {self.call.slug}.pb --rule {result['rule']}"]
        if result["rule"] == "equal-shares":
            parts.append(f"--satisfaction {result['satisfaction']}")
            if result["completion"] != "none":
                parts.append(f"--completion {result['completion']}")
        return " ".join(parts)


def _number(value: int | str | Fraction) -> Fraction:
    """Read an exact number of the counting library's JSON."""
    return Fraction(value)


def _shown(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else f"{float(value):.1f}"
