"""The program as its users meet it: `python -m app …` in processes of its own."""

import os
import random
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.core.cluster import Places
from app.core.embedded import running


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """An environment with a folder and a port of its own."""
    own = {"ALLIANCE_DATA_DIR": str(tmp_path / "var"), "ALLIANCE_PORT": str(_free_port()), "PYTHONUNBUFFERED": "1"}
    return {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCE_")} | own


def test_it_is_stopped_cleanly_started_again_killed_and_recovers(surroundings: dict[str, str]) -> None:
    folder = Path(surroundings["ALLIANCE_DATA_DIR"])
    with _serving(surroundings) as (program, said):
        assert any("Documentation: http" in line for line in said)
        assert len(said) < 24, "it says what it does in at most a screen"
        assert _answers(surroundings)
        assert _run(surroundings, "doctor").returncode == 0
        program.terminate()
        assert program.wait(60) == 0
        assert running(folder) is None
        assert not Places(folder).pid_file.exists(), "the database was shut down"
    with _serving(surroundings) as (program, said):
        assert not any("Making" in line for line in said)
        program.kill()
        program.wait()
    with _serving(surroundings) as (program, _):
        assert _answers(surroundings)
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 0


def test_several_workers_answer_on_one_port_and_end_together(surroundings: dict[str, str]) -> None:
    surroundings["ALLIANCE_WORKERS"] = "2"
    with _serving(surroundings) as (program, _):
        assert _answers(surroundings)
        program.terminate()
        assert program.wait(60) == 0
    with socket.socket() as free:
        # Connections that have ended may linger; what must be gone is whoever listens.
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", int(surroundings["ALLIANCE_PORT"])))
        free.listen()


def test_a_port_in_use_is_said_before_anything_is_started(surroundings: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(surroundings["ALLIANCE_PORT"])))
        taken.listen()
        refused = _run(surroundings, "serve")
    assert refused.returncode == 1
    assert "ALLIANCE_PORT" in refused.stderr
    assert not Path(surroundings["ALLIANCE_DATA_DIR"]).exists()


def test_a_wrong_setting_stops_a_command_with_its_sentence(surroundings: dict[str, str]) -> None:
    for command in ("serve", "doctor"):
        refused = _run(surroundings | {"ALLIANCE_LOG_LEVEL": "loud"}, command)
        assert refused.returncode == 1
        assert "ALLIANCE_LOG_LEVEL is wrong" in refused.stderr
        assert "Traceback" not in refused.stderr


@contextmanager
def _serving(surroundings: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The program and what it said until it was ready."""
    program = subprocess.Popen(
        [sys.executable, "-m", "app", "serve"],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert program.stdout is not None
    said: list[str] = []
    try:
        for line in program.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        else:
            pytest.fail("".join(said))
        yield program, said
    finally:
        program.terminate()
        program.communicate()


def _free_port() -> int:
    """Below the ports that systems give to outgoing connections, so that none of those takes it in between."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


def _answers(surroundings: dict[str, str]) -> bool:
    address = f"http://127.0.0.1:{surroundings['ALLIANCE_PORT']}/docs"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bool(answer.status == 200)


def _run(surroundings: dict[str, str], command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", command], env=surroundings, capture_output=True, text=True, check=False
    )
