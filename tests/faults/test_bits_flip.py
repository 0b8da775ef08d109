"""F12: a bit flips in a file, in the index, in a backup: it is found and named, and the index made anew is as it was."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from allmende.commons.files.testing import make_picture
from allmende.foundation.backups import archive
from allmende.foundation.health.findings import State
from allmende.foundation.health.invariants import check_invariants
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.observers.search import fulltext
from allmende.observers.search.commands import rebuild
from allmende.observers.search.models import Document
from tests.faults.people import make_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(cast):
    made = make_town(cast, 3)
    run_due()
    return made


def broken():
    """What does not hold, by its key."""
    return {finding.key: finding.says for finding in check_invariants() if finding.state != State.GOOD}


def flip(path, chance):
    """Flip one bit of a file; returns the file as it was."""
    before = path.read_bytes()
    content, at = bytearray(before), chance.randrange(len(before))
    content[at] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return before


@pytest.mark.once
def test_in_a_file(town, few, tell):
    pictures = {make_picture(town.cast.eli, town.open_call if n else town.cast.team.thing_ptr).id for n in range(2)}
    run_due()
    paths = [path for key in pictures for path in Path(default_storage.location, key.hex[-2:], str(key)).rglob("*.*")]
    for seed in few:
        chance = random.Random(seed)
        path = chance.choice(sorted(paths))
        before = flip(path, chance)
        (said,) = broken().values()
        assert any(str(key) in said and str(key) in str(path) for key in pictures), f"seed {seed}: {said}"
        path.write_bytes(before)
    assert broken() == {}
    tell(f"F12 files: {len(few)} flipped bits, plain and encrypted, each found and named")


def test_in_the_index(town, few, tell):
    def index():
        return list(Document.objects.order_by("thing").values_list("thing", *Document.CONTENT))

    whole = index()
    for seed in few:
        chance = random.Random(seed)
        document = chance.choice(list(Document.objects.order_by("thing")))
        name = chance.choice(("title", "body", "words", "terms"))
        text = getattr(document, name) or "x"
        at = chance.randrange(len(text))
        spoilt = f"{text[:at]}{chr(ord(text[at]) ^ 1)}{text[at + 1 :]}"
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE search_document SET {name} = %s WHERE id = %s", [spoilt, document.id])
        assert str(document.thing_id) in broken()["search"], f"seed {seed}: {name}"
        rebuild()
        assert broken() == {}
        assert index() == whole
    if connection.vendor == "sqlite":
        try:
            _spoil_blocks(few)
            assert index() == whole
        finally:
            fulltext.make_anew()  # or nothing after this test could write
    tell(
        f"F12 index: {len(few)} flipped bits in texts{' and blocks' if connection.vendor == 'sqlite' else ''}; made anew it is as before"
    )


def _spoil_blocks(few):
    """Flip bits within the blocks of SQLite's index itself."""
    for seed in few:
        chance = random.Random(seed)
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, block FROM search_index_data WHERE id > 10 ORDER BY id")
            number, block = chance.choice(cursor.fetchall())
            content = bytearray(block)
            content[chance.randrange(4, len(content))] ^= 1 << chance.randrange(8)
            cursor.execute("UPDATE search_index_data SET block = %s WHERE id = %s", [bytes(content), number])
        assert "damaged" in broken()["full-text"], f"seed {seed}"
        rebuild()
        assert broken() == {}


@pytest.mark.once
def test_in_a_backup(few, tmp_path, tell):
    path = tmp_path / "town.zip"
    with archive.new_archive(path) as target:
        target.writestr("tables/things_thing.jsonl", b'{"id": 1}\n' * 500)
        target.writestr("files/picture", random.Random(0).randbytes(5000))
    for seed in few:
        before = flip(path, random.Random(seed))
        with pytest.raises(Refused, match=r"damaged|cut off|no backup"), archive.open_archive(path) as source:
            source.namelist()
        path.write_bytes(before)
    with archive.open_archive(path) as source:
        assert source.namelist()
    tell(f"F12 backup: {len(few)} flipped bits, each refused before anything changed")
