"""The only ways in which files come, change and go, and in which their bytes are laid elsewhere."""

from allmende.commons.files.commands.files import (
    attach,
    describe,
    open_to_all,
    recut,
    remove,
    store_document,
    store_picture,
)
from allmende.commons.files.commands.recordings import keep_upload, set_captions, transcribe
from allmende.commons.files.commands.resuming import append, begin_upload, drop_upload, read_upload

__all__ = [
    "append",
    "attach",
    "begin_upload",
    "describe",
    "drop_upload",
    "keep_upload",
    "open_to_all",
    "read_upload",
    "recut",
    "remove",
    "set_captions",
    "store_document",
    "store_picture",
    "transcribe",
]
