"""How a query asks whether an audience is within reach: each database is led to read the list in its own order."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import ForeignKey, Lookup
from django.db.models.sql.compiler import SQLCompiler


@ForeignKey.register_lookup
class WithinReach(Lookup):  # type: ignore[type-arg]
    """`audience__within=[ids]`: as `__in`, without a parameter for each id (a curator's reach has thousands).

    SQLite would collect whatever the reach holds and sort it, as soon as an index on the audience is to be had; the unary
    plus keeps it from that (sqlite.org/optoverview, section 2.1), so it walks the list's own index and stops at the page's end.
    """

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """Return the condition with the ids written out: they are numbers of ours, never text."""
        column, params = self.process_lhs(compiler, connection)
        return f"+{column} IN ({self._written_out()})", tuple(params)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Return the condition with the ids as one array, a text whatever their number: the statement stays the same, and is
        planned once, for readers of any reach. It is of the column's type, or PostgreSQL would not hash it."""
        column, params = self.process_lhs(compiler, connection)
        if len(self.rhs) == 1:  # a guest's: only an equation keeps the order of an index that goes on with the audience
            return f"{column} = {self._written_out()}", tuple(params)
        return f"{column} = ANY(%s::bigint[])", (*params, f"{{{self._written_out()}}}")

    def _written_out(self) -> str:
        return ",".join([str(int(ident)) for ident in self.rhs])
