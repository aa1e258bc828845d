from typing import Literal, cast

TokenType = Literal["Bearer"]


def check_token_type(value: str) -> TokenType:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(TokenType, value)
