"""Values as constants in the text of a statement."""

from datetime import datetime, timedelta
from typing import Any


def literal(value: Any) -> str:
    """A value as PostgreSQL reads it, of whatever type it then takes it for. A colon, by which pgbench knows its
    variables, is written otherwise."""
    match value:
        case None:
            return "NULL"
        case bool():
            text = "t" if value else "f"
        case datetime():
            text = value.isoformat()
        case timedelta():
            text = f"{value.total_seconds()} seconds"
        case bytes():
            text = f"\\x{value.hex()}"
        case list() | tuple():
            text = "{" + ",".join(f'"{each}"' for each in value) + "}"
        case _:
            text = str(value)
    quoted = text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a").replace("\n", "\\n")
    return f"E'{quoted}'"
