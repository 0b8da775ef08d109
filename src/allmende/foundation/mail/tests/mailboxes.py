"""A mailbox on this machine that speaks as much IMAP as one asks of it (RFC 3501): for tests."""

from __future__ import annotations

import re
import socketserver
import threading


class Mailbox:
    """Mails by number, and what was asked."""

    def __init__(self) -> None:
        self.mails: dict[int, bytes] = {}
        self.validity = 7
        self.seen: set[int] = set()
        self.asked: list[str] = []
        box = self

        class Speaks(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                box._speak(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Speaks)
        self._server.daemon_threads = True
        self.address = f"imap://reply:hush%40home@127.0.0.1:{self._server.server_address[1]}/Answers"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Take no more visits."""
        self._server.shutdown()
        self._server.server_close()

    def _speak(self, line: socketserver.StreamRequestHandler) -> None:
        def say(*lines: bytes) -> None:
            line.wfile.write(b"".join(one + b"\r\n" for one in lines))

        say(b"* OK here")
        while said := line.rfile.readline().decode().strip():
            tag, _space, rest = said.partition(" ")
            self.asked.append(rest)
            answer, state = self._answer(rest)
            say(*answer, f"{tag} {state}".encode())
            if rest.upper() == "LOGOUT":
                return

    def _answer(self, rest: str) -> tuple[list[bytes], str]:
        if rest.startswith("LOGIN") and '"hush@home"' not in rest:
            return [], "NO wrong password"
        if rest.startswith("SELECT") and "Answers" not in rest:
            return [], "NO no such folder"
        if rest.startswith("CAPABILITY"):
            return [b"* CAPABILITY IMAP4rev1"], "OK done"
        if rest.startswith("SELECT"):
            return [
                f"* {len(self.mails)} EXISTS".encode(),
                f"* OK [UIDVALIDITY {self.validity}] ok".encode(),
            ], "OK done"
        if found := re.match(r"UID SEARCH UID (\d+):\*", rest):
            numbers = [n for n in sorted(self.mails) if n >= int(found[1])] or sorted(self.mails)[-1:]
            return [f"* SEARCH {' '.join(map(str, numbers))}".encode()], "OK done"
        if found := re.match(r"UID FETCH (\d+) \(RFC822.SIZE\)", rest):
            return [f"* 1 FETCH (UID {found[1]} RFC822.SIZE {len(self.mails[int(found[1])])})".encode()], "OK done"
        if found := re.match(r"UID FETCH (\d+) \(BODY.PEEK\[\]\)", rest):
            raw = self.mails[int(found[1])]
            return [f"* 1 FETCH (UID {found[1]} BODY[] {{{len(raw)}}}".encode(), raw + b")"], "OK done"
        if found := re.match(r"UID STORE (\d+)", rest):
            self.seen.add(int(found[1]))
        return ([b"* BYE"] if rest == "LOGOUT" else []), "OK done"
