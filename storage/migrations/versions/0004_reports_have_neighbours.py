"""Reports know their cell of the map, their details and followers; drafts what stands in the way; areas stand.

Rests on the h3 cells of `storage.cells` as they are today: the resolution is written into the rows.
"""

from collections.abc import Iterator

import h3
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
RESOLUTION = 9
AT_ONCE = 10_000
OPEN = "published_at IS NOT NULL AND turn IS NOT NULL"
PAGE = "SELECT number, lat, lon FROM reports WHERE number > :after ORDER BY number LIMIT :at_once"

INDEXES = (
    (
        "ix_reports_open_cell",
        "reports",
        ["cell", "topic_id", "number", "lat", "lon", "turn", "published_at"],
        OPEN,
    ),
    ("ix_reports_queue", "reports", ["turn", "answer_due", "followers DESC", "number"], "turn IS NOT NULL"),
    (
        "ix_reports_queue_of_agency",
        "reports",
        ["agency_id", "turn", "answer_due", "followers DESC", "number"],
        "turn IS NOT NULL",
    ),
    (
        "ix_reports_newly_overdue",
        "reports",
        ["turn", "overdue", "answer_due", "followers DESC", "number"],
        "turn IS NOT NULL",
    ),
    ("ix_followers_resident_id_since_report_number", "followers", ["resident_id", "since", "report_number"], None),
)
INDEXES_OF_0003 = (
    ("ix_followers_resident_id", "followers", ["resident_id"]),
    ("ix_reports_turn_answer_due_number", "reports", ["turn", "answer_due", "number"]),
    ("ix_reports_agency_id_turn_answer_due_number", "reports", ["agency_id", "turn", "answer_due", "number"]),
    ("ix_reports_turn_overdue_answer_due", "reports", ["turn", "overdue", "answer_due"]),
)
"""That these take the place of."""
OF_REPORTS = ("details", "followers", "cell")
OF_DRAFTS = (
    "topic_guessed",
    "details",
    "photo_lat",
    "photo_lon",
    "place_kept",
    "stop",
    "passed",
    "later",
    "is_one_problem",
    "is_unlike_others",
)


def upgrade() -> None:
    for column in (
        _flag("topic_guessed"),
        sa.Column("details", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("photo_lat", sa.Float()),
        sa.Column("photo_lon", sa.Float()),
        _flag("place_kept"),
        sa.Column("stop", sa.String(length=64)),
        sa.Column("passed", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("later", sa.JSON(), nullable=False, server_default="[]"),
        _flag("is_one_problem"),
        _flag("is_unlike_others"),
    ):
        op.add_column("drafts", column)
    op.add_column("reports", sa.Column("details", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("reports", sa.Column("followers", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("reports", sa.Column("cell", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE reports SET followers = (SELECT count(*) FROM followers WHERE "
        "followers.report_number = reports.number AND followers.resident_id != reports.resident_id)"
    )
    for rows in _pages():
        op.get_bind().execute(sa.text("UPDATE reports SET cell = :cell WHERE number = :number"), rows)
    for name, table, _ in reversed(INDEXES_OF_0003):
        op.drop_index(name, table)
    for name, table, columns, condition in INDEXES:
        _create_index(name, table, columns, condition)
    op.create_table(
        "areas",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("resident_id", ROW_ID, nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("radius_m", sa.Integer(), nullable=False),
        sa.Column("at_once", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_areas_resident_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_areas"),
    )
    op.create_index("ix_areas_resident_id", "areas", ["resident_id"])
    op.create_table(
        "area_cells",
        sa.Column("cell", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("area_id", ROW_ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name="fk_area_cells_area_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cell", "area_id", name="pk_area_cells"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_area_cells_area_id", "area_cells", ["area_id"])
    op.create_table(
        "area_news",
        sa.Column("number", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("happening", sa.String(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("told", ROW_ID),
        sa.ForeignKeyConstraint(["number"], ["reports.number"], name="fk_area_news_number", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", "happening", name="pk_area_news"),
    )
    op.create_index("ix_area_news_cell_at", "area_news", ["cell", "at"])
    untold = sa.text("told IS NOT NULL")
    op.create_index("ix_area_news_untold", "area_news", ["at"], sqlite_where=untold, postgresql_where=untold)
    op.create_index("ix_area_news_at", "area_news", ["at"])


def downgrade() -> None:
    op.drop_table("area_news")
    op.drop_table("area_cells")
    op.drop_table("areas")
    for name, table, *_ in reversed(INDEXES):
        op.drop_index(name, table)
    for name, table, columns in INDEXES_OF_0003:
        _create_index(name, table, columns, None if table == "followers" else "turn IS NOT NULL")
    for name in reversed(OF_REPORTS):
        op.drop_column("reports", name)
    for name in reversed(OF_DRAFTS):
        op.drop_column("drafts", name)


def _create_index(name: str, table: str, columns: list[str], condition: str | None) -> None:
    said = [sa.text(column) if " " in column else column for column in columns]
    where = None if condition is None else sa.text(condition)
    op.create_index(name, table, said, sqlite_where=where, postgresql_where=where)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _pages() -> Iterator[list[dict[str, int]]]:
    """The cell of each report, some thousands at a time."""
    after = 0
    while found := op.get_bind().execute(sa.text(PAGE), {"after": after, "at_once": AT_ONCE}).all():
        yield [
            {"number": number, "cell": int(h3.latlng_to_cell(lat, lon, RESOLUTION), 16)}
            for number, lat, lon in found
        ]
        after = found[-1].number
