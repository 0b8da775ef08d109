"""What someone wrote, out of a mail that also holds what they answered to and what their program adds.

Line by line, so that it takes as long as the mail is (`docs/decisions/trimming-mail.md`). Languages: German, Italian, English, and how
French and Spanish programs introduce a quote. When in doubt words stay: a greeting too many does no harm, a lost sentence does.
"""

from __future__ import annotations

import re

LONGEST_LINE = 300
"""Letters of a line that can introduce a quote."""
MOST_LINES = 5_000
WINDOW = 3
"""So many lines an introduction is broken into at most."""
HEADER_LINES = 8
LONGEST_SIGNATURE = 12
"""Lines of a signature that no sign introduces."""

WROTE = re.compile(r"\b(?:wrote|schrieb|ha scritto|scrive|a écrit|escribió)\b", re.IGNORECASE)
WHEN_OR_WHO = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}|[^\s@<>]@[^\s@<>]")
SEPARATOR = re.compile(
    r"[-_]{2,} ?(?:original message|ursprüngliche nachricht|original-?nachricht|originalnachricht|weitergeleitete nachricht|forwarded message"
    r"|messaggio originale|messaggio inoltrato|message d'origine|mensaje original) ?[-_]{2,}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten nachricht|inizio messaggio inoltrato):",
    re.IGNORECASE,
)
FROM = re.compile(r"(?:von|from|da|de|mittente):", re.IGNORECASE)
LABEL = re.compile(
    r"(?:gesendet|datum|an|cc|betreff|antwort an|sent|date|to|subject|reply-to|inviato|data|a|oggetto|per|envoyé|à|objet|enviado|para|asunto):",
    re.IGNORECASE,
)
RULE = re.compile(r"[_-]{10,}")
SENT_FROM = re.compile(
    r"(?:von meine[mr] .{1,40} (?:gesendet|aus gesendet)|gesendet (?:von|mit|über|aus) .{1,60}|diese nachricht wurde von .{1,60} gesendet"
    r"|sent (?:from|with|via) .{1,60}|get outlook for .{1,40}|outlook für .{1,20} (?:herunterladen|beziehen)|holen sie sich outlook.{0,40}"
    r"|inviato (?:da|dal|con|tramite) .{1,60}|(?:ottieni|scarica) outlook per .{1,40}|envoyé de .{1,60}|enviado desde .{1,60})\.?",
    re.IGNORECASE,
)
LINK = re.compile(r" ?[<(]https?://[^\s<>]{1,250}[>)]")
GOODBYE = re.compile(
    r"(?:mit (?:freundlichen|freundlichem|besten|herzlichen|lieben|sonnigen) gr(?:ü|ue)(?:ß|ss)(?:en)?|(?:viele|liebe|beste|herzliche|freundliche|schöne|sonnige|ganz liebe) gr(?:ü|ue)(?:ß|ss)e"
    r"|gr(?:u|ü)(?:ß|ss)e?|mfg|lg|vg|hg|best|(?:best|kind|warm|many)? ?regards|best wishes|cheers|yours(?: sincerely)?|sincerely|thanks|many thanks"
    r"|(?:cordiali|distinti|tanti|cari|un caro) salut[io]|un saluto|saluti|cordialmente|a presto|un abbraccio)(?: (?:aus|from|da) [\w ]{1,30}| [\w.]{1,20})?[,.!]?",
    re.IGNORECASE,
)
CONFIDENTIAL = re.compile(
    r"(?:diese (?:e-?mail|nachricht) (?:enthält|kann|ist)|(?:disclaimer|hinweis|caution|avvertenza):|this (?:e-?mail|message)[ ,(].{0,60}(?:confidential|intended)"
    r"|(?:questo messaggio|questa e-?mail|le informazioni contenute).{0,80}(?:riservat|destinat|contenut)|ai sensi del)",
    re.IGNORECASE,
)
AFTERWORD = re.compile(r"p\.? ?s\.?\b", re.IGNORECASE)


def trimmed(text: str) -> str:
    """Return what was written anew: without quotes and who wrote them, without signature and what telephones add."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")[:MOST_LINES]]
    lines = _without_footer(_unsigned(_answer(lines)))
    return "\n".join(lines).strip()


def _answer(lines: list[str]) -> list[str]:
    """Leave out what is quoted: marked by `>`, or all below where a program begins to repeat an earlier mail."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith(">"):
            at += 1
        elif _repeats_from(lines, at):
            break
        elif length := _introduction(lines, at):
            at += length
            following = next((one for one in lines[at : at + 4] if one), "")
            if not following.startswith(">"):
                break
        else:
            kept.append(line)
            at += 1
    return kept


def _introduction(lines: list[str], at: int) -> int:
    """Say over how many lines "On Monday at 10:15 Ada wrote:" stands here; 0: it doesn't."""
    said = ""
    for length, line in enumerate(lines[at : at + WINDOW], 1):
        if not line or len(line) > LONGEST_LINE:
            return 0
        said += f" {line}"
        if line.endswith(":"):
            return length if WROTE.search(said) and WHEN_OR_WHO.search(said) else 0
    return 0


def _repeats_from(lines: list[str], at: int) -> bool:
    """Say whether an earlier mail begins here, as Outlook writes it: a separator, or From with two more lines of a header."""
    line = _bare(lines[at])
    if RULE.fullmatch(line):
        at = next((n for n in range(at + 1, min(at + 3, len(lines))) if lines[n]), at)
        line = _bare(lines[at])
    if SEPARATOR.fullmatch(line):
        return True
    if not FROM.match(line):
        return False
    return sum(bool(LABEL.match(_bare(one))) for one in lines[at + 1 : at + HEADER_LINES]) >= 2


def _bare(line: str) -> str:
    """A line without the stars of bold letters; too long to be any sign: nothing."""
    return line.replace("*", "").strip() if len(line) <= LONGEST_LINE else ""


def _unsigned(lines: list[str]) -> list[str]:
    """Leave out the signature: after `-- ` (RFC 3676, section 4.3), after a goodbye near the end, or a notice of lawyers."""
    for at, line in enumerate(lines):
        if line in {"--", "-- ", "—"} and any(lines[:at]):
            return lines[:at]
        if len(line) > 20 and CONFIDENTIAL.match(line) and any(lines[:at]):
            return _unsigned(lines[:at])
    for at in range(max(1, len(lines) - LONGEST_SIGNATURE - 1), len(lines)):
        is_goodbye = len(lines[at]) <= 60 and GOODBYE.fullmatch(lines[at].strip())
        if is_goodbye and any(lines[:at]) and not any(map(_says_more, lines[at + 1 :])):
            return lines[:at]
    return lines


def _says_more(line: str) -> bool:
    """Whether a line below a goodbye is more than a name and how to reach someone."""
    return len(line) > 100 or bool(AFTERWORD.match(line))


def _without_footer(lines: list[str]) -> list[str]:
    """Leave out what telephones and programs add at the end."""
    while lines and (not lines[-1].strip() or SENT_FROM.fullmatch(LINK.sub("", _bare(lines[-1])).strip())):
        lines = lines[:-1]
    return lines
