"""What is sent and answered: the schemas of the contract, and `UNSET`, which leaves a field out."""

from alliance_client._generated import models as _schemas
from alliance_client._generated.models import *  # noqa: F403
from alliance_client._generated.types import UNSET, Unset

__all__ = ["UNSET", "Unset"]
__all__ += _schemas.__all__
