"""The program as its users meet it: `python -m app …` in processes of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from app.core.cluster import Places
from app.core.embedded import running
from tests.programs import children_of, program_serving, surroundings_of


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """An environment with a folder and a port of its own."""
    return surroundings_of(tmp_path / "var")


def test_it_is_stopped_cleanly_started_again_killed_and_recovers(surroundings: dict[str, str]) -> None:
    folder = Path(surroundings["ALLIANCE_DATA_DIR"])
    with program_serving(surroundings) as (program, said):
        assert any("Documentation: http" in line for line in said)
        assert any("Password:" in line for line in said), "the first start says how to sign in"
        assert len(said) < 24, "it says what it does in at most a screen"
        assert _answers(surroundings)
        assert _run(surroundings, "doctor").returncode == 0
        program.terminate()
        assert program.wait(60) == 0
        assert running(folder) is None
        assert not Places(folder).pid_file.exists(), "the database was shut down"
    with program_serving(surroundings) as (program, said):
        assert not any("Making" in line or "Password:" in line for line in said)
        program.kill()
        program.wait()
    with program_serving(surroundings) as (program, _):
        assert _answers(surroundings)
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 0


def test_several_workers_answer_on_one_port_and_end_together(surroundings: dict[str, str]) -> None:
    surroundings["ALLIANCE_WORKERS"] = "2"
    with program_serving(surroundings) as (program, _):
        assert _answers(surroundings)
        program.terminate()
        assert program.wait(60) == 0
    with socket.socket() as free:
        # Connections that have ended may linger; what must be gone is whoever listens.
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", int(surroundings["ALLIANCE_PORT"])))
        free.listen()


def test_a_worker_is_kept_beside_the_server_and_ends_with_it(surroundings: dict[str, str]) -> None:
    with program_serving(surroundings) as (program, _):
        first = _worker_of(program)
        os.kill(first, signal.SIGKILL)
        assert _answers(surroundings), "requests are answered as ever"
        second = _worker_of(program, other_than=first)
        program.terminate()
        assert program.wait(60) == 0
        with pytest.raises(ProcessLookupError):
            os.kill(second, 0)
    with program_serving(surroundings | {"ALLIANCE_BACKGROUND_WORKERS": "0"}) as (program, _):
        assert not _workers(program)
        command = [sys.executable, "-m", "app", "worker"]
        with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True) as by_hand:
            assert by_hand.stdout is not None
            assert "Working" in by_hand.stdout.readline()
            by_hand.terminate()
            assert by_hand.wait(60) == 0


def _worker_of(program: "subprocess.Popen[str]", other_than: int = 0) -> int:
    """The process that does what is to be done beside requests; it is started after the server."""
    while True:
        found = [each for each in _workers(program) if each != other_than]
        if found:
            return found[0]
        time.sleep(0.1)


def _workers(program: "subprocess.Popen[str]") -> list[int]:
    return [pid for pid, command in children_of(program.pid).items() if command.endswith("worker --kept")]


def test_a_port_in_use_is_said_before_anything_is_started(surroundings: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(surroundings["ALLIANCE_PORT"])))
        taken.listen()
        refused = _run(surroundings, "serve")
    assert refused.returncode == 1
    assert "ALLIANCE_PORT" in refused.stderr
    assert not Path(surroundings["ALLIANCE_DATA_DIR"]).exists()


def test_an_administrator_is_made_beside_the_running_program_and_once(surroundings: dict[str, str]) -> None:
    surroundings["ALLIANCE_LOG_FORMAT"] = "json"
    with program_serving(surroundings) as (_, said):
        assert any("create-administrator" in line for line in said), "no password is made for a log to keep"
        assert not any("Password:" in line for line in said)
        made = _run(surroundings, "create-administrator", "eve@example.org")
        assert made.returncode == 0
        assert "Password:" in made.stdout
        again = _run(surroundings, "create-administrator", "eve@example.org")
        assert (again.returncode, again.stdout) == (1, "")
        assert "Another member has this e-mail address" in again.stderr


def test_a_wrong_setting_stops_a_command_with_its_sentence(surroundings: dict[str, str]) -> None:
    for command in ("serve", "doctor"):
        refused = _run(surroundings | {"ALLIANCE_LOG_LEVEL": "loud"}, command)
        assert refused.returncode == 1
        assert "ALLIANCE_LOG_LEVEL is wrong" in refused.stderr
        assert "Traceback" not in refused.stderr


def _answers(surroundings: dict[str, str]) -> bool:
    address = f"http://127.0.0.1:{surroundings['ALLIANCE_PORT']}/docs"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bool(answer.status == 200)


def _run(surroundings: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *command], env=surroundings, capture_output=True, text=True, check=False
    )
