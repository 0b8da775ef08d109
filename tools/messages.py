"""Extract, merge and compile the house's messages without gettext's binaries: `python -m tools.messages --help`."""

import argparse
import ast
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "allmende"
LANGUAGES = ("de", "it")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SKIPPED = {"tests", "migrations", "static", "locale", "__pycache__"}
TABLES = {"counting/problems.py": "MESSAGES"}
"""Modules that know no gettext and keep their sentences as the values of a table; pages show them translated."""


def apps() -> list[Path]:
    """Folders with words of their own: each Django app, and the whole house for what stands outside of every app.

    An app is a folder with `apps.py`, `models.py`, `models/`, `room.py`, `templates/` or `locale/`.
    """
    marks = ("apps.py", "models.py", "models", "room.py", "templates", "locale")
    found = {path.parent for mark in marks for path in SOURCE.rglob(mark) if not SKIPPED & set(_inside(path).parts)}
    return sorted(found | {SOURCE})


def _inside(path: Path) -> Path:
    return path.relative_to(SOURCE).parent


def _files(app: Path, others: list[Path]) -> Iterator[Path]:
    """An app's own files: those of apps inside it are theirs."""
    nested = set(others) - {app}
    for path in sorted(app.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt", ".md", ".xml"} or not path.is_file():
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        inside = path.parents[: len(path.parts) - len(app.parts) - 1]
        if SKIPPED & {folder.name for folder in inside} or not nested.isdisjoint(inside):
            continue
        yield path


def _python_source(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    from django.utils.translation.template import templatize  # slow import

    return templatize(text, origin=str(path)) or ""


def extracted(app: Path, others: list[Path]) -> Catalog:
    """All messages of one app's Python modules and templates, each with the files that use it."""
    catalog = Catalog()
    for path in _files(app, others):
        source = _python_source(path)
        found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
        for _line, message, comments, context in found:
            if not message or message == ("", ""):
                continue
            flags = ["python-format"] if path.suffix != ".py" and "%" in str(message) else []
            place = path.relative_to(SOURCE).as_posix()
            catalog.add(message, locations=[(place, None)], auto_comments=comments, context=context, flags=flags)
        for sentence in _table(path):
            catalog.add(sentence, locations=[(path.relative_to(SOURCE).as_posix(), None)])
    return catalog


def _table(path: Path) -> Iterator[str]:
    name = TABLES.get(path.relative_to(SOURCE).as_posix())
    if name is None:
        return
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.target.id == name
            and node.value
        ):
            yield from ast.literal_eval(node.value).values()


def merged(app: Path, language: str, found: Catalog) -> Catalog:
    """The app's catalogue in one language: its translations kept, new messages empty, obsolete ones dropped."""
    path = po_path(app, language)
    old = Catalog(locale=language)
    if path.exists():
        old = read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)
    new = Catalog(locale=language, project="Allmende", version="1", charset="utf-8", fuzzy=False)
    for message in sorted(found, key=lambda one: (str(one.context or ""), str(one.id))):
        if not message.id:
            continue
        before = old.get(message.id, message.context)
        string = before.string if before else None
        if isinstance(message.id, tuple) and not isinstance(string, tuple):
            string = ("",) * new.num_plurals
        new.add(
            message.id,
            string=string,
            locations=sorted(message.locations),
            flags=message.flags - {"fuzzy"},
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    return new


def po_path(app: Path, language: str) -> Path:
    """Where an app keeps its words in a language."""
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def written(catalog: Catalog) -> str:
    """A catalogue as text, the same for the same messages: no dates, no names, no line numbers."""
    body = BytesIO()
    write_po(body, catalog, width=110, omit_header=True, include_lineno=False, sort_by_file=False)
    header = StringIO()
    header.write('msgid ""\nmsgstr ""\n"Language: ' + str(catalog.locale_identifier) + '\\n"\n')
    header.write('"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n')
    header.write('"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: ' + catalog.plural_forms + '\\n"\n\n')
    return header.getvalue() + body.getvalue().decode().strip("\n") + "\n"


def untranslated(catalog: Catalog) -> list[str]:
    """The messages that still lack words in this language, plural forms included."""
    missing = []
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(strings):
            missing.append(message.id[0] if isinstance(message.id, tuple | list) else message.id)
    return missing


def refresh(only: list[str], check: bool) -> int:
    """Extract and merge every app's messages; return 1 with `check` if a file would change."""
    changed = False
    folders = apps()
    for app in folders:
        if only and app.name not in only:
            continue
        found = extracted(app, folders)
        if not len(found):
            continue
        for language in LANGUAGES:
            path, catalog = po_path(app, language), merged(app, language, found)
            text = written(catalog)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                changed = True
                if not check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text, encoding="utf-8")
            empty = untranslated(catalog)
            sample = "; ".join(one.replace("\n", " ")[:50] for one in empty[:3])
            note = f", {len(empty)} untranslated: {sample}" if empty else ""
            print(f"{app.relative_to(SOURCE.parent).as_posix()} {language}: {len(catalog)} messages{note}")
    return int(check and changed)


def compile_all() -> int:
    """Compile every catalogue to the `.mo` file beside it, each replaced in one step; return how many changed."""
    count = 0
    for path in sorted(SOURCE.rglob("*.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        body = BytesIO()
        write_mo(body, read_po(BytesIO(path.read_bytes()), locale=path.parent.parent.name))
        partial = target.with_suffix(".mo.partial")
        partial.write_bytes(body.getvalue())
        partial.replace(target)
        count += 1
    return count


def main(arguments: list[str] | None = None) -> int:
    """Refresh the catalogues (of the apps named, or all), then compile them."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    parser.add_argument("apps", nargs="*", help="names of apps, as in their folders; none means all")
    parser.add_argument("--compile", action="store_true", help="only compile .po to .mo")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a catalogue is out of date")
    options = parser.parse_args(arguments)
    if options.compile:
        compile_all()
        return 0
    outcome = refresh(options.apps, options.check)
    if not options.check:
        compile_all()
    return outcome


if __name__ == "__main__":
    sys.exit(main())
