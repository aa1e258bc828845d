"""A file system of its own for a data folder, small enough to be filled."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEBIBYTES = 320
_PIECE = bytes(1 << 20)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A mounted ext4 in a file; None where this machine lets nobody mount."""
    image, mounted = folder / "disk.img", folder / "disk"
    mounted.mkdir(parents=True)
    with image.open("wb") as file:
        file.truncate(MEBIBYTES << 20)
    try:
        subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(image)], check=True, capture_output=True)
        subprocess.run(["mount", "-o", "loop", str(image), str(mounted)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        mounted.chmod(0o711)
        yield mounted
    finally:
        subprocess.run(["umount", str(mounted)], check=True)
        image.unlink()


def fill(ballast: Path) -> None:
    """Takes what room is left into a file, more of it each time."""
    with ballast.open("ab", buffering=0) as file:
        for piece in (_PIECE, _PIECE[:4096]):
            with suppress(OSError):
                while True:
                    file.write(piece)
