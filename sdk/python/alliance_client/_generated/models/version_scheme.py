from typing import Literal, cast

VersionScheme = Literal["dotted", "listed"]


def check_version_scheme(value: str) -> VersionScheme:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(VersionScheme, value)
