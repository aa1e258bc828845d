"""Other people's tools on the contract, each run for real: `make contract`, `make contract ONLY=spectral,go`.

What is generated lies in a folder of its own, which is shown, until the next run.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.programs import program_serving, surroundings_of
from tools.contract import clients, linting
from tools.contract.running import Failed, NotAtHand

LINTERS: dict[str, Callable[[], str]] = {
    "openapi-spec-validator": linting.validator,
    "redocly": linting.redocly,
    "spectral": linting.spectral,
    "oasdiff": linting.unbroken,
    "postman": linting.postman,
    "bruno": linting.bruno,
}
_EMAIL, _PASSWORD = "ada@example.org", "a windmill in the evening"
_FOLDER = Path(tempfile.gettempdir()) / "alliance-contract"


def main() -> int:
    """0 where all that could be tried is well."""
    asked = argparse.ArgumentParser(prog="make contract", description=__doc__)
    asked.add_argument("--only", default=",".join([*LINTERS, *clients.CLIENTS]), help="some of them, parted by commas")
    names = asked.parse_args().only.split(",")
    if unknown := [name for name in names if name not in {*LINTERS, *clients.CLIENTS}]:
        asked.error(f"there is no {', '.join(unknown)}: {', '.join([*LINTERS, *clients.CLIENTS])}")
    well = [_told(name, LINTERS[name]) for name in names if name in LINTERS]
    generated = [name for name in names if name in clients.CLIENTS]
    if generated:
        well += list(_generated(generated))
    return 0 if all(well) else 1


def _generated(names: list[str]) -> Iterator[bool]:
    shutil.rmtree(_FOLDER, ignore_errors=True)
    print(f"The clients are in {_FOLDER}.", flush=True)
    administrator = {"ALLIANCE_ADMINISTRATOR_EMAIL": _EMAIL, "ALLIANCE_ADMINISTRATOR_PASSWORD": _PASSWORD}
    with tempfile.TemporaryDirectory(prefix="alliance-contract-", ignore_cleanup_errors=True) as data:
        surroundings = surroundings_of(Path(data)) | administrator
        with program_serving(surroundings):
            server = f"http://127.0.0.1:{surroundings['ALLIANCE_PORT']}"
            for name in names:
                yield _told(name, lambda name=name: _tried(name, server))  # type: ignore[misc]


def _tried(name: str, server: str) -> str:
    folder = _FOLDER / name
    made_by = clients.generate(name, folder)
    try:
        compiled_by = clients.CLIENTS[name].compiled(folder)
    except NotAtHand as lacking:
        return f"{made_by}: generated, neither compiled nor driven: {lacking}"
    clients.drive(name, folder, server, _EMAIL, _PASSWORD)
    return f"{made_by}, {compiled_by}: generated, compiled; read, wrote twice, and read a refusal"


def _told(name: str, tried: Callable[[], str]) -> bool:
    begun = time.monotonic()
    try:
        words, well = tried(), True
    except Failed as failed:
        words, well = f"FAILED\n{failed}", False
    print(f"{name} ({time.monotonic() - begun:.0f} s): {words}", flush=True)
    return well


if __name__ == "__main__":
    sys.exit(main())
