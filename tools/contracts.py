"""A kind of import contract that import-linter lacks: of a room, only its face may be imported from outside."""

from typing import Any

import grimp
from importlinter.application import contract_utils, output
from importlinter.application.contract_utils import AlertLevel
from importlinter.domain import fields
from importlinter.domain.contract import Contract, ContractCheck


class FacesContract(Contract):
    """Every package below the floors shows the modules named in `face`; others import nothing else of it."""

    type_name = "faces"

    floors = fields.SetField(subfield=fields.StringField())
    face = fields.SetField(subfield=fields.StringField())
    ignore_imports = fields.SetField(subfield=fields.ImportExpressionField(), required=False)
    unmatched_ignore_imports_alerting = fields.EnumField(AlertLevel, default=AlertLevel.ERROR)
    broken_contract_guidance = fields.TextField(required=False)

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Collect each import that reaches into a room past its face."""
        removed = contract_utils.remove_ignored_imports_and_report(
            graph=graph,
            ignore_imports=self.ignore_imports,
            unmatched_alerting=self.unmatched_ignore_imports_alerting,
        )
        broken = {
            (importer, module)
            for room in self._rooms(graph)
            for module in self._inside(graph, room)
            for importer in graph.find_modules_that_directly_import(module)
            if not _within(importer, room)
        }
        return ContractCheck(
            kept=not broken,
            warnings=list(removed.warnings),
            ignored_import_count=removed.ignored_import_count,
            metadata={"broken": sorted(broken)},
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import, and where it stands."""
        for importer, module in check.metadata["broken"]:
            output.print_error(f"- {importer} imports {module}, which is inside the room.", bold=False)
        output.new_line()

    def _rooms(self, graph: grimp.ImportGraph) -> set[str]:
        floors: Any = self.floors
        return {room for floor in floors if floor in graph.modules for room in graph.find_children(floor)}

    def _inside(self, graph: grimp.ImportGraph, room: str) -> set[str]:
        """All modules of a room that are not its face (what is below a face's package belongs to the face)."""
        face: Any = self.face
        shown = {f"{room}.{name}" for name in face}
        return {module for module in graph.find_descendants(room) if not any(_within(module, name) for name in shown)}


def _within(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")
