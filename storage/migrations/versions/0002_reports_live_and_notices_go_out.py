"""Reports move on, with operators, queues, answers and followers; notices are sent, each of them once."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

FILL = (
    (
        "UPDATE report_events SET seq = (SELECT count(*) FROM report_events AS up_to "
        "WHERE up_to.number = report_events.number AND up_to.id <= report_events.id)"
    ),
    (
        "UPDATE reports SET "
        "events = (SELECT count(*) FROM report_events WHERE report_events.number = reports.number), "
        "turn = CASE status WHEN 'moderation' THEN 'moderation' WHEN 'control' THEN 'control' "
        "WHEN 'answered' THEN 'verdict' WHEN 'in_work' THEN 'agency' WHEN 'deferred' THEN 'agency' "
        "WHEN 'returned' THEN 'agency' END"
    ),
    "INSERT INTO districts (name) SELECT DISTINCT district FROM reports WHERE district IS NOT NULL",
    (
        "UPDATE notices SET key = 'old:' || id, "
        "platform = (SELECT platform FROM residents WHERE residents.id = notices.resident_id)"
    ),
)

COUNTED = ["created_at", "status", "topic_id", "agency_id", "published_at", "answered_at"]
COUNTED += ["confirmed", "refutations", "overdue", "number"]
INDEXES = (
    ("ix_drafts_state_updated_at", "drafts", ["state", "updated_at"], None),
    ("ix_letters_unread", "letters", ["at", "id"], "read_at IS NULL"),
    ("ix_reports_turn_answer_due_number", "reports", ["turn", "answer_due", "number"], "turn IS NOT NULL"),
    (
        "ix_reports_agency_id_turn_answer_due_number",
        "reports",
        ["agency_id", "turn", "answer_due", "number"],
        "turn IS NOT NULL",
    ),
    ("ix_reports_turn_overdue_answer_due", "reports", ["turn", "overdue", "answer_due"], "turn IS NOT NULL"),
    ("ix_reports_turn_verdict_due_number", "reports", ["turn", "verdict_due", "number"], "turn IS NOT NULL"),
    ("ix_reports_lat_lon_number", "reports", ["lat", "lon", "number"], None),
    ("ix_reports_figures", "reports", COUNTED, None),
    ("ix_reports_agency_id_created_at_number", "reports", ["agency_id", "created_at", "number"], None),
    ("ix_reports_answered_at", "reports", ["answered_at"], "answered_at IS NOT NULL"),
    ("ix_reports_district_resident_id", "reports", ["district", "resident_id"], None),
    ("ix_reports_topic_id_resident_id", "reports", ["topic_id", "resident_id"], None),
    (
        "ix_notices_platform_priority_due_at_id",
        "notices",
        ["platform", "priority", "due_at", "id"],
        "send_state = 'queued'",
    ),
    ("ix_notices_resident_id_send_state", "notices", ["resident_id", "send_state"], None),
    ("ix_notices_number", "notices", ["number"], "number IS NOT NULL"),
    ("ix_notices_created_at", "notices", ["created_at"], None),
    ("ix_followers_resident_id", "followers", ["resident_id"], None),
    ("ix_operators_role_agency_id", "operators", ["role", "agency_id"], None),
    ("ix_invitations_expires_at", "invitations", ["expires_at"], None),
    ("ix_points_resident_id_at_id", "points", ["resident_id", "at", "id"], None),
    ("ix_points_number", "points", ["number"], None),
    ("ix_group_cards_message_id", "group_cards", ["message_id"], None),
    ("ix_broadcasts_state", "broadcasts", ["state"], None),
    ("ix_broadcasts_operator_id", "broadcasts", ["operator_id"], None),
    ("ix_operators_invited_by", "operators", ["invited_by"], None),
    ("ix_invitations_invited_by", "invitations", ["invited_by"], None),
    ("ix_topic_switches_by", "topic_switches", ["by"], None),
    ("ix_group_cards_wanted_at", "group_cards", ["wanted_at"], "wanted_at IS NOT NULL"),
)

ONE_OWNER = (
    "CASE WHEN draft_id IS NULL THEN 0 ELSE 1 END + CASE WHEN report_number IS NULL THEN 0 ELSE 1 END "
    "+ CASE WHEN event_id IS NULL THEN 0 ELSE 1 END = 1"
)
ONE_OF_TWO = "(draft_id IS NULL) <> (report_number IS NULL)"

WORDS = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE report_words USING fts5"
            "(words, detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')"
        ),
    ),
    "postgresql": (
        (
            "CREATE TABLE report_words (number BIGINT PRIMARY KEY REFERENCES reports ON DELETE CASCADE, "
            "words TEXT[] NOT NULL)"
        ),
        "CREATE INDEX ix_report_words_words ON report_words USING gin (words)",
    ),
}


def _new_columns() -> dict[str, tuple[sa.Column[Any], ...]]:
    """Added in place: a table of a million reports made anew takes long, and forgets the last number given."""
    return {
        "residents": (
            sa.Column("switched_off", sa.String(length=128), server_default="digest", nullable=False),
            sa.Column("at_night", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("blocked_at", MOMENT),
            sa.Column("banned_at", MOMENT),
        ),
        "letters": (sa.Column("read_at", MOMENT),),
        "reports": (
            sa.Column("turn", sa.String(length=16)),
            sa.Column("events", sa.Integer(), server_default="1", nullable=False),
            sa.Column("published_at", MOMENT),
            sa.Column("verdict_due", MOMENT),
            sa.Column("refutations", sa.Integer(), server_default="0", nullable=False),
            sa.Column("refuted", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("disputed", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("overdue", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("pending", sa.Integer()),
            sa.Column("answer", sa.Integer()),
            sa.Column("answer_kind", sa.String(length=16)),
            sa.Column("answered_at", MOMENT),
            sa.Column("confirmed", sa.Boolean(), server_default=sa.false(), nullable=False),
        ),
        "report_events": (
            sa.Column("seq", sa.Integer()),
            sa.Column("role", sa.String(length=16)),
            sa.Column("agency_id", sa.String(length=64)),
            sa.Column("reason_id", sa.String(length=64)),
            sa.Column("answer_kind", sa.String(length=16)),
            sa.Column("until", sa.Date()),
            sa.Column("about", sa.Integer()),
        ),
        "notices": (
            sa.Column("platform", sa.String(length=16)),
            sa.Column("key", sa.String(length=96)),
        ),
    }


def _to(column: str, table: str, name: str, ondelete: str) -> sa.ForeignKeyConstraint:
    target = "number" if table == "reports" else "id"
    return sa.ForeignKeyConstraint([column], [f"{table}.{target}"], name=f"fk_{name}_{column}", ondelete=ondelete)


def upgrade() -> None:
    _make_tables()
    for table, columns in _new_columns().items():
        for column in columns:
            op.add_column(table, column)
    for statement in FILL:
        op.execute(statement)
    with op.batch_alter_table("report_events") as events:
        events.drop_index("ix_report_events_number_id")
        events.alter_column("seq", existing_type=sa.Integer(), nullable=False)
        events.create_unique_constraint("uq_report_events_number_seq", ["number", "seq"])
    with op.batch_alter_table("photos") as photos:
        photos.add_column(sa.Column("event_id", ROW_ID))
        photos.drop_constraint(op.f("ck_photos_one_owner"), type_="check")
        photos.create_check_constraint(op.f("ck_photos_one_owner"), sa.text(ONE_OWNER))
        photos.create_foreign_key("fk_photos_event_id", "report_events", ["event_id"], ["id"], ondelete="CASCADE")
        photos.create_unique_constraint("uq_photos_event_id_position", ["event_id", "position"])
    with op.batch_alter_table("notices") as notices:
        notices.drop_index("ix_notices_resident_id")
        notices.drop_index("ix_notices_send_state_due_at_priority")
        notices.alter_column("platform", existing_type=sa.String(length=16), nullable=False)
        notices.alter_column("key", existing_type=sa.String(length=96), nullable=False)
        notices.add_column(sa.Column("number", ROW_ID))
        notices.create_foreign_key("fk_notices_number", "reports", ["number"], ["number"], ondelete="CASCADE")
        notices.create_unique_constraint("uq_notices_key_resident_id", ["key", "resident_id"])
    for name, table, names, where in INDEXES:
        condition = sa.text(where) if where else None
        op.create_index(name, table, names, sqlite_where=condition, postgresql_where=condition)
    for statement in WORDS[op.get_context().dialect.name]:
        op.execute(statement)


def _make_tables() -> None:
    op.create_table(
        "districts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_districts"),
    )
    op.create_table(
        "topic_switches",
        sa.Column("topic_id", sa.String(length=64), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("by", ROW_ID),
        sa.Column("at", MOMENT, nullable=False),
        _to("by", "residents", "topic_switches", "SET NULL"),
        sa.PrimaryKeyConstraint("topic_id", name="pk_topic_switches"),
    )
    op.create_table(
        "followers",
        sa.Column("report_number", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("resident_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        _to("report_number", "reports", "followers", "CASCADE"),
        _to("resident_id", "residents", "followers", "CASCADE"),
        sa.PrimaryKeyConstraint("report_number", "resident_id", name="pk_followers"),
    )
    op.create_table(
        "operators",
        sa.Column("resident_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=64)),
        sa.Column("invited_by", ROW_ID),
        sa.Column("since", MOMENT, nullable=False),
        _to("resident_id", "residents", "operators", "CASCADE"),
        _to("invited_by", "residents", "operators", "SET NULL"),
        sa.PrimaryKeyConstraint("resident_id", name="pk_operators"),
    )
    op.create_table(
        "invitations",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=64)),
        sa.Column("invited_by", ROW_ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _to("invited_by", "residents", "invitations", "CASCADE"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_invitations"),
    )
    op.create_table(
        "points",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("resident_id", ROW_ID, nullable=False),
        sa.Column("number", ROW_ID, nullable=False),
        sa.Column("what_for", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("resident_id", "residents", "points", "CASCADE"),
        _to("number", "reports", "points", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_points"),
        sa.UniqueConstraint("resident_id", "number", "what_for", name="uq_points_resident_id_number_what_for"),
    )
    op.create_table(
        "group_cards",
        sa.Column("report_number", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("kind", sa.String(length=16)),
        sa.Column("photo_key", sa.String(length=64)),
        sa.Column("wanted_at", MOMENT),
        _to("report_number", "reports", "group_cards", "CASCADE"),
        sa.PrimaryKeyConstraint("report_number", name="pk_group_cards"),
    )
    op.create_table(
        "broadcasts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("operator_id", ROW_ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("reached", ROW_ID, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _to("operator_id", "residents", "broadcasts", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_broadcasts_chat_id_message_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """What 0001 has no room for is lost: photos of answers, notices about to go out keep their words."""
    op.execute("DROP TABLE report_words")
    for name, table, _names, _where in INDEXES:
        op.drop_index(name, table)
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint("uq_notices_key_resident_id", type_="unique")
        notices.drop_constraint("fk_notices_number", type_="foreignkey")
        for column in ("number", "key", "platform"):
            notices.drop_column(column)
        notices.create_index("ix_notices_resident_id", ["resident_id"])
        notices.create_index("ix_notices_send_state_due_at_priority", ["send_state", "due_at", "priority"])
    op.execute("DELETE FROM photos WHERE event_id IS NOT NULL")
    with op.batch_alter_table("photos") as photos:
        photos.drop_constraint("uq_photos_event_id_position", type_="unique")
        photos.drop_constraint("fk_photos_event_id", type_="foreignkey")
        photos.drop_constraint(op.f("ck_photos_one_owner"), type_="check")
        photos.drop_column("event_id")
        photos.create_check_constraint(op.f("ck_photos_one_owner"), sa.text(ONE_OF_TWO))
    with op.batch_alter_table("report_events") as events:
        events.drop_constraint("uq_report_events_number_seq", type_="unique")
        for added in _new_columns()["report_events"]:
            events.drop_column(added.name)
        events.create_index("ix_report_events_number_id", ["number", "id"])
    for table in ("reports", "letters", "residents"):
        for added in _new_columns()[table]:
            op.drop_column(table, added.name)
    for table in ("broadcasts", "districts", "followers", "group_cards", "invitations", "operators", "points"):
        op.drop_table(table)
    op.drop_table("topic_switches")
