"""The next question, computed from any draft; what makes one stale or empty."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Need, Titles, Topic
from bot.domain.drafts import STALE_AFTER, Card, CardKind, Draft, Slot, missing, without
from bot.domain.limits import Limits
from bot.domain.photos import Photo
from bot.domain.places import Place, PlaceSource

LIMITS = Limits(photos=5, description=350, reports_a_day=20, drafts=10, verdict_days=15)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NAME = Titles(ru="Ямы", en="Potholes")
PLACE = Place(lat=55.75, lon=37.62, source=PlaceSource.LOCATION)
PHOTO = Photo(key="a" * 64, width=640, height=480, size=1000)
EMPTY = Draft(id=UUID(int=1), resident_id=1, created_at=NOW, updated_at=NOW)


def topic(photo: Need, description: Need) -> Topic:
    return Topic(
        id="pit",
        category_id="road",
        agency_id="roads",
        title=NAME,
        hint=NAME,
        photo=photo,
        description=description,
        deadline_days=8,
        place="road",
    )


STRICT = topic(Need.REQUIRED, Need.REQUIRED)
TOPICS = st.none() | st.builds(topic, st.sampled_from(Need), st.sampled_from(Need))
DRAFTS = st.builds(
    replace,
    st.just(EMPTY),
    place=st.none() | st.just(PLACE),
    topic_id=st.none() | st.just("pit") | st.just("no-longer-in-the-catalogue"),
    topic_query=st.sampled_from(["", "люк"]),
    photos=st.integers(0, 5).map(lambda count: (PHOTO,) * count),
    photos_skipped=st.booleans(),
    description=st.sampled_from(["", "яма", "а" * 350, "а" * 351, "а" * 4096]),
    description_skipped=st.booleans(),
    candidates=st.sampled_from([(), (PLACE, PLACE)]),
    card=st.none() | st.just(Card(7, CardKind.TEXT)),
)


def is_ready(draft: Draft, topic: Topic | None) -> bool:
    """What a report needs, said without an order."""
    return (
        draft.place is not None
        and topic is not None
        and (bool(draft.photos) or (draft.photos_skipped and topic.photo is Need.OPTIONAL))
        and (bool(draft.description) or (draft.description_skipped and topic.description is Need.OPTIONAL))
        and len(draft.description) <= LIMITS.description
    )


@given(draft=DRAFTS, topic=TOPICS)
def test_nothing_is_missing_exactly_when_a_report_can_be_made(draft: Draft, topic: Topic | None) -> None:
    assert (missing(draft, topic, LIMITS) is None) == is_ready(draft, topic)


@given(draft=DRAFTS, topic=TOPICS)
def test_words_bring_the_topic_first_otherwise_the_place(draft: Draft, topic: Topic | None) -> None:
    has_words = bool(draft.description or draft.topic_query)
    match missing(draft, topic, LIMITS):
        case Slot.TOPIC:
            assert topic is None
            assert has_words or draft.place is not None
        case Slot.PLACE:
            assert draft.place is None
            assert topic is not None or not has_words
        case Slot.PHOTOS:
            assert draft.place is not None
            assert topic is not None
            assert not draft.photos
        case Slot.DESCRIPTION:
            assert draft.place is not None
            assert topic is not None
            assert draft.photos or draft.photos_skipped
            assert not draft.description or len(draft.description) > LIMITS.description


@given(draft=DRAFTS, topic=TOPICS)
def test_what_is_asked_for_can_always_be_answered(draft: Draft, topic: Topic | None) -> None:
    """Answering each question once leads to a report: no question comes twice, none is left."""
    asked = []
    while (slot := missing(draft, topic, LIMITS)) is not None:
        asked.append(slot)
        match slot:
            case Slot.PLACE:
                draft = replace(draft, place=PLACE)
            case Slot.TOPIC:
                topic = STRICT
            case Slot.PHOTOS:
                draft = replace(draft, photos=(PHOTO,))
            case Slot.DESCRIPTION:
                draft = replace(draft, description="яма")
        assert len(asked) == len(set(asked))


@given(draft=DRAFTS, topic=TOPICS)
def test_buttons_candidates_and_cards_change_no_question(draft: Draft, topic: Topic | None) -> None:
    bare = replace(draft, card=None, candidates=())
    assert missing(draft, topic, LIMITS) is missing(bare, topic, LIMITS)


@pytest.mark.parametrize("need", [Need.REQUIRED, Need.OPTIONAL])
def test_what_a_topic_requires_cannot_be_skipped(need: Need) -> None:
    ready = replace(EMPTY, place=PLACE, photos_skipped=True, description="яма")
    assert missing(ready, topic(need, Need.OPTIONAL), LIMITS) is (Slot.PHOTOS if need is Need.REQUIRED else None)
    ready = replace(EMPTY, place=PLACE, photos=(PHOTO,), description_skipped=True)
    found = missing(ready, topic(Need.OPTIONAL, need), LIMITS)
    assert found is (Slot.DESCRIPTION if need is Need.REQUIRED else None)


@given(draft=DRAFTS, slot=st.sampled_from(Slot))
def test_a_part_taken_out_is_asked_for_and_the_others_stay(draft: Draft, slot: Slot) -> None:
    left = without(draft, slot)
    its_topic = None if slot is Slot.TOPIC else topic(Need.REQUIRED, Need.REQUIRED)
    complete = replace(
        left,
        place=left.place or (None if slot is Slot.PLACE else PLACE),
        photos=left.photos or (() if slot is Slot.PHOTOS else (PHOTO,)),
        description="" if slot is Slot.DESCRIPTION else "яма",
    )
    assert missing(complete, its_topic, LIMITS) is slot
    for other in set(Slot) - {slot}:
        part = {
            Slot.PLACE: "place",
            Slot.TOPIC: "topic_id",
            Slot.PHOTOS: "photos",
            Slot.DESCRIPTION: "description",
        }
        assert getattr(left, part[other]) == getattr(draft, part[other])


def test_evidence_is_what_makes_a_draft_more_than_empty() -> None:
    assert EMPTY.is_empty
    assert replace(EMPTY, photos_skipped=True, description_skipped=True).is_empty
    for part in ({"place": PLACE}, {"topic_id": "pit"}, {"photos": (PHOTO,)}, {"description": "яма"}):
        assert not replace(EMPTY, **part).is_empty


@pytest.mark.parametrize(
    ("age", "is_stale"), [(timedelta(0), False), (STALE_AFTER, False), (STALE_AFTER + timedelta(seconds=1), True)]
)
def test_a_draft_is_stale_after_a_night_of_silence(age: timedelta, is_stale: bool) -> None:
    assert replace(EMPTY, description="яма").is_stale(NOW + age) == is_stale
    assert not EMPTY.is_stale(NOW + age)
