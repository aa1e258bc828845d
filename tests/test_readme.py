"""The README's walk, as a reader would paste it: exactly its lines, in bash, against the program itself."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

from tests.programs import program_serving, surroundings_of

README = Path(__file__).parents[1] / "README.md"
EMAIL, PASSWORD = "ada@example.org", "a windmill in the evening"


def test_the_walk_ends_with_a_validated_solution_whose_explanation_is_the_one_shown(tmp_path: Path) -> None:
    blocks = _fenced("bash")
    administrator = {"ALLIANCE_ADMINISTRATOR_EMAIL": EMAIL, "ALLIANCE_ADMINISTRATOR_PASSWORD": PASSWORD}
    surroundings = surroundings_of(tmp_path / "var") | administrator
    walker = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "EMAIL": EMAIL, "PASSWORD": PASSWORD}
    walker["ALLIANCE"] = f"http://127.0.0.1:{surroundings['ALLIANCE_PORT']}"
    between = "--- the next block ---"
    with program_serving(surroundings):
        walk = f"\necho '{between}'\n".join(blocks)
        done = subprocess.run(
            ["bash", "-e", "-u", "-o", "pipefail", "-c", walk],
            env=walker,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")
    said = [words.strip() for words in done.stdout.split(between)]
    answer = json.loads(said[-1])
    assert answer["status"] == "validated"
    (shown,) = _fenced("json")
    assert _part_of(json.loads(shown), answer)
    (missing,) = _fenced("text")
    assert missing.strip() in re.sub(r"'[0-9a-f-]{36}'", "'…'", done.stdout)


def _fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def _part_of(shown: Any, answer: Any) -> bool:
    """Is all that is shown in the answer, which may hold more?"""
    match shown:
        case dict():
            return all(name in answer and _part_of(value, answer[name]) for name, value in shown.items())
        case list():
            return len(shown) == len(answer) and all(map(_part_of, shown, answer))
        case _:
            return bool(shown == answer)
