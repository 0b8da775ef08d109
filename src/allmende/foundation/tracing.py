"""Traces for OpenTelemetry: a request, the statements it asks, the tasks it leaves behind, in one trace.

Off unless `OTEL_EXPORTER_OTLP_ENDPOINT` says where to (OpenTelemetry's own variables hold, for sampling and names too) and the
extra is there (`pip install allmende[tracing]`); then it costs one look at a variable. Statements are traced as they are
written, with placeholders: no value, name or address leaves the house; a request is told by its route.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from django.db import connections

from allmende.foundation.logs import request_id

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span, Tracer

log = logging.getLogger(__name__)

LONGEST = 2000
"""Characters of a statement that are told."""

_tracer: Tracer | None = None


def start(exporter: SpanExporter | None = None) -> None:
    """Begin to trace in this process, to an exporter or to where the environment says; nothing where it says nothing."""
    global _tracer
    names = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    if _tracer is not None or (exporter is None and not any(map(os.environ.get, names))):
        return
    try:
        from opentelemetry.sdk.resources import Resource  # slow import
        from opentelemetry.sdk.trace import TracerProvider  # slow import
        from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor  # slow import

        if exporter is None:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # slow import
    except ImportError:
        log.warning(
            "Nothing is traced: OTEL_EXPORTER_OTLP_ENDPOINT is set, but the extra is missing (pip install allmende[tracing])."
        )
        return
    provider = TracerProvider(
        resource=Resource.create({"service.name": os.environ.get("OTEL_SERVICE_NAME", "allmende")})
    )
    provider.add_span_processor(SimpleSpanProcessor(exporter) if exporter else BatchSpanProcessor(OTLPSpanExporter()))
    _tracer = provider.get_tracer("allmende")


def stop() -> None:
    """Trace no more in this process."""
    global _tracer
    _tracer = None


def is_on() -> bool:
    """Whether this process traces."""
    return _tracer is not None


@contextmanager
def serving(method: str, traceparent: str = "") -> Iterator[Span]:
    """Trace a request, within the trace of the proxy that handed it on."""
    from opentelemetry.trace import SpanKind  # slow import

    facts = {"http.request.method": method}
    with _span(method, traceparent, SpanKind.SERVER, facts) as span:
        yield span


def told(span: Span, method: str, route: str, status: int, number: str) -> None:
    """Say what became of a request: its route, its status, and its number in the log."""
    from opentelemetry.trace import Status, StatusCode  # slow import

    span.update_name(f"{method} {route}" if route else method)
    span.set_attributes({"http.route": route, "http.response.status_code": status, "allmende.request_id": number})
    if status >= 500:
        span.set_status(Status(StatusCode.ERROR))


def working(path: str, attempt: int, carried: str) -> AbstractContextManager[object]:
    """Trace a task, within the trace of the request that left it behind; nothing where nothing is traced."""
    if _tracer is None:
        return nullcontext()
    from opentelemetry.trace import SpanKind  # slow import

    facts = {"allmende.task": path, "allmende.attempt": attempt, "allmende.request_id": number_in(carried)}
    return _span(path.removeprefix("allmende."), carried, SpanKind.CONSUMER, facts)


def carried() -> str:
    """Return what a task carries of the request that leaves it behind: its number, or where it stands in a trace."""
    if _tracer is None:
        return request_id.get()
    from opentelemetry.trace import get_current_span  # slow import

    context = get_current_span().get_span_context()
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}" if context.is_valid else ""


def number_in(carried: str) -> str:
    """Return the number of the request that something was carried from."""
    return carried.split("-")[1] if carried.count("-") == 3 else carried


@contextmanager
def _span(name: str, parent: str, kind: Any, facts: dict[str, Any]) -> Iterator[Span]:
    """Trace something with all statements in it; what it raises is told by its kind, never by its words."""
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # slow import

    if _tracer is None:
        raise RuntimeError("Ask is_on() first.")
    context = TraceContextTextMapPropagator().extract({"traceparent": parent}) if parent else None
    began = _tracer.start_as_current_span(
        name, context=context, kind=kind, attributes=facts, record_exception=False, set_status_on_exception=False
    )
    with began as span, ExitStack() as around:
        for connection in connections.all():
            around.enter_context(connection.execute_wrapper(_statement))
        try:
            yield span
        except BaseException as error:
            span.set_attribute("error.type", type(error).__qualname__)
            raise


def _statement(ask: Callable[..., Any], sql: str, values: Any, many: bool, context: dict[str, Any]) -> Any:
    """Trace one statement, as it is written."""
    from opentelemetry.trace import SpanKind  # slow import

    if _tracer is None:
        return ask(sql, values, many, context)
    verb = sql.split(None, 1)[0].upper() if sql.strip() else "SQL"
    facts = {
        "db.system.name": context["connection"].vendor, "db.operation.name": verb, "db.query.text": sql[:LONGEST],
        "db.namespace": context["connection"].alias,
    }  # fmt: skip
    with _tracer.start_as_current_span(verb, kind=SpanKind.CLIENT, attributes=facts, record_exception=False):
        return ask(sql, values, many, context)
