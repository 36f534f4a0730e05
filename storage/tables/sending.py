"""What the bot sends on its own: notices, broadcasts, the cards in the operators' group."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from storage.tables.naming import metadata, only
from storage.types import RowId, UtcDateTime, Words

notices = Table(
    "notices",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False),
    Column("platform", String(16), nullable=False),  # the resident's: what is due there is a range of an index
    Column("kind", String(32), nullable=False),
    Column("key", String(96), nullable=False),
    Column("number", RowId, ForeignKey("reports.number", ondelete="CASCADE")),
    Column("payload", JSON, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("send_state", String(16), nullable=False),
    Column("send_fail_count", Integer, nullable=False, server_default="0"),
    Column("send_fail_reason", Words),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    UniqueConstraint("key", "resident_id"),  # add, progress, cancel_broadcast
    Index(None, "platform", "priority", "due_at", "id", **only("send_state = 'queued'")),  # due, next_due
    Index(None, "resident_id", "send_state"),  # hold, release
    Index(None, "number", **only("number IS NOT NULL")),  # cancel
    Index(None, "created_at"),  # remove_old
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("words", Words, nullable=False),
    Column("audience", String(16), nullable=False),
    Column("of", Words, nullable=False),
    Column("operator_id", RowId, ForeignKey("residents.id", ondelete="RESTRICT"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("total", Integer, nullable=False),
    Column("reached", RowId, nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "message_id"),  # add, of_message
    Index(None, "state"),  # running
    Index(None, "operator_id"),  # what the foreign key looks through
    sqlite_autoincrement=True,
)

group_cards = Table(
    "group_cards",
    metadata,
    Column(
        "report_number",
        RowId,
        ForeignKey("reports.number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("message_id", BigInteger),
    Column("kind", String(16)),
    Column("photo_key", String(64)),
    Column("wanted_at", UtcDateTime),  # NULL: up to date
    Index(None, "wanted_at", **only("wanted_at IS NOT NULL")),  # waiting
    Index(None, "message_id"),  # number_of
)
