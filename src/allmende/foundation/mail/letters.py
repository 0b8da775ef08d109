"""A mail as it leaves: the lines that programs read stay as they are, however long an address in them is."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import EmailPolicy, Policy, default
from typing import Any

from django.core.mail import EmailMultiAlternatives

WHOLE = frozenset(
    {"list-unsubscribe", "list-archive", "list-post", "references", "in-reply-to", "message-id", "cfbl-address"}
)
LONGEST = 998
"""Characters of a line (RFC 5322, section 2.1.1)."""


class _Whole(EmailPolicy):
    """Folds other lines as usual; an address that is longer than a line would be turned into an encoded word, which no program follows."""

    def fold(self, name: str, value: Any) -> str:
        return self._line(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self._line(name, value).encode() or super().fold_binary(name, value)

    def _line(self, name: str, value: Any) -> str:
        line = f"{name}: {value}"
        is_kept = name.lower() in WHOLE and line.isascii() and line.isprintable() and len(line) <= LONGEST
        return line + self.linesep if is_kept else ""


class Letter(EmailMultiAlternatives):
    """A mail in words, and as HTML where there is some."""

    def message(self, *, policy: Policy[Any] | None = default) -> EmailMessage[Any, Any]:
        """Return it as it is sent."""
        asked = policy or default
        return super().message(policy=_Whole(linesep=asked.linesep, cte_type=asked.cte_type))
