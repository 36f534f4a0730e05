"""The tables, as the newest migration leaves them.

`tests/test_migrations.py` proves that both agree. An index is here because a port asks for it; which one, is said
beside it.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from storage.types import RowId, UtcDateTime, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

residents = Table(
    "residents",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("platform", String(16), nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("name", Words, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("locale_chosen", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("platform", "user_id"),
    sqlite_autoincrement=True,
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("place_source", String(16)),
    Column("address", Words),
    Column("district", Words),
    Column("topic_id", String(64)),
    Column("topic_query", Words, nullable=False),
    Column("photos_skipped", Boolean, nullable=False),
    Column("description", Words, nullable=False),
    Column("description_skipped", Boolean, nullable=False),
    Column("description_message_id", BigInteger),
    Column("candidates", JSON, nullable=False),
    Column("card_message_id", BigInteger),
    Column("card_kind", String(16)),
    Column("card_photo_key", String(64)),
    Column("album_id", Text),
    Index(None, "resident_id", "state", "updated_at"),  # current, set_aside, remove_oldest
    Index(None, "updated_at"),  # remove_untouched
    Index(
        "uq_drafts_current",
        "resident_id",
        unique=True,
        sqlite_where=text("state = 'current'"),
        postgresql_where=text("state = 'current'"),
    ),
)

reports = Table(
    "reports",
    metadata,
    Column("number", RowId, primary_key=True),
    Column("draft_id", Uuid, nullable=False, unique=True),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="RESTRICT"), nullable=False),
    Column("topic_id", String(64), nullable=False),
    Column("agency_id", String(64), nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("place_source", String(16), nullable=False),
    Column("address", Words),
    Column("district", Words),
    Column("description", Words, nullable=False),
    Column("status", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("answer_due", UtcDateTime, nullable=False),
    Index(None, "resident_id", "created_at", "number"),  # of_resident, count_of_resident
    Index(
        "ix_reports_without_address",
        "created_at",
        sqlite_where=text("address IS NULL"),
        postgresql_where=text("address IS NULL"),
    ),
    sqlite_autoincrement=True,
)

photos = Table(
    "photos",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("draft_id", Uuid, ForeignKey("drafts.id", ondelete="CASCADE")),
    Column("report_number", RowId, ForeignKey("reports.number", ondelete="CASCADE")),
    Column("position", SmallInteger, nullable=False),
    Column("key", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("file_id", Text),
    Column("taken_at", DateTime),  # the camera's clock, which knows no zone
    Column("flaws", String(64), nullable=False),
    CheckConstraint("(draft_id IS NULL) <> (report_number IS NULL)", name="one_owner"),
    UniqueConstraint("draft_id", "position"),
    UniqueConstraint("report_number", "position"),
    Index(None, "key"),  # used_among
)

report_events = Table(
    "report_events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("number", RowId, ForeignKey("reports.number", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("from_status", String(16)),
    Column("to_status", String(16), nullable=False),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="SET NULL")),
    Column("words", Words, nullable=False),
    Index(None, "number", "id"),  # history
    Index(None, "resident_id"),  # what the foreign key looks through
)

letters = Table(
    "letters",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("words", Words, nullable=False),
    Index(None, "resident_id", "at"),  # count_of_resident
)

notices = Table(
    "notices",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("send_state", String(16), nullable=False),
    Column("send_fail_count", Integer, nullable=False, server_default="0"),
    Column("send_fail_reason", Words),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Index(None, "send_state", "due_at", "priority"),  # those due
    Index(None, "resident_id"),  # what the foreign key looks through
)

geocode_cache = Table(
    "geocode_cache",
    metadata,
    Column("question", Words, primary_key=True),
    Column("answer", Words, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False, index=True),
)

dialogue_states = Table(
    "dialogue_states",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),  # 0: no thread
    Column("business_connection_id", String(128), primary_key=True),  # "": none
    Column("destiny", String(64), primary_key=True),
    Column("state", String(128)),
    Column("data", Words, nullable=False),  # JSON, written and read by `fsm` alone
    sqlite_with_rowid=False,
)
