from typing import Literal, cast

TokenErrorCode = Literal[
    "invalid_grant", "invalid_request", "invalid_scope", "temporarily_unavailable", "unsupported_grant_type"
]


def check_token_error_code(value: str) -> TokenErrorCode:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(TokenErrorCode, value)
