"""${message}

Revises: ${down_revision or "nothing"}

Imports nothing from `app`: it must do tomorrow what it does today. Fit for the running version: what it still uses
stays (a column leaves in two releases).
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
% if "Named(" in upgrades + downgrades:
from sqlalchemy.types import UserDefinedType
% endif

revision: str = ${repr(up_revision)}
down_revision: str | None = ${repr(down_revision)}
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None
% if "Named(" in upgrades + downgrades:


class Named(UserDefinedType[str]):
    """A type by its name in PostgreSQL."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        return self.name
% endif


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
