"""The generated part of the Python client is what the contract gives."""

import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "sdk" / "python"


def test_what_is_committed_is_what_the_contract_gives(tmp_path: Path) -> None:
    anew = tmp_path / "anew"
    subprocess.run([sys.executable, PACKAGE / "generate_client.py", "--output", anew], check=True)
    made, committed = _files(anew), _files(PACKAGE / "alliance_client" / "_generated")
    assert made.keys() == committed.keys(), "run `make sdk`"
    assert [name for name, words in made.items() if committed[name] != words] == [], "run `make sdk`"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}
