from typing import Literal, cast

TokenTokenType = Literal["Bearer"]


def check_token_token_type(value: str) -> TokenTokenType:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(TokenTokenType, value)
