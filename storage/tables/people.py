"""Residents and their accounts, what they are allowed, told and given, and where talking to them stands."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
)

from storage.tables.naming import metadata, only
from storage.types import RowId, UtcDateTime, Words

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
    Column("switched_off", String(128), nullable=False, server_default="digest"),  # sorted, with commas between
    Column("at_night", Boolean, nullable=False, server_default=false()),
    Column("blocked_at", UtcDateTime),
    Column("banned_at", UtcDateTime),
    UniqueConstraint("platform", "user_id"),
    sqlite_autoincrement=True,
)

accounts = Table(
    "accounts",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("blocked_at", UtcDateTime),  # this one alone; `residents` says whether the person cannot be reached
    sqlite_with_rowid=False,
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("platform", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),  # remove_expired
)

operators = Table(
    "operators",
    metadata,
    Column(
        "resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("role", String(16), nullable=False),
    Column("agency_id", String(64)),
    Column("invited_by", RowId, ForeignKey("residents.id", ondelete="SET NULL")),
    Column("since", UtcDateTime, nullable=False),
    Index(None, "role", "agency_id"),  # working_for
    Index(None, "invited_by"),  # what the foreign key looks through
)

invitations = Table(
    "invitations",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("agency_id", String(64)),
    Column("invited_by", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),  # remove_invitations
    Index(None, "invited_by"),  # what the foreign key looks through
)

letters = Table(
    "letters",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("words", Words, nullable=False),
    Column("read_at", UtcDateTime),
    Index(None, "resident_id", "at"),  # count_of_resident
    Index("ix_letters_unread", "at", "id", **only("read_at IS NULL")),  # unread
)

areas = Table(
    "areas",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("address", Words),
    Column("radius_m", Integer, nullable=False),
    Column("at_once", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
"""Parts of the city that a resident wants to hear of."""

area_cells = Table(
    "area_cells",
    metadata,
    Column("cell", BigInteger, primary_key=True, autoincrement=False),
    Column("area_id", RowId, ForeignKey("areas.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Index(None, "area_id"),  # what the foreign key looks through
    sqlite_with_rowid=False,
)
"""The cells of areas whose residents hear at once: who has to be told of a report is found by its cell."""

area_news = Table(
    "area_news",
    metadata,
    Column(
        "number", RowId, ForeignKey("reports.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("happening", String(16), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("cell", BigInteger, nullable=False),
    Column("told", RowId),  # the last area; NULL: all of them
    Index(None, "cell", "at"),  # news
    Index("ix_area_news_untold", "at", **only("told IS NOT NULL")),  # untold
    Index(None, "at"),  # remove_old_news
)
"""What happened to reports of late, for those who follow the place."""

points = Table(
    "points",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), nullable=False),
    Column("number", RowId, ForeignKey("reports.number", ondelete="CASCADE"), nullable=False),
    Column("what_for", String(16), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("resident_id", "number", "what_for"),
    Index(None, "resident_id", "at", "id"),  # balance, of_resident
    Index(None, "number"),  # what the foreign key looks through
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

polling_markers = Table(
    "polling_markers",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("marker", BigInteger, nullable=False),
)
"""How far the updates of a messenger have been fetched, where the messenger does not remember it."""
