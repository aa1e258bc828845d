"""The example of the Python client's README: exactly its lines, on the package as it is installed, against the program
itself."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.programs import program_serving, surroundings_of

PACKAGE = Path(__file__).parents[2] / "sdk" / "python"
EMAIL, PASSWORD = "ada@example.org", "a windmill in the evening"


def test_the_example_does_and_says_what_stands_there_and_is_typed_strictly(tmp_path: Path) -> None:
    readme = (PACKAGE / "README.md").read_text(encoding="utf-8")
    example = tmp_path / "example.py"
    example.write_text("\n".join(_fenced("python", readme)), encoding="utf-8")
    installed = tmp_path / "installed"
    offline = ("--no-deps", "--no-build-isolation", "--no-index")
    _run("-m", "pip", "install", "--quiet", *offline, "--target", installed, PACKAGE)
    assert (installed / "alliance_client" / "py.typed").exists()
    _run(
        "-m", "mypy", "--strict", "--config-file=", "--cache-dir", tmp_path / "types", example, MYPYPATH=str(installed)
    )
    surroundings = surroundings_of(tmp_path / "var") | {
        "ALLIANCE_ADMINISTRATOR_EMAIL": EMAIL,
        "ALLIANCE_ADMINISTRATOR_PASSWORD": PASSWORD,
    }
    with program_serving(surroundings):
        said = _run(
            "-W",
            "error",
            example,
            PYTHONPATH=str(installed),
            ALLIANCE=f"http://127.0.0.1:{surroundings['ALLIANCE_PORT']}",
            EMAIL=EMAIL,
            PASSWORD=PASSWORD,
        )
    assert said == "".join(_fenced("text", readme))


def _run(*command: object, **surroundings: str) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _fenced(language: str, page: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
