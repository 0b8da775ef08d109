"""Logs: plain lines for people, or JSON for machines; each line with the number of the request that it belongs to.

No line holds an address, a query, a name or what somebody wrote: what is asked for is told by its path.
"""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from allmende.foundation import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from allmende.foundation.config import Config

requests = logging.getLogger("allmende.requests")
request_id: ContextVar[str] = ContextVar("request id", default="")


def are_requests_told() -> bool:
    """Whether lines about requests are wanted."""
    return requests.isEnabledFor(logging.INFO)


def told(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Write a line about an answered request, where lines about requests are wanted."""
    if are_requests_told():
        facts = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
        }
        requests.info("%(method)s %(path)s %(status)s %(ms)s ms", facts)


class AsLine(logging.Formatter):
    """A line for people, with the request's number where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        number = request_id.get()
        return super().format(record) + (f" [{number}]" if number else "")


class AsJson(logging.Formatter):
    """A line for machines: one JSON object; what was logged as a mapping stands there field by field."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if number := request_id.get():
            said["request"] = number
        if isinstance(record.args, dict):
            said |= record.args
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def logging_of(config: Config) -> dict[str, Any]:
    """Return Django's settings for logs, as an operator wants them."""
    line = {"()": f"{__name__}.AsLine", "fmt": "{asctime} {levelname} {name}: {message}", "style": "{"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line, "json": {"()": f"{__name__}.AsJson"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": config.log}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        # An address that is not there is nobody's fault of ours.
        "loggers": {
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "ERROR"},
            "allmende.requests": {"level": "INFO" if config.log_requests else "WARNING"},
        },
    }
