"""No test reaches another machine by accident."""

import socket

import pytest


def test_a_connection_to_another_machine_is_refused():
    with socket.socket() as probe, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        probe.connect(("192.0.2.1", 80))


def test_a_connection_to_this_machine_is_fine():
    with socket.socket() as here:
        here.bind(("127.0.0.1", 0))
        here.listen()
        with socket.create_connection(here.getsockname(), timeout=5) as visitor:
            assert visitor.getpeername() == here.getsockname()
