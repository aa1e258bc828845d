from typing import Literal, cast

OrganizationRole = Literal["administrator", "member", "sponsor"]


def check_organization_role(value: str) -> OrganizationRole:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(OrganizationRole, value)
