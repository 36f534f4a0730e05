"""A person has an account in each messenger, linked by a code; drafts know where their card stands."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

FILL = (
    "INSERT INTO accounts (platform, user_id, resident_id, blocked_at) "
    "SELECT platform, user_id, id, blocked_at FROM residents"
)
FORGET_CARDS_ELSEWHERE = (
    "UPDATE drafts SET card_message_id = NULL, card_kind = NULL, card_photo_key = NULL WHERE card_platform <> "
    "(SELECT platform FROM residents WHERE residents.id = drafts.resident_id)"
)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("resident_id", ROW_ID, nullable=False),
        sa.Column("blocked_at", MOMENT),
        _to_resident("accounts"),
        sa.PrimaryKeyConstraint("platform", "user_id", name="pk_accounts"),
        sqlite_with_rowid=False,
    )
    op.execute(FILL)
    op.create_index("ix_accounts_resident_id", "accounts", ["resident_id"])
    op.create_table(
        "link_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("resident_id", ROW_ID, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _to_resident("link_codes"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_link_codes"),
    )
    op.create_index("ix_link_codes_resident_id", "link_codes", ["resident_id"])
    op.create_index("ix_link_codes_expires_at", "link_codes", ["expires_at"])
    op.create_table(
        "polling_markers",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("marker", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_polling_markers"),
    )
    op.add_column("drafts", sa.Column("card_platform", sa.String(length=16)))


def downgrade() -> None:
    """Who had linked accounts keeps the one that is written to; the other one's next word makes a stranger."""
    op.execute(FORGET_CARDS_ELSEWHERE)
    op.drop_column("drafts", "card_platform")
    for table in ("polling_markers", "link_codes", "accounts"):
        op.drop_table(table)


def _to_resident(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["resident_id"], ["residents.id"], name=f"fk_{table}_resident_id", ondelete="CASCADE"
    )
