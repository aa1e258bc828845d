"""Connectors know until when their ticket system wants to be left alone, and what of its next page is done.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DOCUMENT = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())


def upgrade() -> None:
    op.add_column("connector", sa.Column("resume_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("connector", sa.Column("brought", DOCUMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("connector", "brought")
    op.drop_column("connector", "resume_at")
