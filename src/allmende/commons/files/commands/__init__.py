"""The only ways in which files come, change and go, and in which their bytes are laid elsewhere."""

from allmende.commons.files.commands.files import (
    attach,
    describe,
    open_to_all,
    remove,
    store_document,
    store_picture,
)

__all__ = ["attach", "describe", "open_to_all", "remove", "store_document", "store_picture"]
