"""What is made beside the traffic: an index, and the rows that there are held against the new rule."""

from alembic import op

revision = "next2"
down_revision = "next1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE problem VALIDATE CONSTRAINT ck_problem_rank")
    with op.get_context().autocommit_block():
        # Broken off, it leaves an index that is not valid: that goes first when it is tried again.
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_problem_rank")
        op.create_index("ix_problem_rank", "problem", ["rank"], postgresql_concurrently=True)


def downgrade() -> None:
    op.drop_index("ix_problem_rank", "problem")
