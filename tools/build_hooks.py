"""What the build backend asks: which packages a wheel and its extra `tracing` depend on (`requirements/base.in`, `tracing.in`), and what it is made of."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

SBOM = "allmende.cdx.json"


class CustomMetadataHook(MetadataHookInterface):
    """Fill in the wheel's dependencies."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Read the lists."""
        metadata["dependencies"] = self._list("base.in")
        metadata["optional-dependencies"] = {"tracing": self._list("tracing.in")}

    def _list(self, name: str) -> list[str]:
        """A list of packages, without comments and blank lines."""
        text = Path(self.root, "requirements", name).read_text(encoding="utf-8")
        lines = (line.partition("#")[0].strip() for line in text.splitlines())
        return [line for line in lines if line]


class CustomBuildHook(BuildHookInterface):
    """Lay the bill of materials into the wheel (PEP 770), where `tools.wheel` has written it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the file, if it is there."""
        if Path(self.root, SBOM).is_file():
            build_data["sbom_files"].append(SBOM)
