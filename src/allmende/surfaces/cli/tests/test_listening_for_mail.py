"""`allmende mail` listens in a process of its own, and closes in order."""

from __future__ import annotations

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time

import pytest

pytestmark = [pytest.mark.once, pytest.mark.first]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("smtp", [False, True])
def test_it_answers_mail_servers_until_it_is_told_to_stop(tmp_path, with_tables, smtp) -> None:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALLMENDE_")}
    environment |= {
        "ALLMENDE_DATA": str(with_tables(tmp_path)), "ALLMENDE_MAIL_REPLIES": "reply+{token}@allmende.example", "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    command = [
        sys.executable,
        "-m",
        "allmende.surfaces.cli",
        "mail",
        "--port",
        str(port),
        *(["--smtp"] if smtp else []),
    ]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        deadline = time.monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert process.poll() is None, process.stdout.read()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        with smtplib.SMTP("127.0.0.1", port, timeout=20) if smtp else smtplib.LMTP("127.0.0.1", port) as server:
            server.ehlo()
            server.mail("ben@example.org")
            assert server.rcpt("nobody@allmende.example")[0] == 550
        process.send_signal(signal.SIGTERM)
        output, _nothing = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, output
    assert "Closed." in output
    assert "Traceback" not in output
