"""What the build backend asks: a wheel depends on the packages of `requirements/base.in`, the one list of them."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class CustomMetadataHook(MetadataHookInterface):
    """Fill in the wheel's dependencies."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Read the list, without comments and blank lines."""
        text = Path(self.root, "requirements", "base.in").read_text(encoding="utf-8")
        lines = (line.partition("#")[0].strip() for line in text.splitlines())
        metadata["dependencies"] = [line for line in lines if line]
