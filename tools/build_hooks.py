"""What the build backend asks: which packages a wheel depends on (`requirements/base.in`, the one list of them), and what it is made of."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

SBOM = "allmende.cdx.json"


class CustomMetadataHook(MetadataHookInterface):
    """Fill in the wheel's dependencies."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Read the list, without comments and blank lines."""
        text = Path(self.root, "requirements", "base.in").read_text(encoding="utf-8")
        lines = (line.partition("#")[0].strip() for line in text.splitlines())
        metadata["dependencies"] = [line for line in lines if line]


class CustomBuildHook(BuildHookInterface):
    """Lay the bill of materials into the wheel (PEP 770), where `tools.wheel` has written it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the file, if it is there."""
        if Path(self.root, SBOM).is_file():
            build_data["sbom_files"].append(SBOM)
