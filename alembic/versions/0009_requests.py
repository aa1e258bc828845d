"""A home shows its member who asks to join the communities that they coordinate.

Revision ID: 0009
Revises: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # There is one only where this was broken off before.
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_membership_requested")
        op.execute(
            "CREATE INDEX CONCURRENTLY ix_membership_requested ON membership (community_id) WHERE state = 'requested'"
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_membership_requested")
