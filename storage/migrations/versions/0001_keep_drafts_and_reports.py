"""Keep drafts, reports and dialogues, and queue notices: the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "dialogue_states",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_connection_id", sa.String(length=128), nullable=False),
        sa.Column("destiny", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=128)),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "bot_id",
            "chat_id",
            "user_id",
            "thread_id",
            "business_connection_id",
            "destiny",
            name="pk_dialogue_states",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "geocode_cache",
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("question", name="pk_geocode_cache"),
    )
    op.create_index("ix_geocode_cache_stored_at", "geocode_cache", ["stored_at"])

    op.create_table(
        "residents",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("locale_chosen", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_residents"),
        sa.UniqueConstraint("platform", "user_id", name="uq_residents_platform_user_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", ROW_ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("place_source", sa.String(length=16)),
        sa.Column("address", sa.Text()),
        sa.Column("district", sa.Text()),
        sa.Column("topic_id", sa.String(length=64)),
        sa.Column("topic_query", sa.Text(), nullable=False),
        sa.Column("photos_skipped", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("description_skipped", sa.Boolean(), nullable=False),
        sa.Column("description_message_id", sa.BigInteger()),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("card_message_id", sa.BigInteger()),
        sa.Column("card_kind", sa.String(length=16)),
        sa.Column("card_photo_key", sa.String(length=64)),
        sa.Column("album_id", sa.Text()),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_drafts_resident_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_resident_id_state_updated_at", "drafts", ["resident_id", "state", "updated_at"])
    op.create_index("ix_drafts_updated_at", "drafts", ["updated_at"])
    op.create_index(
        "uq_drafts_current",
        "drafts",
        ["resident_id"],
        unique=True,
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )

    op.create_table(
        "letters",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("resident_id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_letters_resident_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
    )
    op.create_index("ix_letters_resident_id_at", "letters", ["resident_id", "at"])

    op.create_table(
        "notices",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("resident_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_state", sa.String(length=16), nullable=False),
        sa.Column("send_fail_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("send_fail_reason", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_notices_resident_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_resident_id", "notices", ["resident_id"])
    op.create_index("ix_notices_send_state_due_at_priority", "notices", ["send_state", "due_at", "priority"])

    op.create_table(
        "reports",
        sa.Column("number", ROW_ID, nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", ROW_ID, nullable=False),
        sa.Column("topic_id", sa.String(length=64), nullable=False),
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("place_source", sa.String(length=16), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("district", sa.Text()),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_due", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_reports_resident_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.UniqueConstraint("draft_id", name="uq_reports_draft_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_resident_id_created_at_number", "reports", ["resident_id", "created_at", "number"])
    op.create_index(
        "ix_reports_without_address",
        "reports",
        ["created_at"],
        sqlite_where=sa.text("address IS NULL"),
        postgresql_where=sa.text("address IS NULL"),
    )

    op.create_table(
        "photos",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("draft_id", sa.Uuid()),
        sa.Column("report_number", ROW_ID),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Text()),
        sa.Column("taken_at", sa.DateTime()),
        sa.Column("flaws", sa.String(length=64), nullable=False),
        sa.CheckConstraint("(draft_id IS NULL) <> (report_number IS NULL)", name=op.f("ck_photos_one_owner")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_photos_draft_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["report_number"], ["reports.number"], name="fk_photos_report_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_photos"),
        sa.UniqueConstraint("draft_id", "position", name="uq_photos_draft_id_position"),
        sa.UniqueConstraint("report_number", "position", name="uq_photos_report_number_position"),
    )
    op.create_index("ix_photos_key", "photos", ["key"])

    op.create_table(
        "report_events",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("number", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("from_status", sa.String(length=16)),
        sa.Column("to_status", sa.String(length=16), nullable=False),
        sa.Column("resident_id", ROW_ID),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["reports.number"], name="fk_report_events_number", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_report_events_resident_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_events"),
    )
    op.create_index("ix_report_events_number_id", "report_events", ["number", "id"])
    op.create_index("ix_report_events_resident_id", "report_events", ["resident_id"])


def downgrade() -> None:
    op.drop_table("report_events")
    op.drop_table("photos")
    op.drop_table("reports")
    op.drop_table("notices")
    op.drop_table("letters")
    op.drop_table("drafts")
    op.drop_table("residents")
    op.drop_table("geocode_cache")
    op.drop_table("dialogue_states")
