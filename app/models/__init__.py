"""The tables. Importing this package declares them all."""

from app.core.columns import metadata
from app.models import (
    action_item,
    affected_mark,
    api_token,
    comment,
    community,
    component,
    environment,
    event,
    flag,
    framing,
    idempotency_key,
    imported,
    installation,
    member,
    membership,
    objective,
    problem,
    process,
    sign_in,
    site,
    solution,
    validation,
)

tables = metadata.tables
"""Every table, by its name in the database."""

__all__ = [
    "action_item",
    "affected_mark",
    "api_token",
    "comment",
    "community",
    "component",
    "environment",
    "event",
    "flag",
    "framing",
    "idempotency_key",
    "imported",
    "installation",
    "member",
    "membership",
    "objective",
    "problem",
    "process",
    "sign_in",
    "site",
    "solution",
    "tables",
    "validation",
]
