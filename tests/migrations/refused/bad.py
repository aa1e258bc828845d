"""Everything at once that a table in use cannot bear."""

import sqlalchemy as sa
from alembic import op

from app.core.revisions import revisions

revision = "bad"
down_revision = revisions()[-1]
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("problem", sa.Column("token", sa.Uuid(), server_default=sa.text("gen_random_uuid()")))
    op.alter_column("problem", "number", type_=sa.BigInteger())
    op.alter_column("problem", "parent_id", nullable=False)
    op.create_index("ix_problem_title", "problem", ["title"])


def downgrade() -> None:
    raise NotImplementedError
