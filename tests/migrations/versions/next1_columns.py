"""A column with a default, a table, and a rule for rows to come: what a release usually brings.

It stands for the next revision, so that the way there is proven before there is one.
"""

import sqlalchemy as sa
from alembic import op

from app.core.revisions import revisions

revision = "next1"
down_revision = revisions()[-1]
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("problem", sa.Column("rank", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "news",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("problem_id", sa.Uuid(), sa.ForeignKey("problem.id"), nullable=False),
    )
    op.create_check_constraint(op.f("ck_problem_rank"), "problem", "rank >= 0", postgresql_not_valid=True)


def downgrade() -> None:
    op.drop_constraint(op.f("ck_problem_rank"), "problem")
    op.drop_table("news")
    op.drop_column("problem", "rank")
