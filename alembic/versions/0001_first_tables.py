"""The first tables.

Revision ID: 0001
Revises:
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import UserDefinedType

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


class TransactionId(UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


class VersionMultirange(UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "version_multirange"


def upgrade() -> None:
    op.execute(
        "CREATE TYPE version_range AS RANGE "
        '(subtype = text, collation = "C", multirange_type_name = version_multirange)'
    )
    op.execute("CREATE SEQUENCE event_position_seq")
    op.create_table(
        "community",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("charter", sa.Text(), nullable=False),
        sa.Column(
            "visibility",
            sa.Enum(
                "open", "listed", "private", name="visibility", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("process_version", sa.Integer(), nullable=False),
        sa.Column("member_count", sa.Integer(), nullable=False),
        sa.Column("problem_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("open = (visibility = 'open')", name=op.f("ck_community_open")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sa.UniqueConstraint("id", "open", name=op.f("uq_community_id_open")),
        sa.UniqueConstraint("slug", name=op.f("uq_community_slug")),
    )
    op.create_table(
        "component",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vendor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "hardware",
                "operating_system",
                "application",
                "network",
                "service",
                name="componentkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("identifiers", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "version_scheme",
            sa.Enum("dotted", "listed", name="versionscheme", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_component")),
    )
    op.create_index(
        "uq_component_vendor_name",
        "component",
        [sa.literal_column("lower(vendor)"), sa.literal_column("lower(name)")],
        unique=True,
    )
    op.create_table(
        "imported",
        sa.Column(
            "kind",
            sa.Enum(
                "member",
                "site",
                "component",
                "release",
                "environment",
                "objective",
                "community",
                "membership",
                "process",
                "problem",
                "framing",
                "affected_mark",
                "solution",
                "validation",
                "flag",
                "comment",
                "action_item",
                name="subjectkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "source", name=op.f("pk_imported")),
    )
    op.create_index(op.f("ix_imported_subject_id"), "imported", ["subject_id"], unique=False)
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("system_identifier", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "sign_in_throttle",
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("open_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_sign_in_throttle")),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("timezone(time_zone, created_at) IS NOT NULL", name=op.f("ck_site_time_zone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index("uq_site_code", "site", [sa.literal_column("lower(code)")], unique=True)
    op.create_table(
        "environment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("machines", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("machines >= 0", name=op.f("ck_environment_machines")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_environment_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_environment")),
    )
    op.create_index("ix_environment_name_id", "environment", [sa.literal_column("lower(name)"), "id"], unique=False)
    op.create_index(op.f("ix_environment_site_id"), "environment", ["site_id"], unique=False)
    op.create_table(
        "member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("person", "service", name="memberkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "organization_role",
            sa.Enum(
                "member",
                "sponsor",
                "administrator",
                name="organizationrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("expertise", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_member_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("component_id", sa.Uuid(), nullable=False),
        sa.Column("component_version", sa.Text(), nullable=False),
        sa.Column("version_key", sa.Text(collation="C"), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("end_of_support_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["component_id"], ["component.id"], name=op.f("fk_release_component_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("component_id", "version_key", name=op.f("uq_release_component_id_version_key")),
    )
    op.create_table(
        "action_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("maker_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "origin_kind",
            sa.Enum(
                "member",
                "site",
                "component",
                "release",
                "environment",
                "objective",
                "community",
                "membership",
                "process",
                "problem",
                "framing",
                "affected_mark",
                "solution",
                "validation",
                "flag",
                "comment",
                "action_item",
                name="subjectkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "in_progress",
                "done",
                "dropped",
                name="actionitemstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("dropped_reason", sa.Text(), nullable=True),
        sa.Column(
            "due_rank",
            sa.Integer(),
            sa.Computed(
                "CASE WHEN owner_id IS NULL AND (state::text = 'open'::text OR state::text = 'in_progress'::text) "
                "THEN 0 ELSE 1 END",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "due_day",
            sa.Integer(),
            sa.Computed("COALESCE(due_on - '2000-01-01'::date, 2147483647)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint("(state = 'dropped') = (dropped_reason IS NOT NULL)", name=op.f("ck_action_item_dropped")),
        sa.CheckConstraint("(origin_kind IS NULL) = (origin_id IS NULL)", name=op.f("ck_action_item_origin")),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_action_item_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["maker_id"], ["member.id"], name=op.f("fk_action_item_maker_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_action_item_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_item")),
    )
    op.create_index(
        "ix_action_item_community_id_due_rank_due_day_id",
        "action_item",
        ["community_id", "due_rank", "due_day", "id"],
        unique=False,
    )
    op.create_index(
        "ix_action_item_open_due_rank_due_day_id",
        "action_item",
        ["due_rank", "due_day", "id"],
        unique=False,
        postgresql_where=sa.text("open"),
    )
    op.create_index("ix_action_item_origin_id", "action_item", ["origin_id"], unique=False)
    op.create_index(
        "ix_action_item_owner_id_due_rank_due_day_id",
        "action_item",
        ["owner_id", "due_rank", "due_day", "id"],
        unique=False,
    )
    op.create_table(
        "credential",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_credential_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_credential")),
    )
    op.create_table(
        "environment_component",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("environment_id", sa.Uuid(), nullable=False),
        sa.Column("component_id", sa.Uuid(), nullable=False),
        sa.Column("component_version", sa.Text(), nullable=True),
        sa.Column("version_key", sa.Text(collation="C"), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["component_id"], ["component.id"], name=op.f("fk_environment_component_component_id")),
        sa.ForeignKeyConstraint(
            ["environment_id"], ["environment.id"], name=op.f("fk_environment_component_environment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_environment_component")),
        sa.UniqueConstraint(
            "environment_id",
            "component_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_environment_component_environment_id_component_id"),
        ),
    )
    op.create_index(
        "ix_environment_component_component_id_version_key",
        "environment_component",
        ["component_id", "version_key"],
        unique=False,
    )
    op.create_table(
        "environment_keeper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("environment_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["environment_id"], ["environment.id"], name=op.f("fk_environment_keeper_environment_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_environment_keeper_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_environment_keeper")),
        sa.UniqueConstraint(
            "environment_id",
            "member_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_environment_keeper_environment_id_member_id"),
        ),
    )
    op.create_index(op.f("ix_environment_keeper_member_id"), "environment_keeper", ["member_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("xid", TransactionId(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("position", sa.BigInteger(), server_default=sa.text("nextval('event_position_seq')"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "subject_kind",
            sa.Enum(
                "member",
                "site",
                "component",
                "release",
                "environment",
                "objective",
                "community",
                "membership",
                "process",
                "problem",
                "framing",
                "affected_mark",
                "solution",
                "validation",
                "flag",
                "comment",
                "action_item",
                name="subjectkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("personal", sa.Boolean(), nullable=False),
        sa.Column("data", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_event_actor_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_event_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_community_id_xid_position", "event", ["community_id", "xid", "position"], unique=False)
    op.create_index(
        "ix_event_open_xid_position",
        "event",
        ["xid", "position"],
        unique=False,
        postgresql_where=sa.text("open AND NOT personal"),
    )
    op.create_index("ix_event_subject_id_xid_position", "event", ["subject_id", "xid", "position"], unique=False)
    op.create_table(
        "idempotency_key",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_idempotency_key_member_id")),
        sa.PrimaryKeyConstraint("member_id", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_index(op.f("ix_idempotency_key_created_at"), "idempotency_key", ["created_at"], unique=False)
    op.create_table(
        "identity",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_identity_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_identity")),
        sa.UniqueConstraint("email", name=op.f("uq_identity_email")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_invitation_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitation_digest")),
    )
    op.create_index(op.f("ix_invitation_member_id"), "invitation", ["member_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "coordinator",
                "core",
                "member",
                "observer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "active",
                "ended",
                name="membershipstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_membership_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_membership_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("community_id", "member_id", name=op.f("uq_membership_community_id_member_id")),
    )
    op.create_index(
        "ix_membership_member_id",
        "membership",
        ["member_id", "community_id"],
        unique=False,
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "objective",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_objective_period")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_objective_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
    )
    op.create_table(
        "problem",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column(
            "severity",
            sa.Enum(
                "low",
                "moderate",
                "high",
                "critical",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "form",
            sa.Enum(
                "structured", "unstructured", name="problemform", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "solved", "closed", name="problemstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column(
            "closure_reason",
            sa.Enum(
                "duplicate",
                "not_reproducible",
                "out_of_scope",
                "obsolete",
                name="closurereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("closure_comment", sa.Text(), nullable=True),
        sa.Column("duplicate_of_id", sa.Uuid(), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(closure_reason IS NOT DISTINCT FROM 'duplicate') = (duplicate_of_id IS NOT NULL)",
            name=op.f("ck_problem_duplicate"),
        ),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_problem_closed")),
        sa.CheckConstraint("(closed_at IS NULL) = (closure_reason IS NULL)", name=op.f("ck_problem_closure")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_problem_author_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["member.id"], name=op.f("fk_problem_closed_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_problem_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "parent_id"],
            ["problem.community_id", "problem.id"],
            name=op.f("fk_problem_community_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["problem.id"], name=op.f("fk_problem_duplicate_of_id")),
        sa.ForeignKeyConstraint(["root_id"], ["problem.id"], name=op.f("fk_problem_root_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
        sa.UniqueConstraint("community_id", "id", name=op.f("uq_problem_community_id_id")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_problem_community_id_number")),
    )
    op.create_index(op.f("ix_problem_author_id"), "problem", ["author_id"], unique=False)
    op.create_index(
        "ix_problem_community_id_created_at_id", "problem", ["community_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_problem_community_id_updated_at_id", "problem", ["community_id", "updated_at", "id"], unique=False
    )
    op.create_index(op.f("ix_problem_duplicate_of_id"), "problem", ["duplicate_of_id"], unique=False)
    op.create_index(
        "ix_problem_open_created_at_id", "problem", ["created_at", "id"], unique=False, postgresql_where=sa.text("open")
    )
    op.create_index(
        "ix_problem_open_updated_at_id", "problem", ["updated_at", "id"], unique=False, postgresql_where=sa.text("open")
    )
    op.create_index(op.f("ix_problem_parent_id"), "problem", ["parent_id"], unique=False)
    op.create_index(op.f("ix_problem_root_id"), "problem", ["root_id"], unique=False)
    op.create_table(
        "process_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("process_version", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["adopted_by_id"], ["member.id"], name=op.f("fk_process_version_adopted_by_id")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_process_version_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_version")),
        sa.UniqueConstraint(
            "community_id", "process_version", name=op.f("uq_process_version_community_id_process_version")
        ),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_sign_in_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    op.create_index(
        "ix_sign_in_member_id", "sign_in", ["member_id"], unique=False, postgresql_where=sa.text("ended_at IS NULL")
    )
    op.create_table(
        "affected_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("environment_id", sa.Uuid(), nullable=True),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("machines", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("machines >= 0", name=op.f("ck_affected_mark_machines")),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_affected_mark_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["environment_id"], ["environment.id"], name=op.f("fk_affected_mark_environment_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_affected_mark_member_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_affected_mark_problem_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_affected_mark_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affected_mark")),
    )
    op.create_index(
        "ix_affected_mark_member_id",
        "affected_mark",
        ["member_id"],
        unique=False,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_index(
        "uq_affected_mark_standing",
        "affected_mark",
        ["problem_id", "member_id", "environment_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column(
            "subject_kind",
            sa.Enum(
                "member",
                "site",
                "component",
                "release",
                "environment",
                "objective",
                "community",
                "membership",
                "process",
                "problem",
                "framing",
                "affected_mark",
                "solution",
                "validation",
                "flag",
                "comment",
                "action_item",
                name="subjectkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("in_reply_to_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_comment_author_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_comment_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["in_reply_to_id"], ["comment.id"], name=op.f("fk_comment_in_reply_to_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_comment_problem_id")),
        sa.ForeignKeyConstraint(["resolved_by_id"], ["member.id"], name=op.f("fk_comment_resolved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_in_reply_to_id"), "comment", ["in_reply_to_id"], unique=False)
    op.create_index(op.f("ix_comment_problem_id"), "comment", ["problem_id"], unique=False)
    op.create_index("ix_comment_subject_id_created_at_id", "comment", ["subject_id", "created_at", "id"], unique=False)
    op.create_table(
        "community_objective",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("objective_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_community_objective_community_id")),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_community_objective_objective_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_objective")),
        sa.UniqueConstraint(
            "community_id",
            "objective_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_community_objective_community_id_objective_id"),
        ),
    )
    op.create_index(op.f("ix_community_objective_objective_id"), "community_objective", ["objective_id"], unique=False)
    op.create_table(
        "framing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["adopted_by_id"], ["member.id"], name=op.f("fk_framing_adopted_by_id")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_framing_author_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_framing_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_framing_problem_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framing")),
    )
    op.create_index(op.f("ix_framing_problem_id"), "framing", ["problem_id"], unique=False)
    op.create_table(
        "problem_component",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column("component_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_problem_component_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["component_id"], ["component.id"], name=op.f("fk_problem_component_component_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_problem_component_problem_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_component")),
        sa.UniqueConstraint(
            "problem_id",
            "component_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_problem_component_problem_id_component_id"),
        ),
    )
    op.create_index(
        "ix_problem_component_inside",
        "problem_component",
        ["component_id", "community_id", "posted_at", "problem_id"],
        unique=False,
    )
    op.create_index(
        "ix_problem_component_open",
        "problem_component",
        ["component_id", "posted_at", "problem_id"],
        unique=False,
        postgresql_where=sa.text("open"),
    )
    op.create_table(
        "refresh_token",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_in.id"], name=op.f("fk_refresh_token_sign_in_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_refresh_token")),
    )
    op.create_index(op.f("ix_refresh_token_expires_at"), "refresh_token", ["expires_at"], unique=False)
    op.create_index(op.f("ix_refresh_token_sign_in_id"), "refresh_token", ["sign_in_id"], unique=False)
    op.create_table(
        "solution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "fix",
                "workaround",
                "prevention",
                name="solutionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("derived_from_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("line_start", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("successor_reason", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "withdrawn",
                "superseded",
                "draft",
                "contested",
                "validated",
                "stale",
                "proposed",
                name="solutionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("assessment", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_assessment_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("harm_reported", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_solution_withdrawn")),
        sa.CheckConstraint("successor_id <> id", name=op.f("ck_solution_successor")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_solution_author_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_solution_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["derived_from_id"], ["solution.id"], name=op.f("fk_solution_derived_from_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_solution_problem_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["solution.id"], name=op.f("fk_solution_successor_id")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["member.id"], name=op.f("fk_solution_withdrawn_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution")),
    )
    op.create_index(op.f("ix_solution_author_id"), "solution", ["author_id"], unique=False)
    op.create_index(
        "ix_solution_community_id_created_at_id", "solution", ["community_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_solution_next_assessment_at",
        "solution",
        ["next_assessment_at"],
        unique=False,
        postgresql_where=sa.text("next_assessment_at IS NOT NULL"),
    )
    op.create_index(
        "ix_solution_open_created_at_id",
        "solution",
        ["created_at", "id"],
        unique=False,
        postgresql_where=sa.text("open"),
    )
    op.create_index(op.f("ix_solution_problem_id"), "solution", ["problem_id"], unique=False)
    op.create_index(op.f("ix_solution_successor_id"), "solution", ["successor_id"], unique=False)
    op.create_table(
        "comment_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_revision_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_revision")),
        sa.UniqueConstraint("comment_id", "revision", name=op.f("uq_comment_revision_comment_id_revision")),
    )
    op.create_table(
        "flag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("solution_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "outdated",
                "wrong",
                "unclear",
                "dangerous",
                name="flagkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("action_item_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["action_item_id"], ["action_item.id"], name=op.f("fk_flag_action_item_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_flag_member_id")),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_flag_solution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
    )
    op.create_index(op.f("ix_flag_action_item_id"), "flag", ["action_item_id"], unique=False)
    op.create_index(op.f("ix_flag_solution_id"), "flag", ["solution_id"], unique=False)
    op.create_table(
        "problem_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("framing_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_problem_revision_author_id")),
        sa.ForeignKeyConstraint(["framing_id"], ["framing.id"], name=op.f("fk_problem_revision_framing_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_problem_revision_problem_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_revision")),
        sa.UniqueConstraint("problem_id", "revision", name=op.f("uq_problem_revision_problem_id_revision")),
    )
    op.create_table(
        "solution_component",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("solution_id", sa.Uuid(), nullable=False),
        sa.Column("component_id", sa.Uuid(), nullable=False),
        sa.Column("versions", VersionMultirange(), nullable=True),
        sa.ForeignKeyConstraint(["component_id"], ["component.id"], name=op.f("fk_solution_component_component_id")),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_solution_component_solution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution_component")),
        sa.UniqueConstraint(
            "solution_id",
            "component_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_solution_component_solution_id_component_id"),
        ),
    )
    op.create_index(op.f("ix_solution_component_component_id"), "solution_component", ["component_id"], unique=False)
    op.create_table(
        "solution_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("solution_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("begins_line", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("rollback", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("applicability", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_solution_revision_author_id")),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_solution_revision_solution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution_revision")),
        sa.UniqueConstraint("solution_id", "revision", name=op.f("uq_solution_revision_solution_id_revision")),
    )
    op.create_index("ix_solution_revision_author_id", "solution_revision", ["author_id"], unique=False)
    op.create_table(
        "status_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("solution_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "previous",
            sa.Enum(
                "withdrawn",
                "superseded",
                "draft",
                "contested",
                "validated",
                "stale",
                "proposed",
                name="previous",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "withdrawn",
                "superseded",
                "draft",
                "contested",
                "validated",
                "stale",
                "proposed",
                name="solutionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("assessment", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_status_change_solution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    op.create_index("ix_status_change_solution_id_at", "status_change", ["solution_id", "at"], unique=False)
    op.create_table(
        "validation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column("solution_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("environment_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "confirmed", "partial", "failed", name="outcome", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=True),
        sa.Column("machines", sa.Integer(), nullable=False),
        sa.Column("harm", sa.Boolean(), nullable=False),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("above_observer", sa.Boolean(), nullable=False),
        sa.Column("configuration", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("carried_from_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column(
            "counts_reason",
            sa.Enum(
                "counts",
                "withdrawn",
                "earlier_line",
                "not_a_person",
                "observer",
                "author",
                "outside_applicability",
                "no_evidence",
                name="countsreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("machines >= 0", name=op.f("ck_validation_machines")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_validation_author_id")),
        sa.ForeignKeyConstraint(["carried_from_id"], ["validation.id"], name=op.f("fk_validation_carried_from_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_validation_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["environment_id"], ["environment.id"], name=op.f("fk_validation_environment_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_validation_problem_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_validation_site_id")),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_validation_solution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_validation")),
    )
    op.create_index(op.f("ix_validation_author_id"), "validation", ["author_id"], unique=False)
    op.create_index(
        "ix_validation_carried_from_id",
        "validation",
        ["carried_from_id"],
        unique=False,
        postgresql_where=sa.text("carried_from_id IS NOT NULL"),
    )
    op.create_index(
        "ix_validation_community_id_created_at_id", "validation", ["community_id", "created_at", "id"], unique=False
    )
    op.create_index(op.f("ix_validation_environment_id"), "validation", ["environment_id"], unique=False)
    op.create_index(
        "ix_validation_open_created_at_id",
        "validation",
        ["created_at", "id"],
        unique=False,
        postgresql_where=sa.text("open"),
    )
    op.create_index(
        "ix_validation_place",
        "validation",
        ["solution_id", "author_id", "environment_id", "given_at", "id"],
        unique=False,
    )
    op.create_index("ix_validation_solution_id_given_at", "validation", ["solution_id", "given_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_validation_solution_id_given_at", table_name="validation")
    op.drop_index("ix_validation_place", table_name="validation")
    op.drop_index("ix_validation_open_created_at_id", table_name="validation", postgresql_where=sa.text("open"))
    op.drop_index(op.f("ix_validation_environment_id"), table_name="validation")
    op.drop_index("ix_validation_community_id_created_at_id", table_name="validation")
    op.drop_index(
        "ix_validation_carried_from_id",
        table_name="validation",
        postgresql_where=sa.text("carried_from_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_validation_author_id"), table_name="validation")
    op.drop_table("validation")
    op.drop_index("ix_status_change_solution_id_at", table_name="status_change")
    op.drop_table("status_change")
    op.drop_index("ix_solution_revision_author_id", table_name="solution_revision")
    op.drop_table("solution_revision")
    op.drop_index(op.f("ix_solution_component_component_id"), table_name="solution_component")
    op.drop_table("solution_component")
    op.drop_table("problem_revision")
    op.drop_index(op.f("ix_flag_solution_id"), table_name="flag")
    op.drop_index(op.f("ix_flag_action_item_id"), table_name="flag")
    op.drop_table("flag")
    op.drop_table("comment_revision")
    op.drop_index(op.f("ix_solution_successor_id"), table_name="solution")
    op.drop_index(op.f("ix_solution_problem_id"), table_name="solution")
    op.drop_index("ix_solution_open_created_at_id", table_name="solution", postgresql_where=sa.text("open"))
    op.drop_index(
        "ix_solution_next_assessment_at",
        table_name="solution",
        postgresql_where=sa.text("next_assessment_at IS NOT NULL"),
    )
    op.drop_index("ix_solution_community_id_created_at_id", table_name="solution")
    op.drop_index(op.f("ix_solution_author_id"), table_name="solution")
    op.drop_table("solution")
    op.drop_index(op.f("ix_refresh_token_sign_in_id"), table_name="refresh_token")
    op.drop_index(op.f("ix_refresh_token_expires_at"), table_name="refresh_token")
    op.drop_table("refresh_token")
    op.drop_index("ix_problem_component_open", table_name="problem_component", postgresql_where=sa.text("open"))
    op.drop_index("ix_problem_component_inside", table_name="problem_component")
    op.drop_table("problem_component")
    op.drop_index(op.f("ix_framing_problem_id"), table_name="framing")
    op.drop_table("framing")
    op.drop_index(op.f("ix_community_objective_objective_id"), table_name="community_objective")
    op.drop_table("community_objective")
    op.drop_index("ix_comment_subject_id_created_at_id", table_name="comment")
    op.drop_index(op.f("ix_comment_problem_id"), table_name="comment")
    op.drop_index(op.f("ix_comment_in_reply_to_id"), table_name="comment")
    op.drop_table("comment")
    op.drop_index(
        "uq_affected_mark_standing",
        table_name="affected_mark",
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_index(
        "ix_affected_mark_member_id", table_name="affected_mark", postgresql_where=sa.text("withdrawn_at IS NULL")
    )
    op.drop_table("affected_mark")
    op.drop_index("ix_sign_in_member_id", table_name="sign_in", postgresql_where=sa.text("ended_at IS NULL"))
    op.drop_table("sign_in")
    op.drop_table("process_version")
    op.drop_index(op.f("ix_problem_root_id"), table_name="problem")
    op.drop_index(op.f("ix_problem_parent_id"), table_name="problem")
    op.drop_index("ix_problem_open_updated_at_id", table_name="problem", postgresql_where=sa.text("open"))
    op.drop_index("ix_problem_open_created_at_id", table_name="problem", postgresql_where=sa.text("open"))
    op.drop_index(op.f("ix_problem_duplicate_of_id"), table_name="problem")
    op.drop_index("ix_problem_community_id_updated_at_id", table_name="problem")
    op.drop_index("ix_problem_community_id_created_at_id", table_name="problem")
    op.drop_index(op.f("ix_problem_author_id"), table_name="problem")
    op.drop_table("problem")
    op.drop_table("objective")
    op.drop_index("ix_membership_member_id", table_name="membership", postgresql_where=sa.text("state = 'active'"))
    op.drop_table("membership")
    op.drop_index(op.f("ix_invitation_member_id"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_table("identity")
    op.drop_index(op.f("ix_idempotency_key_created_at"), table_name="idempotency_key")
    op.drop_table("idempotency_key")
    op.drop_index("ix_event_subject_id_xid_position", table_name="event")
    op.drop_index("ix_event_open_xid_position", table_name="event", postgresql_where=sa.text("open AND NOT personal"))
    op.drop_index("ix_event_community_id_xid_position", table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_environment_keeper_member_id"), table_name="environment_keeper")
    op.drop_table("environment_keeper")
    op.drop_index("ix_environment_component_component_id_version_key", table_name="environment_component")
    op.drop_table("environment_component")
    op.drop_table("credential")
    op.drop_index("ix_action_item_owner_id_due_rank_due_day_id", table_name="action_item")
    op.drop_index("ix_action_item_origin_id", table_name="action_item")
    op.drop_index("ix_action_item_open_due_rank_due_day_id", table_name="action_item", postgresql_where=sa.text("open"))
    op.drop_index("ix_action_item_community_id_due_rank_due_day_id", table_name="action_item")
    op.drop_table("action_item")
    op.drop_table("release")
    op.drop_table("member")
    op.drop_index(op.f("ix_environment_site_id"), table_name="environment")
    op.drop_index("ix_environment_name_id", table_name="environment")
    op.drop_table("environment")
    op.drop_index("uq_site_code", table_name="site")
    op.drop_table("site")
    op.drop_table("sign_in_throttle")
    op.drop_table("installation")
    op.drop_index(op.f("ix_imported_subject_id"), table_name="imported")
    op.drop_table("imported")
    op.drop_index("uq_component_vendor_name", table_name="component")
    op.drop_table("component")
    op.drop_table("community")
    op.execute("DROP SEQUENCE event_position_seq")
    op.execute("DROP TYPE version_range")
