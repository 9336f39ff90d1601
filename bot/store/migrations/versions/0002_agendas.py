"""Agendas: their stages, contributions, drafts and open points."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "curricula",
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "agendas",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("thread_ts", sa.String, nullable=False),
        sa.Column("organisation", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("quoting", sa.String, nullable=False),
        sa.Column("curriculum", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("phase", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("awaiting", sa.String, nullable=False),
        sa.Column("since_bot", sa.JSON, nullable=False),
        sa.Column("used", sa.JSON, nullable=False),
        sa.Column("started_by", sa.String, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("last_at", sa.DateTime, nullable=False),
        sa.Column("signed_by", sa.String, nullable=False),
        sa.Column("finished_at", sa.DateTime, nullable=True),
        sa.Column("overview_ts", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["curriculum"], ["curricula.hash"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team", "channel", "thread_ts"),
    )
    op.create_table(
        "agenda_asked",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agenda", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("criterion", sa.String, nullable=False),
        sa.Column("wording", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("contribution", sa.Integer, nullable=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(["agenda"], ["agendas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_agenda_asked_agenda", "agenda_asked", ["agenda"], unique=False)
    op.create_table(
        "agenda_members",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agenda", sa.String, nullable=False),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("spoke", sa.Boolean, nullable=False),
        sa.Column("invited", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["agenda"], ["agendas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("agenda", "user_id"),
    )
    op.create_index("ix_agenda_members_agenda", "agenda_members", ["agenda"], unique=False)
    op.create_table(
        "agenda_stages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agenda", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("nudged", sa.Boolean, nullable=False),
        sa.Column("agreed_by", sa.String, nullable=False),
        sa.Column("agreed_at", sa.DateTime, nullable=True),
        sa.ForeignKeyConstraint(["agenda"], ["agendas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("agenda", "stage"),
    )
    op.create_index("ix_agenda_stages_agenda", "agenda_stages", ["agenda"], unique=False)
    op.create_table(
        "agenda_trace",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agenda", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(["agenda"], ["agendas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("agenda_trace_order", "agenda_trace", ["agenda", "id"], unique=False)
    op.create_index("ix_agenda_trace_agenda", "agenda_trace", ["agenda"], unique=False)
    op.create_table(
        "agenda_turns",
        sa.Column("agenda", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("outcome", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(["agenda"], ["agendas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("agenda", "key"),
    )
    op.create_table(
        "contributions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agenda", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("ts", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("lacks", sa.JSON, nullable=False),
        sa.Column("good", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("edited_at", sa.DateTime, nullable=True),
        sa.Column("deleted_at", sa.DateTime, nullable=True),
        sa.ForeignKeyConstraint(["agenda"], ["agendas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("agenda", "ts"),
    )
    op.create_index("ix_contributions_agenda", "contributions", ["agenda"], unique=False)
    op.create_table(
        "draft_versions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agenda", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("upto", sa.Integer, nullable=False),
        sa.Column("statements", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.ForeignKeyConstraint(["agenda"], ["agendas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("agenda", "stage", "number"),
    )
    op.create_index("ix_draft_versions_agenda", "draft_versions", ["agenda"], unique=False)
    op.create_table(
        "open_points",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agenda", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("contribution", sa.Integer, nullable=True),
        sa.Column("answer", sa.Integer, nullable=True),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("due", sa.String, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["agenda"], ["agendas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_open_points_agenda", "open_points", ["agenda"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_open_points_agenda", table_name="open_points")
    op.drop_table("open_points")
    op.drop_index("ix_draft_versions_agenda", table_name="draft_versions")
    op.drop_table("draft_versions")
    op.drop_index("ix_contributions_agenda", table_name="contributions")
    op.drop_table("contributions")
    op.drop_table("agenda_turns")
    op.drop_index("ix_agenda_trace_agenda", table_name="agenda_trace")
    op.drop_index("agenda_trace_order", table_name="agenda_trace")
    op.drop_table("agenda_trace")
    op.drop_index("ix_agenda_stages_agenda", table_name="agenda_stages")
    op.drop_table("agenda_stages")
    op.drop_index("ix_agenda_members_agenda", table_name="agenda_members")
    op.drop_table("agenda_members")
    op.drop_index("ix_agenda_asked_agenda", table_name="agenda_asked")
    op.drop_table("agenda_asked")
    op.drop_table("agendas")
    op.drop_table("curricula")
