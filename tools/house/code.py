"""Rules about Python code: who reads, who writes, whose clock, whose network."""

import ast
import re
from collections.abc import Iterator

from tools.house.source import Finding, Source

WRITES = {
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
    "acreate",
    "aupdate",
    "adelete",
}
# Who else may write: listeners and observers keep tables of their own, read from the journal.
WRITERS = ("commands", "models", "migrations", "foundation", "observers", "listeners", "adapter", "reach", "personal")
# Who someone is, is no thing on the ladder; what they shared is.
NOBODYS_SECRET = {"Account", "Actor"}
HTTP_CLIENTS = (
    "urllib.request",
    "http.client",
    "httpx",
    "requests",
    "urllib3",
    "aiohttp",
    "httpcore",
    "ftplib",
    "boto3",
)
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("time", "time"),
    ("time", "time_ns"),
}
CLOCKMAKERS = {("foundation", "clock"), ("foundation", "ids")}
FORBIDDEN_NAMES = {"utils", "helpers", "services", "managers", "common", "misc"}
IMPORTS = (ast.Import, ast.ImportFrom)
REASONS_FOR_LATE_IMPORT = re.compile(r"#.*\b(slow import|app ready)\b")
MEANING_SIGNALS = {"post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed"}


def reads_past_visible_to(source: Source) -> Iterator[Finding]:
    """Edges list and fetch only what the reader may see."""
    is_edge = source.is_part("views", "api") or source.parts[:2] in {("surfaces", "web"), ("surfaces", "api")}
    if source.is_test or not is_edge or source.is_part("queries"):
        return
    for node in source.nodes(ast.Attribute):
        if node.attr not in {"objects", "_default_manager"}:
            continue
        if isinstance(node.value, ast.Name) and node.value.id in NOBODYS_SECRET:
            continue
        after = getattr(node, "parent", None)
        if isinstance(after, ast.Attribute) and after.attr == "visible_to":
            continue
        yield source.finding(
            node.lineno,
            "reads",
            "an edge reads only what its reader may see: Model.objects.visible_to(actor), or ask the room's queries",
        )


def writes_outside_commands(source: Source) -> Iterator[Finding]:
    """Only commands change rows (and models one row of their own)."""
    if not source.parts or source.is_test or source.is_part(*WRITERS):
        return
    for node in source.nodes(ast.Call):
        if isinstance(node.func, ast.Attribute) and _writes(node, node.func):
            yield source.finding(
                node.lineno,
                "writes",
                f"only commands write: call a command of the room instead of .{node.func.attr}()",
            )


def _writes(call: ast.Call, method: ast.Attribute) -> bool:
    if method.attr in WRITES:
        return any(isinstance(part, ast.Attribute) and part.attr == "objects" for part in ast.walk(method.value))
    if method.attr in {"save", "asave"}:
        return not call.args and all(word.arg == "update_fields" for word in call.keywords)
    return False


def http_outside_foundation(source: Source) -> Iterator[Finding]:
    """One client guards against private addresses, endless answers and slow hosts."""
    if not source.parts or source.is_test or source.parts[:2] == ("foundation", "http"):
        return
    for node in source.nodes(*IMPORTS):
        for name in _imported(node):
            if any(f"{name}.".startswith(f"{client}.") for client in HTTP_CLIENTS):
                yield source.finding(node.lineno, "network", f"{name}: requests go out through foundation.http only")


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names] if node.module and not node.level else []


def other_clocks(source: Source) -> Iterator[Finding]:
    """Time comes from one place, so that tests can hold it."""
    if not source.parts or source.is_test or source.parts in CLOCKMAKERS:
        return
    for node in source.nodes(ast.Call):
        if not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
        if (name, node.func.attr) in CLOCKS:
            yield source.finding(node.lineno, "clock", f"{name}.{node.func.attr}(): ask foundation.clock.now()")


def late_imports(source: Source) -> Iterator[Finding]:
    """Imports stand at the top; a later one hides a loop, or says why."""
    if not source.parts or source.is_test or source.is_part("apps"):
        return
    for node in source.nodes(*IMPORTS):
        if not _inside_function(node):
            continue
        last = source.lines[(node.end_lineno or node.lineno) - 1]
        if not REASONS_FOR_LATE_IMPORT.search(source.lines[node.lineno - 1] + last):
            yield source.finding(
                node.lineno,
                "imports",
                "import at the top of the file; if it must be late, say why: `# slow import` or `# app ready`",
            )


def _inside_function(node: ast.AST) -> bool:
    while node := getattr(node, "parent", None):  # type: ignore[assignment]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return True
    return False


def meaning_in_signals(source: Source) -> Iterator[Finding]:
    """A saved row does not say what happened; an activity does."""
    if not source.parts or source.is_test or source.parts[0] == "foundation":
        return
    for node in source.nodes(*IMPORTS):
        for name in _imported(node):
            if name.rpartition(".")[2] in MEANING_SIGNALS:
                yield source.finding(
                    node.lineno, "signals", "record an activity in the command, and observe the journal"
                )


def forbidden_names(source: Source) -> Iterator[Finding]:
    """A file is named after what is in it."""
    for part in source.parts:
        if part in FORBIDDEN_NAMES:
            yield source.finding(1, "names", f"`{part}` says nothing: name the module after what it holds")


def missing_sentence(source: Source) -> Iterator[Finding]:
    """Every module begins by saying what it is for."""
    if not source.parts or not source.text.strip() or source.is_part("migrations", "apps"):
        return
    if ast.get_docstring(source.tree):
        return
    yield source.finding(1, "sentence", "begin the module with one sentence that says what it is for")


RULES = (
    reads_past_visible_to,
    writes_outside_commands,
    http_outside_foundation,
    other_clocks,
    late_imports,
    meaning_in_signals,
    forbidden_names,
    missing_sentence,
)
