"""Stores of bytes behind Django's storage interface: a folder in which files appear whole or not at all."""

from __future__ import annotations

import os
import secrets

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join


class FolderStorage(FileSystemStorage):
    """Django's folder storage, but a file appears whole and on disk, or not at all."""

    def _save(self, name: str, content: File[bytes]) -> str:
        path = safe_join(str(self.location), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        draft = f"{path}.{secrets.token_hex(4)}.part"
        try:
            with open(draft, "wb") as file:
                file.writelines(content.chunks())
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        except BaseException:
            if os.path.exists(draft):
                os.unlink(draft)
            raise
        return name
