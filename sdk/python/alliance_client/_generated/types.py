"""What a field holds that is left out."""

from typing import Literal


class Unset:
    """Nothing: not even null."""

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        """Copied and unpickled, it is still the one there is."""
        return "UNSET"


UNSET = Unset()

__all__ = ["UNSET", "Unset"]
