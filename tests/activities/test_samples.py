"""Every activity ever recorded can still be read: a stored sample of each is replayed through the upcasters."""

import json
import types
import typing
from dataclasses import fields
from pathlib import Path
from uuid import UUID

import pytest

from allmende.foundation.journal.activities import ENVELOPE, activity_type, all_activities, upcast

FILES = sorted(Path(__file__).parent.glob("*.json"))  # one for each app that has activities
SAMPLES = [sample for file in FILES for sample in json.loads(file.read_text(encoding="utf-8"))]

EXAMPLES = {UUID: "01990000-0000-7000-8000-000000000000", int: 1, str: "word", bool: True, type(None): None}


def own_fields(kind):
    """The fields of an activity that its payload holds, each with the types it may have."""
    hints = typing.get_type_hints(kind)
    own = (field.name for field in fields(kind) if field.name not in ENVELOPE)
    return {name: typing.get_args(hint) or (hint,) for name in own for hint in [hints[name]]}


def example(kind):
    """A sample of today's version, for whoever adds an activity."""
    payload = {name: EXAMPLES[kinds[0]] for name, kinds in own_fields(kind).items()}
    return {"name": kind.__name__, "version": kind.version, "payload": payload}


def ours():
    """The activities of the house, by name (tests make some of their own)."""
    known = all_activities().items()
    return {
        name: kind for name, kind in known if ".tests." not in f"{kind.__module__}." and "allmende" in kind.__module__
    }


def test_every_activity_of_today_has_a_stored_sample():
    stored = {(sample["name"], sample["version"]) for sample in SAMPLES}

    missing = [example(kind) for name, kind in sorted(ours().items()) if (name, kind.version) not in stored]

    assert not missing, "Add to tests/activities/<app>.json, and never take one out:\n" + ",\n".join(
        json.dumps(sample) for sample in missing
    )


def test_no_sample_is_stored_twice_and_none_is_of_a_version_to_come():
    stored = [(sample["name"], sample["version"]) for sample in SAMPLES]

    assert sorted(stored) == sorted(set(stored))
    assert [(n, v) for n, v in stored if (kind := activity_type(n)) and v > kind.version] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample['name']}-{sample['version']}")
def test_a_stored_payload_is_read_in_todays_shape(sample):
    kind = activity_type(sample["name"])
    if kind is None:
        pytest.skip(f"{sample['name']}: its room is closed here")

    payload = upcast(sample["name"], sample["version"], sample["payload"])

    allowed = own_fields(kind)
    assert payload.keys() == allowed.keys()
    for name, value in payload.items():
        assert any(is_of(value, one) for one in allowed[name]), f"{name} is {value!r}"


def is_of(value, kind):
    if kind is UUID:
        return isinstance(value, str) and bool(UUID(value))
    if isinstance(kind, types.GenericAlias) or typing.get_origin(kind):
        return isinstance(value, typing.get_origin(kind))
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def test_sentences_have_only_the_places_that_are_filled():
    for name, kind in ours().items():
        filled = str(kind.sentence).format(actor="Ada", thing="Pond") + str(kind.sentence_of_many).format(
            actors="Ada and Ben", thing="Pond"
        )
        assert "{" not in filled, name
        assert kind.who == "actor" or kind.who in own_fields(kind), name
        assert not kind.spot or kind.spot in own_fields(kind), name
        assert kind.sentence or not kind.in_feed, f"{name} is in the feed without a sentence"
        assert kind.called or not kind.in_feed, f"{name} is in the feed, and nothing says what it is called"
