"""One attempt to tell a page elsewhere that something public of ours links to it, changed, or is gone (Webmention)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from allmende.foundation.http import open_session
from allmende.observers.channels.composing import Copy
from allmende.observers.channels.discovery import endpoint_of, joined
from allmende.observers.channels.models import Delivery, DeliveryState
from allmende.observers.channels.outcomes import Outcome, Result

HEADERS = {"User-Agent": "Allmende Webmention", "Accept": "text/html, */*;q=0.5"}
DONE = Outcome(Result.DONE)


def tell(delivery: Delivery, copy: Copy | None) -> Outcome:
    """Send a Webmention for what a thing says now; a link that is gone is told anew, so that it is taken away there too."""
    links = copy is not None and delivery.target in copy.targets
    if not links and not delivery.digest:
        return DONE  # it never knew
    if copy is not None:
        delivery.link = copy.url[:500]
    with open_session(may_be_plain=True) as session:
        session.headers.update(HEADERS)
        try:
            page = session.get(delivery.target)
            is_html = "html" in page.headers.get("Content-Type", "")
            endpoint = endpoint_of(page.url, page.headers.get("Link", ""), page.text if is_html else "")
            if endpoint is None:
                return _none(delivery, page.status_code)
            answer = session.post(
                endpoint, data={"source": delivery.link, "target": delivery.target}, allow_redirects=False
            )
        except (OSError, ValueError):  # what requests raises is an OSError
            return Outcome(Result.FAILED, "unreachable")
    return _kept(delivery, copy if links else None, answer, endpoint)


def _none(delivery: Delivery, status: int) -> Outcome:
    if status >= 500:
        return Outcome(Result.FAILED, "broken")
    _keep(delivery, "", "")
    return Outcome(Result.DONE, state=DeliveryState.NOTHING)


def _kept(delivery: Delivery, copy: Copy | None, answer: Any, endpoint: str) -> Outcome:
    if not 200 <= answer.status_code < 300:
        is_refused = 400 <= answer.status_code < 500 and answer.status_code != 429
        return Outcome(Result.REFUSED, "refused") if is_refused else Outcome(Result.FAILED, "broken")
    where = ""
    with suppress(ValueError):
        where = joined(endpoint, answer.headers.get("Location", "")) or "" if answer.status_code == 201 else ""
    _keep(delivery, copy.digest(None) if copy else "", where)
    return DONE


def _keep(delivery: Delivery, digest: str, where: str) -> None:
    delivery.digest, delivery.remote_url = digest, where
    delivery.save(update_fields=["digest", "remote_url", "link"])
