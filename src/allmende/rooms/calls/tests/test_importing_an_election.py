"""Real elections come in as counted calls, and where a file says what was funded, that comes out."""

import hashlib

import pytest

from allmende.counting import Rule, read_pb
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands.elections import import_election, source_of
from allmende.rooms.calls.models import Call, Contribution

FILES = [
    "poland_gdansk_2020_rudniki", "poland_katowice_2021_zarzecze", "poland_krakow_2020_swoszowice",
    "poland_lodz_2020_koziny", "poland_warszawa_2017_plac-wojska-polskiego", "poland_warszawa_2018_pole-mokotowskie",
    "poland_warszawa_2022_wilanow", "poland_zabrze_2021_maciejow",
]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_the_official_result_comes_out(cast, shared, name):
    content = (shared / "data" / "pabulib" / "elections" / f"{name}.pb").read_bytes()
    election = read_pb(content)

    call = import_election(
        cast.eli,
        cast.community,
        election,
        source=source_of(hashlib.sha256(content).hexdigest(), cast.community),
        rule=Rule.GREEDY,
    )

    call = Call.objects.get(id=call.id)
    assert (call.contribution_count, call.box.turnout) == (len(election.projects), election.voters)
    if call.official is not None:
        chosen = Contribution.objects.filter(call=call, is_chosen=True).values_list("ballot_key", flat=True)
        assert sorted(chosen) == call.official


def test_the_same_file_twice_is_one_call(cast, shared):
    election = read_pb(shared / "data" / "pabulib" / "elections" / f"{FILES[5]}.pb")

    first = import_election(cast.eli, cast.community, election, source="pabulib:x")
    second = import_election(cast.eli, cast.community, election, source="pabulib:x")

    assert first.id == second.id


def test_only_hosts_import(cast, shared):
    election = read_pb(shared / "data" / "pabulib" / "elections" / f"{FILES[5]}.pb")

    with pytest.raises(Refused):
        import_election(cast.finn, cast.community, election, source="pabulib:x")

    assert not Call.objects.exists()
