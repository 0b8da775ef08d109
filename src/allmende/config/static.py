"""How static files are found and served: the style sheets of every page as one, and in a wheel everything compressed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = ("tokens", "fonts", "base", "layout", "components", "forms", "overlays", "pages", "messages")
"""What a page is drawn with, in this order: `tokens.css` names the cascade's layers."""
ALL = "allmende/css/all.css"


class BuiltStatic(CompressedManifestStaticFilesStorage):
    """How a wheel serves its static files: compressed, each under an address that changes with its content.

    Scripts find each other by such addresses too, so that an old one never meets a new one.
    """

    support_js_module_import_aggregation = True


class JoinedSheets(BaseFinder):
    """Finds `all.css`, the sheets one after the other: a first visit waits for one file instead of eight.

    It lies in the data folder, and is written anew whenever a sheet has changed.
    """

    def check(self, **_kwargs: object) -> list[Any]:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: object) -> Any:
        """Return where the file is; nothing for any other."""
        found = [str(self._joined())] if path == ALL else []
        return found if find_all else found[0] if found else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield it, with the folder it lies in."""
        self._joined()
        yield ALL, FileSystemStorage(location=self._folder)

    @property
    def _folder(self) -> Path:
        return Path(settings.DATA) / "static"

    def _joined(self) -> Path:
        source, target = settings.PACKAGE / "static" / "allmende" / "css", self._folder / ALL
        text = "\n".join((source / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            own = target.with_suffix(f".{os.getpid()}")  # several processes start at once
            own.write_text(text, encoding="utf-8")
            own.replace(target)
        return target
