"""`allmende serve` opens, answers, and leaves nothing behind, however it is ended."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.once,
    pytest.mark.first,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted by /proc"),
]
PATIENCE = 60.0


def free_port() -> int:
    """A port that nobody holds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(holds, what):
    """Wait for something to become true."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"waited too long until {what}"
        time.sleep(0.1)


def processes(session: int) -> list[int]:
    """The processes that stand in a session: what was started in it, whatever groups it made."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # gone in the meantime
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def is_gone(session: int) -> bool:
    """Whether no process of a session is left."""
    return not processes(session)


@pytest.fixture(scope="module")
def data(tmp_path_factory, with_tables):
    """A data folder; its tables are made by the first server where none are kept."""
    return with_tables(tmp_path_factory.mktemp("data"))


@pytest.fixture
def server(tmp_path, data):
    """A server on a data folder of its own, in a process group of its own, ready to answer."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALLMENDE_")}
    environment |= {"ALLMENDE_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "allmende.surfaces.cli", "serve", "--port", str(port)],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    process.address = f"http://localhost:{port}/accounts/login/"

    def answers() -> bool:
        assert process.poll() is None, process.stdout.read()
        try:
            return urllib.request.urlopen(process.address, timeout=20).status == 200
        except OSError:
            return False

    try:
        until(answers, "the server answers")
        yield process
    finally:
        for left in processes(process.pid):
            os.kill(left, signal.SIGKILL)
        process.communicate()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_closes_in_order_and_leaves_no_process(server, ending):
    server.send_signal(ending)

    output, _ = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0, output
    assert "Closed." in output
    until(lambda: is_gone(server.pid), "every process is gone")


def test_ctrl_c_reaches_all_its_processes_and_none_is_started_again(server):
    os.killpg(server.pid, signal.SIGINT)

    output, _ = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0, output
    assert "started again" not in output
    assert "refused" not in output
    until(lambda: is_gone(server.pid), "every process is gone")


def test_what_it_started_ends_with_it_even_if_it_is_killed(server):
    server.kill()
    server.wait()

    until(lambda: is_gone(server.pid), "every process is gone")


def test_a_taken_port_is_said_before_anything_is_done(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        answer = subprocess.run(
            [sys.executable, "-m", "allmende.surfaces.cli", "serve", "--port", str(port)],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert answer.returncode == 1
    assert f"Port {port} is taken" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_host_names_need_is_there_before_processes_fork():
    """Else a thread of the parent may be importing it at that moment, and in the child nobody ever finishes."""
    code = "import sys, allmende.surfaces.cli.serve; sys.exit('encodings.idna' not in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0
