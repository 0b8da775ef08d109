"""A deed of rights: made once for an award, never changed, on paper for both sides."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from allmende.commons.agreements.commands import Work, make_deed
from allmende.commons.agreements.models import Deed, Licence
from allmende.commons.agreements.papers import deed_paper, signed_paper
from allmende.commons.agreements.testing import make_agreement
from allmende.commons.agreements.words import TermsText
from allmende.commons.authorship.commands import invite_author
from allmende.commons.consent.commands.signing import forget_old_signatures, sign
from allmende.commons.consent.models import Acceptance
from allmende.commons.consent.personal import _forget_agreements
from allmende.commons.consent.queries.signing import latest_of_each, signature
from allmende.commons.spaces.testing import Cast, make_cast, make_note
from allmende.foundation import clock
from allmende.foundation.money import Money
from allmende.foundation.verdicts import Refused

pytestmark = pytest.mark.django_db
EXCLUSIVE = TermsText(Licence.TRANSFER, "Orchard House", 0, 50)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def deed_of(cast: Cast, award=None, **details) -> Deed:
    """Make the deed of Ben's note."""
    work = details.pop("work", None) or Work(
        make_note(cast.team, cast.ben, title="A pond"), "ab" * 32, 2, "A cooler yard"
    )
    return make_deed(
        cast.ada,
        work,
        award=award,
        taker="Orchard House",
        consideration=Money(150_050),
        language="en",
        terms=EXCLUSIVE,
        **details,
    )


def words_of(paper: bytes, folder) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) reads papers here")
    (folder / "paper.pdf").write_bytes(paper)
    done = subprocess.run(
        ["pdftotext", "-layout", folder / "paper.pdf", "-"], capture_output=True, check=True, text=True
    )
    return " ".join(done.stdout.split())


def test_a_deed_tells_parties_work_scope_and_what_is_paid(cast, tmp_path):
    said = words_of(deed_paper(deed_of(cast)), tmp_path)

    for part in ("Ben Roth", "Orchard House", "A pond", "A cooler yard", "exclusive right", "€1,500.50", "5 %"):
        assert part in said, part
    assert "abababab" in said.replace(" ", "")


def test_the_same_award_twice_is_one_deed_and_deeds_of_a_space_are_numbered(cast):
    award = uuid4()

    first, again, other = deed_of(cast, award), deed_of(cast, award), deed_of(cast, uuid4())

    assert (first.id, first.number, other.number) == (again.id, 1, 2)


def test_a_deed_stays_as_it_was_made_whatever_people_are_called_later(cast):
    deed = deed_of(cast)
    before = deed_paper(deed)
    cast.ben.name = "Someone else"
    cast.ben.save()

    assert deed_paper(Deed.objects.get(id=deed.id)) == before


def test_where_shares_are_not_agreed_there_is_no_deed(cast):
    note = make_note(cast.team, cast.ben)
    invite_author(cast.ben, note, cast.ada)

    with pytest.raises(Refused) as refused:
        deed_of(cast, work=Work(note, "0" * 64, 1, "A call"))

    assert refused.value.status == 409


def test_what_was_signed_comes_as_the_same_paper_each_time_with_its_hash(cast, tmp_path):
    (version,) = latest_of_each([make_agreement(cast.eli, cast.community, text="Keep **it** to yourself.").id])
    made = sign(cast.ben, version, "Ben #panic() Roth")
    found = signature(made.id)

    said = words_of(signed_paper(found), tmp_path)

    assert "Keep it to yourself." in said
    assert "Ben #panic() Roth" in said
    assert made.digest in said.replace(" ", "")
    assert signed_paper(found) == signed_paper(signature(made.id))


def test_whoever_leaves_is_forgotten_but_for_what_they_signed_by_name(cast):
    (version,) = latest_of_each([make_agreement(cast.eli, cast.community).id])
    sign(cast.ben, version, "Ben Roth")

    _forget_agreements(cast.ben)

    kept = Acceptance.objects.get(actor=cast.ben, version=version)
    assert (kept.name, kept.forgotten is not None) == ("Ben Roth", True)


def test_what_was_signed_is_forgotten_three_years_after_the_end_of_the_year(cast):
    (version,) = latest_of_each([make_agreement(cast.eli, cast.community).id])
    sign(cast.ben, version, "Ben Roth")
    with clock.frozen(datetime(2026, 5, 1, tzinfo=UTC)):
        _forget_agreements(cast.ben)

    with clock.frozen(datetime(2029, 12, 31, tzinfo=UTC)):
        assert forget_old_signatures() == 0
    with clock.frozen(datetime(2030, 1, 1, tzinfo=UTC)):
        assert forget_old_signatures() == 1
