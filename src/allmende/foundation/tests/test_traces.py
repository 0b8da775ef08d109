"""A request, its statements and the task that it leaves behind are one trace; without an exporter nothing of it is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from allmende.foundation import tracing
from allmende.foundation.tasks.worker import run_due

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def exporter() -> Iterator[InMemorySpanExporter]:
    held = InMemorySpanExporter()
    tracing.start(held)
    yield held
    tracing.stop()


def named(exporter: InMemorySpanExporter, name: str) -> ReadableSpan:
    return next(span for span in exporter.get_finished_spans() if span.name == name)


@pytest.mark.django_db
def test_a_request_its_statements_and_its_task_are_one_trace(cast, exporter: InMemorySpanExporter) -> None:  # type: ignore[no-untyped-def]
    run_due()
    exporter.clear()
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)

    answer = client.post("/api/v1/profile/links/019ac1f0-3c5e-7c3a-9d55-5f0c2d1e8a77/check?token=secret")
    asked = named(exporter, "POST api:checkLink")
    assert asked.attributes is not None
    assert (answer.status_code, asked.attributes["http.response.status_code"]) == (422, 422)
    number = answer.headers["X-Request-ID"]
    assert number == f"{asked.context.trace_id:032x}" == asked.attributes["allmende.request_id"]

    exporter.clear()
    answer = client.post("/privacy/takeouts/")
    run_due()
    spans = exporter.get_finished_spans()
    request = next(span for span in spans if span.name.startswith("POST "))
    works = [
        span
        for span in spans
        if span.parent and span.parent.span_id == request.context.span_id and span.kind.name == "CONSUMER"
    ]
    assert works
    assert {span.context.trace_id for span in works} == {request.context.trace_id}
    assert all(
        span.attributes and span.attributes["allmende.request_id"] == answer.headers["X-Request-ID"] for span in works
    )
    statements = [
        span
        for span in spans
        if span.parent and span.parent.span_id == request.context.span_id and span.kind.name == "CLIENT"
    ]
    assert statements
    told = " ".join(str(dict(span.attributes or {})) for span in spans)
    assert "ben" not in told.lower().replace("allmende", "")
    assert "secret" not in told
