"""The tables, as the newest migration leaves them.

`tests/test_migrations.py` proves that both agree. An index is here because a port asks for it; which one, is said
beside it.
"""

from storage.tables import searching
from storage.tables.filing import (
    districts,
    drafts,
    followers,
    geocode_cache,
    photos,
    report_events,
    reports,
    topic_switches,
)
from storage.tables.naming import metadata
from storage.tables.people import (
    accounts,
    area_cells,
    area_news,
    areas,
    dialogue_states,
    invitations,
    letters,
    link_codes,
    operators,
    points,
    polling_markers,
    residents,
)
from storage.tables.sending import broadcasts, group_cards, notices

__all__ = [
    "accounts",
    "area_cells",
    "area_news",
    "areas",
    "broadcasts",
    "dialogue_states",
    "districts",
    "drafts",
    "followers",
    "geocode_cache",
    "group_cards",
    "invitations",
    "letters",
    "link_codes",
    "metadata",
    "notices",
    "operators",
    "photos",
    "points",
    "polling_markers",
    "report_events",
    "reports",
    "residents",
    "searching",
    "topic_switches",
]
