"""A counted result on the terminal: what is funded, round by round, and why the rest is not."""

from rich import box
from rich.bar import Bar
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from allmende.counting import Election, Number, PassedOver, Phase, Reason, Result, Round, Rule, Satisfaction

_RULES = {
    Rule.GREEDY: "Greedy: the most {support} first",
    Rule.GREEDY_PER_COST: "Greedy: the most {support} per unit of cost first",
    Rule.EQUAL_SHARES: "Method of equal shares, satisfaction {satisfaction}",
}
_WIDEST = 110


def show(election: Election, result: Result) -> None:
    """Print the result for a reader."""
    console = Console(highlight=False)
    console = Console(highlight=False, width=min(console.width, _WIDEST))
    parts: list[RenderableType] = [_heading(election, result)]
    if result.rounds:
        parts.append(_rounds(election, result))
    else:
        parts.append(Text("Nothing is funded.", "bold"))
    rest = [outcome.passed for outcome in result.projects if outcome.passed is not None]
    if rest:
        parts.append(_not_funded(election, result, rest))
    parts.append(_ties(result))
    console.print(Group(*(Padding(part, (1, 1, 0, 1)) for part in parts)))
    console.print()


def amount(value: Number) -> str:
    """A number to look at: grouped, and rounded to two decimals where it is not whole."""
    return f"{value:,d}" if isinstance(value, int) else f"{value:,.2f}"


def _plain(text: str) -> Text:
    """Text of others, without markup and control characters."""
    return Text("".join(char if char.isprintable() else "�" for char in text))


def support_word(result: Result, *, own: bool = False) -> str:
    """What support is counted in: the ballots' own unit, or the one that was asked for."""
    if not own and result.satisfaction in (Satisfaction.COST, Satisfaction.CARDINALITY):
        return "votes"
    if result.vote_type.has_points:
        return "points"
    return "votes" if result.vote_type.is_a_set else "Borda points"


def _heading(election: Election, result: Result) -> RenderableType:
    title = _plain(election.meta.get("description") or "Ballot file")
    title.stylize("bold")
    rule = _RULES[Rule(result.rule)].format(support=support_word(result), satisfaction=result.satisfaction.value)
    if result.completion == "greedy" and result.rule == Rule.EQUAL_SHARES:
        rule += ", completed greedily"
    facts = f"{result.voters:,} voters · {len(result.projects):,} projects · {result.vote_type.value} ballots"
    part = float(result.spent / result.budget) if result.budget else 0.0
    line = Table.grid(padding=(0, 2))
    line.add_row(
        Text(f"{len(result.winners)} funded", "bold green"),
        Bar(1.0, 0, part, width=24, color="green", bgcolor="grey37"),
        Text(f"{amount(result.spent)} of {amount(result.budget)} spent ({part:.1%})"),
    )
    return Group(title, Text(facts, "dim"), Text(rule), Text(), line)


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left", title_style="bold", expand=True
    )
    if first:
        table.add_column(first, justify="right", style="dim")
    table.add_column("Project", ratio=1, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _project(election: Election, project: str, style: str, note: str) -> RenderableType:
    """Id and name on one line, and a note below."""
    title = _plain(project)
    title.stylize(style)
    title.append_text(_plain("  " + election.projects[project].name))
    title.no_wrap, title.overflow = True, "ellipsis"
    return Group(title, Text(note, "dim")) if note else title


def _rounds(election: Election, result: Result) -> RenderableType:
    table = _table("Funded, in this order", "#", "Cost", support_word(result).capitalize(), "Money left")
    for entry in result.rounds:
        table.add_row(
            str(entry.number),
            _project(election, entry.chosen, "bold green", _how(entry, support_word(result))),
            amount(entry.cost),
            amount(entry.support),
            amount(entry.money_left),
        )
    return table


def _how(entry: Round, support: str) -> str:
    notes = []
    if entry.phase is Phase.COMPLETION:
        notes.append("with the money left over")
    if entry.phase is Phase.EQUAL_SHARES:
        notes.append(f"paid by {entry.paying:,}, at most {amount(entry.most_paid)} each")
        if entry.paying_all:
            notes.append(f"{entry.paying_all:,} gave their last")
    elif entry.rank is not None and entry.rank != entry.support:
        notes.append(f"{entry.rank:,.4g} {support} per unit of cost")
    if entry.tied:
        notes.append(f"tie of {len(entry.tied)}")
    if entry.passed_over:
        notes.append("passed over: " + ", ".join(_plain(passed.project).plain for passed in entry.passed_over))
    return "; ".join(notes)


def _not_funded(election: Election, result: Result, rest: list[PassedOver]) -> RenderableType:
    outcomes = {outcome.id: outcome for outcome in result.projects}
    table = _table("Not funded", "", "Cost", support_word(result, own=True).capitalize())
    for passed in sorted(rest, key=lambda passed: (-outcomes[passed.project].support, passed.project)):
        outcome = outcomes[passed.project]
        table.add_row(
            _project(election, outcome.id, "bold", _why(passed)), amount(outcome.cost), amount(outcome.support)
        )
    return table


def _why(passed: PassedOver) -> str:
    has, needs = amount(passed.has), amount(passed.needs)
    return {
        Reason.DOES_NOT_FIT: f"only {has} was left",
        Reason.SUPPORTERS_CANNOT_PAY: f"its supporters had {has} left",
        Reason.NO_SUPPORT: "worth nothing to any voter",
        Reason.BELOW_MINIMUM: f"support {has}, the minimum is {needs}",
    }[passed.reason]


def _ties(result: Result) -> RenderableType:
    if not result.ties:
        return Text("No ties.", "dim")
    lines = [Text("Ties, decided by the alphabetical order of ids", "bold")]
    for tie in result.ties:
        line = Text(f"round {tie.round}: ")
        line.append_text(_plain(" = ".join(tie.projects)))
        line.append(" → ")
        line.append_text(_plain(tie.chosen))
        lines.append(line)
    return Group(*lines)
