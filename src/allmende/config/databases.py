"""Where the database is, in Django's terms."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


def database_of(address: str, data: Path) -> dict[str, object]:
    """Turn a database address into Django's terms; SQLite is tuned for one machine with many readers."""
    parts = urlsplit(address)
    if parts.scheme in {"postgres", "postgresql"}:
        pool = parse_qs(parts.query).get("pool", [""])[0]
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
            "CONN_MAX_AGE": 0 if pool else 600,  # a pool keeps them itself
            "CONN_HEALTH_CHECKS": not pool,
            # Pages ask for a few rows of a list: walking its index is right, and compiling a plan or starting helpers takes
            # longer than all the work (docs/decisions/spine.md).
            "OPTIONS": {
                "prepare_threshold": 5,  # of what is asked with every request (foundation/composed.py); all else is bound by psycopg
                "options": "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1",
                **({"pool": {"min_size": 1, "max_size": int(pool), "timeout": 10}} if pool else {}),
            },
        }
    path = Path(unquote(parts.path)) if address else data / "allmende.sqlite3"
    return {
        "ENGINE": "allmende.foundation.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a transaction that will write waits at its start, never fails in its middle
            "timeout": 20,
            # What was written goes from the log into the file beside the requests (foundation/sqlite/carrying.py). Where no web
            # process runs that does it, whoever commits does when there are 64 MB of it (docs/decisions/writers.md).
            # The file is read, not mapped: what is mapped of it counts as ours. What is asked for most stays in eight megabytes
            # of pages, which requests of a web process share as they share their connection (foundation/sqlite/base.py).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000;"
            "PRAGMA wal_autocheckpoint=16000; PRAGMA temp_store=MEMORY;",
        },
    }
