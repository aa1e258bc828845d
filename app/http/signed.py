"""What other programs send by themselves, known by a signature over its bytes: how the contract says it."""

from collections.abc import Mapping
from typing import Any, Final

BYTES: Final = "application/octet-stream"


def signed_body(description: str, example: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """For `Door.post`: a body that is taken byte for byte, whatever its media type, and the headers that it is known
    by, each with what it holds."""
    schema = {"type": "string", "format": "binary", "examples": [example]}
    header = {"type": "string", "maxLength": 200}
    return {
        "requestBody": {"description": description, "required": True, "content": {BYTES: {"schema": schema}}},
        "parameters": [
            {"name": name, "in": "header", "required": False, "description": words, "schema": dict(header)}
            for name, words in headers.items()
        ],
    }
