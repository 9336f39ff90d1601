"""Votes, self-scans, costs per unit and time boxes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _agenda() -> sa.Column[str]:
    return sa.Column("agenda", sa.String, sa.ForeignKey("agendas.id", ondelete="CASCADE"), nullable=False)


def upgrade() -> None:
    op.add_column("agendas", sa.Column("time_box_ends", sa.DateTime, nullable=True))
    op.create_table(
        "agenda_votes",
        sa.Column("id", sa.Integer, primary_key=True),
        _agenda(),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("reminded", sa.Boolean, nullable=False),
        sa.Column("chosen", sa.Integer),
        sa.Column("decided_by", sa.String, nullable=False),
        sa.Column("reason", sa.Integer),
        sa.Column("minority", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_agenda_votes_agenda", "agenda_votes", ["agenda"])
    op.create_table(
        "agenda_dots",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("vote", sa.Integer, sa.ForeignKey("agenda_votes.id", ondelete="CASCADE"), nullable=False),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("option", sa.Integer, nullable=False),
    )
    op.create_index("ix_agenda_dots_vote", "agenda_dots", ["vote"])
    op.create_table(
        "agenda_scan",
        sa.Column("id", sa.Integer, primary_key=True),
        _agenda(),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("statement", sa.String, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.UniqueConstraint("agenda", "user_id", "statement"),
    )
    op.create_index("ix_agenda_scan_agenda", "agenda_scan", ["agenda"])
    op.create_table(
        "agenda_cost",
        sa.Column("id", sa.Integer, primary_key=True),
        _agenda(),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("agenda", "field"),
    )
    op.create_index("ix_agenda_cost_agenda", "agenda_cost", ["agenda"])


def downgrade() -> None:
    for table in ("agenda_cost", "agenda_scan", "agenda_dots", "agenda_votes"):
        op.drop_table(table)
    op.drop_column("agendas", "time_box_ends")
