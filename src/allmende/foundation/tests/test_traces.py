"""A request, its statements and the task that it leaves behind are one trace; without an exporter nothing of it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.test import Client
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from allmende.commons.spaces.testing import Cast
from allmende.foundation import tracing
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.worker import run_due

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
SELF = "/privacy/takeouts/?token=frogs-at-noon"


@pytest.fixture
def exporter() -> Iterator[InMemorySpanExporter]:
    held = InMemorySpanExporter()
    tracing.start(held)
    yield held
    tracing.stop()


def told(span: ReadableSpan) -> Mapping[str, object]:
    return dict(span.attributes or {})


def within(spans: tuple[ReadableSpan, ...], around: ReadableSpan, kind: str) -> list[ReadableSpan]:
    here = [span for span in spans if span.parent and span.parent.span_id == around.context.span_id]
    return [span for span in here if span.kind.name == kind]


@pytest.mark.django_db
def test_a_request_its_statements_and_its_task_are_one_trace(cast: Cast, exporter: InMemorySpanExporter) -> None:
    run_due()
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)
    exporter.clear()

    answer = client.post(SELF)
    run_due()

    spans = exporter.get_finished_spans()
    request = next(span for span in spans if span.name == "POST consent:takeouts")
    number = answer.headers["X-Request-ID"]
    assert number == f"{request.context.trace_id:032x}" == told(request)["allmende.request_id"]
    assert told(request)["http.response.status_code"] == answer.status_code == 302
    statements, works = within(spans, request, "CLIENT"), within(spans, request, "CONSUMER")
    assert {"SELECT", "INSERT"} <= {span.name for span in statements}
    assert works
    assert {told(span)["allmende.request_id"] for span in works} == {number}
    assert any(within(spans, work, "CLIENT") for work in works)
    everything = " ".join(str(told(span)) for span in spans)
    assert not [word for word in ("frogs-at-noon", cast.ben.account.email, cast.ben.name) if word in everything]


@pytest.mark.django_db
def test_it_goes_on_in_the_trace_of_the_proxy_that_is_believed(
    client: Client, exporter: InMemorySpanExporter, settings: Any
) -> None:
    before = client.get("/health-of-nobody/", headers={"traceparent": PARENT}).headers["X-Request-ID"]
    settings.CONFIG = settings.CONFIG.__class__(proxies=1)
    after = client.get("/health-of-nobody/", headers={"traceparent": PARENT}).headers["X-Request-ID"]

    assert (before in PARENT, after in PARENT) == (False, True)
    assert exporter.get_finished_spans()[-1].context.trace_id == int(after, 16)


@pytest.mark.django_db
def test_without_an_exporter_only_the_number_is_carried_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    tracing.start()
    assert not tracing.is_on()
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)

    number = client.post(SELF).headers["X-Request-ID"]

    assert number in set(Job.objects.values_list("carried", flat=True))
