"""Figures for Prometheus: requests as each process counts them, and the house's work as the database knows it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse

from allmende.foundation import clock
from allmende.foundation.backups.models import Backup
from allmende.foundation.journal.models import Cursor, Entry
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.signs import last_seen

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds."""


@cache
def _counter() -> Any:
    """The counter of this process, which writes into a file of its own that whoever is asked reads together with the others'."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(folder()))
    from prometheus_client import Histogram  # slow import

    labels = ("method", "route", "status")
    return Histogram("allmende_request_seconds", "How long requests took", labels, buckets=BUCKETS, registry=None)


def folder() -> Path:
    """Where the processes' figures lie."""
    return Path(settings.DATA) / "metrics"


def start_anew() -> None:
    """Forget the figures of processes that are gone (called before the first one of a server starts)."""
    for path in folder().glob("*.db"):
        path.unlink(missing_ok=True)


def count(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Count a request by its route's name, never by its address: the figures stay few, and tell of nobody."""
    match = request.resolver_match
    route = match.view_name if match and match.view_name else "kept" if response.status_code == 200 else "none"
    method = request.method if request.method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} else "other"
    _counter().labels(method, route, response.status_code).observe(seconds)


def figures() -> tuple[bytes, str]:
    """Return all figures and their content type."""
    _counter()
    from prometheus_client import CollectorRegistry, generate_latest  # slow import
    from prometheus_client.exposition import CONTENT_TYPE_LATEST  # slow import
    from prometheus_client.multiprocess import MultiProcessCollector  # slow import

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder()))  # type: ignore[no-untyped-call]
    registry.register(_Work())  # type: ignore[arg-type]  # anything that collects
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Work:
    """The house's work, asked of the database when the figures are."""

    def collect(self) -> Iterator[Any]:
        """Yield jobs by state, the oldest one's wait, the journal's backlog, each observer's, and the backup's age."""
        from prometheus_client.core import GaugeMetricFamily  # slow import

        now = clock.now()
        jobs = GaugeMetricFamily("allmende_jobs", "Jobs by state", labels=["state"])
        counts = dict(Job.objects.order_by().values_list("state").annotate(Count("id")))
        for state in State:
            jobs.add_metric([state], counts.get(state, 0))
        yield jobs
        oldest = Job.objects.filter(state=State.READY, run_after__lte=now).aggregate(at=Min("run_after"))["at"]
        newest = Entry.objects.exclude(seq=None).order_by("-seq").values_list("seq", flat=True).first() or 0
        behind = GaugeMetricFamily(
            "allmende_observer_behind", "Entries an observer has still to read", labels=["observer"]
        )
        for cursor in Cursor.objects.order_by("observer"):
            behind.add_metric([cursor.observer], newest - cursor.seq)
        yield behind
        backup = Backup.objects.filter(error="").exclude(finished=None).values_list("started", flat=True).first()
        for name, text, since in (
            ("allmende_oldest_job_seconds", "How long the oldest due job has waited", oldest or now),
            ("allmende_worker_seen_seconds", "Since a worker was seen last", last_seen()),
            ("allmende_backup_age_seconds", "Age of the newest good backup", backup),
        ):
            if since is not None:
                yield GaugeMetricFamily(name, text, value=(now - since).total_seconds())
        yield GaugeMetricFamily(
            "allmende_unsealed", "Entries of the journal without a number", value=Entry.objects.filter(seq=None).count()
        )
