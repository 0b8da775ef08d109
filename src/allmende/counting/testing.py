"""Makers for tests of counting: small elections in one line, and ballot files with one thing changed."""

from fractions import Fraction

from hypothesis import strategies as st

from allmende.counting import Ballot, Election, Number, Project, VoteType

A_FILE = """\
META
key;value
description;A small vote
num_projects;3
num_votes;4
budget;100
vote_type;approval
max_length;2
PROJECTS
project_id;cost;name;selected
tree;40;A tree;1
bench;60;A bench;1
lamp;50;"A ""good"" lamp; for all";0
VOTES
voter_id;age;vote
1;30;tree,bench
2;31;tree
3;32;bench,lamp
4;33;bench
"""


def a_file(*changes: tuple[str, str]) -> bytes:
    """The small vote as a file, with texts replaced; each must occur in it."""
    text = A_FILE
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text.encode()


def approvals(budget: Number, costs: dict[str, Number], *ballots: str) -> Election:
    """An election by approval: each ballot is a text of ids with spaces, or `3× a b` for one that is cast three times."""
    return election(VoteType.APPROVAL, budget, costs, *ballots)


def election(vote_type: VoteType, budget: Number, costs: dict[str, Number], *ballots: str) -> Election:
    """An election of any kind; with points, a ballot reads `a=3 b=1`."""
    cast: list[Ballot] = []
    for text in ballots:
        times, _, named = text.rpartition("×")
        pairs = [name.partition("=") for name in named.split()]
        points = tuple(int(score) for _, _, score in pairs) if vote_type.has_points else ()
        cast += [Ballot(tuple(name for name, _, _ in pairs), points)] * int(times or 1)
    return Election.of(budget, [Project(name, cost) for name, cost in costs.items()], cast, vote_type)


@st.composite
def elections(draw: st.DrawFn, vote_types: tuple[VoteType, ...] = tuple(VoteType)) -> Election:
    """Any small election, with many ties: few costs, few points, some ballots empty, some cast several times."""
    vote_type = draw(st.sampled_from(vote_types))
    ids = draw(
        st.lists(
            st.text("abäß1290 /.;\"'-", min_size=1, max_size=3).map(str.strip), min_size=1, max_size=6, unique=True
        )
    )
    ids = [name for name in ids if name] or ["a"]
    money = st.integers(1, 6) | st.fractions(Fraction(1, 2), 9, max_denominator=4)
    projects = [Project(name, draw(money), name=f"Project {name}") for name in ids]
    most = 1 if vote_type is VoteType.CHOOSE_ONE else len(ids)
    least = -2 if vote_type is VoteType.SCORING else 0
    cast = []
    for _ in range(draw(st.integers(0, 6))):
        named = tuple(draw(st.lists(st.sampled_from(ids), max_size=most, unique=True)))
        points = tuple(draw(st.integers(least, 3)) for _ in named) if vote_type.has_points else ()
        cast += [Ballot(named, points)] * draw(st.integers(1, 3))
    return Election.of(draw(money) * draw(st.integers(1, 4)), projects, cast, vote_type)
