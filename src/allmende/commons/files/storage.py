"""The one place through which the bytes of uploaded files go in and out: a folder today, S3 by configuration."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils._os import safe_join

from allmende.foundation.backups.models import is_backup_running


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


def folder_of(file_id: UUID) -> str:
    """Where a file's versions lie: `<aa>/<id>`, aa being the id's last two digits (its first ones are the time)."""
    return f"{file_id.hex[-2:]}/{file_id}"


def write(file_id: UUID, contents: Mapping[str, bytes]) -> None:
    """Store all versions of a file, or none."""
    try:
        for name, content in contents.items():
            default_storage.save(f"{folder_of(file_id)}/{name}", ContentFile(content))
    except BaseException:
        erase(file_id)
        raise


def open_version(file_id: UUID, name: str) -> File[bytes]:
    """Open one version for reading; raises FileNotFoundError."""
    return default_storage.open(f"{folder_of(file_id)}/{name}", "rb")


def versions_of(file_id: UUID) -> list[str]:
    """The names of a file's versions; raises FileNotFoundError where there are none."""
    return sorted(default_storage.listdir(folder_of(file_id))[1])


def erase(file_id: UUID) -> None:
    """Remove all versions of a file; what is gone already is no error.

    While a backup is made they stay, for its snapshot may know them: the sweep takes them away afterwards.
    """
    if is_backup_running():
        return
    folder = folder_of(file_id)
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)  # an empty folder, where there are folders


def everything() -> Iterator[tuple[UUID, datetime]]:
    """All files that have bytes, and when the last of these were written."""
    for shelf in _folders_in(""):
        for folder in _folders_in(shelf):
            try:
                file_id = UUID(folder)
            except ValueError:
                continue
            path = f"{shelf}/{folder}"
            written = [default_storage.get_modified_time(f"{path}/{name}") for name in default_storage.listdir(path)[1]]
            yield file_id, max(written, default=default_storage.get_modified_time(path))


def _folders_in(path: str) -> list[str]:
    try:
        return sorted(default_storage.listdir(path)[0])
    except FileNotFoundError:
        return []
