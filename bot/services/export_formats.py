"""Reports as a table and as a map: rows in, bytes out, a batch at a time.

Pure, so that both can be read back in a test without a database. What nobody has published yet is not public, so
its description stays out; of authors there is nothing in a row.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.answers import AnswerKind
from bot.domain.catalogue import Agency, Catalogue, Topic
from bot.domain.city import City
from bot.domain.figures import ReportRow
from bot.domain.reports import Status

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A cell that begins so is a formula to Excel and its kin, in the wide letters of East Asia too."""


class Form(StrEnum):
    """How an export is written."""

    CSV = "csv"
    GEOJSON = "geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWords:
    """An export's words in one language.

    Attributes:
        headings: Of the columns of a table, as many as `CsvTable` has.
    """

    locale: str
    headings: tuple[str, ...]
    statuses: Mapping[Status, str]
    answers: Mapping[AnswerKind, str]


class Format(Protocol):
    """A file in the making."""

    def head(self) -> bytes: ...

    def rows(self, rows: Sequence[ReportRow]) -> bytes: ...

    def tail(self) -> bytes: ...


class CsvTable:
    """A table for Excel.

    In a Russian locale Excel takes a semicolon between cells, a comma in decimals, and UTF-8 only behind a byte
    order mark; LibreOffice asks and proposes the same. Everybody else names both: `sep=";"`, `decimal=","`.
    """

    def __init__(self, city: City, words: ExportWords) -> None:
        self._zone = city.zone
        self._words = words
        self._topics = {key: harmless(title) for key, title in _titles(city.catalogue.topics, words.locale)}
        self._agencies = {key: harmless(title) for key, title in _titles(city.catalogue.agencies, words.locale)}
        self._catalogue = city.catalogue

    def head(self) -> bytes:
        return b"\xef\xbb\xbf" + self._written([self._words.headings])

    def rows(self, rows: Sequence[ReportRow]) -> bytes:
        return self._written([self._cells(row) for row in rows])

    def tail(self) -> bytes:
        return b""

    def _cells(self, row: ReportRow) -> list[object]:
        return [
            row.number,
            self._words.statuses[row.status],
            self._topics.get(row.topic_id) or harmless(row.topic_id),
            self._agencies.get(row.agency_id) or harmless(row.agency_id),
            harmless(row.address or ""),
            harmless(row.district or ""),
            _decimal(row.lat),
            _decimal(row.lon),
            harmless(public_words(row)),
            self._moment(row.created_at),
            self._moment(row.published_at),
            self._moment(row.answer_due),
            self._moment(row.answered_at),
            self._words.answers[row.answer_kind] if row.answer_kind else "",
            row.refutations,
            harmless(row.topic_id),
            harmless(row.agency_id),
            harmless("; ".join(f"{title}: {value}" for title, value in self._details(row))),
        ]

    def _details(self, row: ReportRow) -> Iterator[tuple[str, str]]:
        return public_details(row, self._catalogue, self._words.locale)

    def _moment(self, moment: datetime | None) -> str:
        """In the city's time, as every Excel reads a date."""
        return moment.astimezone(self._zone).isoformat(" ", "minutes")[:16] if moment else ""

    def _written(self, lines: Sequence[Sequence[object]]) -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";").writerows(lines)
        return out.getvalue().encode("utf-8", "replace")


class GeoJson:
    """A `FeatureCollection` of points (RFC 7946: longitude before latitude), a feature a line."""

    def __init__(self, city: City, words: ExportWords) -> None:
        self._zone = city.zone
        self._topics = dict(_titles(city.catalogue.topics, words.locale))
        self._agencies = dict(_titles(city.catalogue.agencies, words.locale))
        self._catalogue, self._locale = city.catalogue, words.locale
        self._has_begun = False

    def head(self) -> bytes:
        return b'{"type":"FeatureCollection","features":[\n'

    def rows(self, rows: Sequence[ReportRow]) -> bytes:
        if not rows:
            return b""
        lines = ",\n".join(
            json.dumps(self._feature(row), ensure_ascii=False, separators=(",", ":")) for row in rows
        )
        before, self._has_begun = (",\n" if self._has_begun else ""), True
        return f"{before}{lines}".encode("utf-8", "replace")

    def tail(self) -> bytes:
        return b"\n]}\n"

    def _feature(self, row: ReportRow) -> dict[str, object]:
        return {
            "type": "Feature",
            "id": row.number,
            "geometry": {"type": "Point", "coordinates": [round(row.lon, 6), round(row.lat, 6)]},
            "properties": {
                "number": row.number,
                "status": row.status.value,
                "topic_id": row.topic_id,
                "topic": self._topics.get(row.topic_id, row.topic_id),
                "agency_id": row.agency_id,
                "agency": self._agencies.get(row.agency_id, row.agency_id),
                "address": row.address,
                "district": row.district,
                "description": public_words(row),
                "created_at": self._moment(row.created_at),
                "published_at": self._moment(row.published_at),
                "answer_due": self._moment(row.answer_due),
                "answered_at": self._moment(row.answered_at),
                "answer_kind": row.answer_kind and row.answer_kind.value,
                "refutations": row.refutations,
                "details": dict(public_details(row, self._catalogue, self._locale)),
            },
        }

    def _moment(self, moment: datetime | None) -> str | None:
        return moment.astimezone(self._zone).isoformat(timespec="seconds") if moment else None


FORMATS: Mapping[Form, type[CsvTable] | type[GeoJson]] = {Form.CSV: CsvTable, Form.GEOJSON: GeoJson}


def harmless(text: str) -> str:
    """The text as a cell that no program runs: a quotation mark before what would be a formula."""
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(("\t", "\r", "\n")) else text


def public_words(row: ReportRow) -> str:
    """The description, once an editor has let it out."""
    return row.description if row.published_at else ""


def public_details(row: ReportRow, catalogue: Catalogue, locale: str) -> Iterator[tuple[str, str]]:
    """Titles and values of the details, once an editor has let them out; none that may point to a person."""
    return catalogue.shown_details(row.details if row.published_at else {}, locale, private=False)


def _decimal(degrees: float) -> str:
    return f"{degrees:.6f}".replace(".", ",")


def _titles(known: Mapping[str, Topic] | Mapping[str, Agency], locale: str) -> Iterator[tuple[str, str]]:
    return ((key, one.title[locale]) for key, one in known.items())
