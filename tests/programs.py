"""The program in a process of its own, as `python -m app serve` starts it."""

import os
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


def surroundings_of(data_dir: Path) -> dict[str, str]:
    """Environment variables with a folder and a port of its own, and no other setting."""
    own = {"ALLIANCE_DATA_DIR": str(data_dir), "ALLIANCE_PORT": str(_free_port()), "PYTHONUNBUFFERED": "1"}
    return {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCE_")} | own


@contextmanager
def program_serving(surroundings: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
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


def children_of(process_id: int) -> dict[int, str]:
    """The processes that a process has started, with their command lines."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,command="], capture_output=True, text=True, check=True)
    lines = (line.split(maxsplit=2) for line in listed.stdout.splitlines())
    return {int(pid): command for pid, parent, command in lines if int(parent) == process_id}


def _free_port() -> int:
    """Below the ports that systems give to outgoing connections, so that none of those takes it in between."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
