"""House rules that no ready-made linter knows: each a small check whose message names the right way."""

from tools.house.run import findings, main
from tools.house.source import Finding

__all__ = ["Finding", "findings", "main"]
