"""Hold the translations against the source: complete in each language, nothing fuzzy, the same placeholders, one word for one."""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tools import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sdifr]|%%|%[sd]|\{\w*\}")


def problems(app: Path, language: str, found: Catalog) -> Iterator[str]:
    """What an app's catalogue lacks in a language, a sentence each."""
    path = messages.po_path(app, language)
    place = path.relative_to(messages.ROOT).as_posix()
    if not path.exists():
        yield f"{place}: there is no catalogue; `./allmende messages` makes it."
        return
    catalog = read_po(BytesIO(path.read_bytes()), locale=language)
    for message in found:
        if message.id and catalog.get(message.id, message.context) is None:
            yield f"{place}: lacks {_shown(message)}; `./allmende messages` adds it."
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"{place}: {_shown(message)} is fuzzy; say it again for certain."
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if not all(strings):
            yield f"{place}: {_shown(message)} is not translated."
            continue
        yield from _strange_placeholders(place, message, strings)


def two_words_for_one(language: str) -> Iterator[str]:
    """What two catalogues say differently, a sentence each: while the house runs they are one, and one of the two wins everywhere."""
    first: dict[tuple[str | None, object], tuple[object, str]] = {}
    for path in sorted(messages.SOURCE.rglob(f"{language}/LC_MESSAGES/django.po")):
        place = path.relative_to(messages.ROOT).as_posix()
        for message in read_po(BytesIO(path.read_bytes()), locale=language):
            said, elsewhere = first.setdefault((message.context, message.id), (message.string, place))
            if message.id and said != message.string:
                yield f"{elsewhere} and {place} translate {_shown(message)} differently; choose one, or tell them apart (`pgettext`)."


def _strange_placeholders(place: str, message: Message, strings: tuple[str, ...]) -> Iterator[str]:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    wanted = {mark for one in ids for mark in PLACEHOLDER.findall(one)}
    for string in strings:
        given = set(PLACEHOLDER.findall(string))
        # A singular may leave the number out: "one call", "ein Aufruf".
        missing = wanted - given if len(ids) == 1 else set()
        if strange := (given - wanted) | missing:
            yield f"{place}: {_shown(message)} has other placeholders than its translation: {', '.join(sorted(strange))}."


def _shown(message: Message) -> str:
    text = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return f"“{text if len(text) < 60 else text[:57] + '…'}”"


def main() -> int:
    """Print every problem; return 1 if there is one."""
    folders = messages.apps()
    catalogs = {app: messages.extracted(app, folders) for app in folders}
    found = [
        problem
        for app, catalog in catalogs.items()
        if len(catalog)
        for language in messages.LANGUAGES
        for problem in problems(app, language, catalog)
    ]
    found += [problem for language in messages.LANGUAGES for problem in two_words_for_one(language)]
    for problem in found:
        print(problem)
    if not found:
        print(f"{sum(len(catalog) for catalog in catalogs.values())} messages, complete in each language.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
