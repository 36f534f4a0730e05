"""Drafts, reports, their photos and history, and what is known of topics and places."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
)

from storage.tables.naming import metadata, only
from storage.types import RowId, UtcDateTime, Words

IS_OPEN = "published_at IS NOT NULL AND turn IS NOT NULL"
"""Reports that everyone may see and that are not over."""

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
    Column("card_platform", String(16)),  # NULL: in the messenger of its only account
    Column("album_id", Text),
    Column("topic_guessed", Boolean, nullable=False, server_default=false()),
    Column("details", JSON, nullable=False, server_default="{}"),
    Column("photo_lat", Float),
    Column("photo_lon", Float),
    Column("place_kept", Boolean, nullable=False, server_default=false()),
    Column("stop", String(64)),
    Column("passed", JSON, nullable=False, server_default="[]"),
    Column("later", JSON, nullable=False, server_default="[]"),
    Column("is_one_problem", Boolean, nullable=False, server_default=false()),
    Column("is_unlike_others", Boolean, nullable=False, server_default=false()),
    Index(None, "resident_id", "state", "updated_at"),  # current, set_aside, remove_oldest
    Index(None, "updated_at"),  # remove_untouched
    Index(None, "state", "updated_at"),  # unfinished
    Index("uq_drafts_current", "resident_id", unique=True, **only("state = 'current'")),
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
    Column("turn", String(16)),  # what `Report.turn` says, so that a queue is a range of an index
    Column("events", Integer, nullable=False, server_default="1"),
    Column("published_at", UtcDateTime),
    Column("verdict_due", UtcDateTime),
    Column("refutations", Integer, nullable=False, server_default="0"),
    Column("refuted", Boolean, nullable=False, server_default=false()),
    Column("disputed", Boolean, nullable=False, server_default=false()),
    Column("overdue", Boolean, nullable=False, server_default=false()),
    Column("pending", Integer),
    Column("answer", Integer),
    Column("answer_kind", String(16)),
    Column("answered_at", UtcDateTime),
    Column("confirmed", Boolean, nullable=False, server_default=false()),
    Column("details", JSON, nullable=False, server_default="{}"),
    Column("followers", Integer, nullable=False, server_default="0"),
    Column("cell", BigInteger, nullable=False, server_default="0"),  # `cells.cell_of` the place
    Index(  # open_around: all that it looks at before it knows which rows to read
        "ix_reports_open_cell",
        "cell",
        "topic_id",
        "number",
        "lat",
        "lon",
        "turn",
        "published_at",
        **only(IS_OPEN),
    ),
    Index(None, "resident_id", "created_at", "number"),  # of_resident, count_of_resident
    Index("ix_reports_without_address", "created_at", **only("address IS NULL")),
    Index(None, "turn", "verdict_due", "number", **only("turn IS NOT NULL")),  # verdict_time_over, next_due
    Index(None, "lat", "lon", "number"),  # nearby_count
    Index(
        "ix_reports_figures",  # figures, days, rows: all that is counted, so that the rows themselves stay unread
        "created_at",
        "status",
        "topic_id",
        "agency_id",
        "published_at",
        "answered_at",
        "confirmed",
        "refutations",
        "overdue",
        "number",
    ),
    Index(None, "agency_id", "created_at", "number"),  # those of an agency
    Index(None, "answered_at", **only("answered_at IS NOT NULL")),  # days
    Index(None, "district", "resident_id"),  # audience
    Index(None, "topic_id", "resident_id"),  # audience
    sqlite_autoincrement=True,
)

_most_urgent = (reports.c.answer_due, reports.c.followers.desc(), reports.c.number)  # as `report_rows` has it
Index("ix_reports_queue", reports.c.turn, *_most_urgent, **only("turn IS NOT NULL"))  # queue, overdue, next_due
Index(  # those of an agency
    "ix_reports_queue_of_agency", reports.c.agency_id, reports.c.turn, *_most_urgent, **only("turn IS NOT NULL")
)
Index("ix_reports_newly_overdue", reports.c.turn, reports.c.overdue, *_most_urgent, **only("turn IS NOT NULL"))

photos = Table(
    "photos",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("draft_id", Uuid, ForeignKey("drafts.id", ondelete="CASCADE")),
    Column("report_number", RowId, ForeignKey("reports.number", ondelete="CASCADE")),
    Column("event_id", RowId, ForeignKey("report_events.id", ondelete="CASCADE")),
    Column("position", SmallInteger, nullable=False),
    Column("key", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("file_id", Text),
    Column("taken_at", DateTime),  # the camera's clock, which knows no zone
    Column("flaws", String(64), nullable=False),
    CheckConstraint(
        "CASE WHEN draft_id IS NULL THEN 0 ELSE 1 END + CASE WHEN report_number IS NULL THEN 0 ELSE 1 END "
        "+ CASE WHEN event_id IS NULL THEN 0 ELSE 1 END = 1",
        name="one_owner",
    ),
    UniqueConstraint("draft_id", "position"),
    UniqueConstraint("report_number", "position"),
    UniqueConstraint("event_id", "position"),
    Index(None, "key"),  # used_among
)

report_events = Table(
    "report_events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("number", RowId, ForeignKey("reports.number", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("from_status", String(16)),
    Column("to_status", String(16), nullable=False),
    Column("resident_id", RowId, ForeignKey("residents.id", ondelete="SET NULL")),
    Column("role", String(16)),
    Column("agency_id", String(64)),
    Column("words", Words, nullable=False),
    Column("reason_id", String(64)),
    Column("answer_kind", String(16)),
    Column("until", Date),
    Column("about", Integer),
    UniqueConstraint("number", "seq"),  # history, event
    Index(None, "resident_id"),  # what the foreign key looks through
)

followers = Table(
    "followers",
    metadata,
    Column(
        "report_number",
        RowId,
        ForeignKey("reports.number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column(
        "resident_id", RowId, ForeignKey("residents.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("since", UtcDateTime, nullable=False),
    Index(None, "resident_id", "since", "report_number"),  # of_resident_and_joined, audience, the foreign key
)

districts = Table("districts", metadata, Column("name", Words, primary_key=True))
"""Those that a report lies in: a million reports have some hundred."""

topic_switches = Table(
    "topic_switches",
    metadata,
    Column("topic_id", String(64), primary_key=True),
    Column("is_open", Boolean, nullable=False),
    Column("by", RowId, ForeignKey("residents.id", ondelete="SET NULL")),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "by"),  # what the foreign key looks through
)

geocode_cache = Table(
    "geocode_cache",
    metadata,
    Column("question", Words, primary_key=True),
    Column("answer", Words, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False, index=True),
)
