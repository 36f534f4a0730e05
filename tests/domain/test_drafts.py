"""The next question, computed from any draft; what makes one stale or empty."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Need, Titles, Topic
from bot.domain.drafts import (
    STALE_AFTER,
    Card,
    CardKind,
    Draft,
    Slot,
    about,
    at,
    described,
    is_far_from_photo,
    missing,
    photographed,
)
from bot.domain.limits import Limits
from bot.domain.photos import Photo
from bot.domain.places import Place, PlaceSource, Point

LIMITS = Limits(photos=5, description=350, reports_a_day=20, drafts=10, verdict_days=15)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NAME = Titles(ru="Ямы", en="Potholes")
PLACE = Place(lat=55.75, lon=37.62, source=PlaceSource.LOCATION)
FAR = Place(lat=55.80, lon=37.70, source=PlaceSource.LOCATION)
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
        and (bool(draft.photos) or (_may_lack_photos(draft) and topic.photo is Need.OPTIONAL))
        and (bool(draft.description) or (_may_lack_words(draft) and topic.description is Need.OPTIONAL))
        and len(draft.description) <= LIMITS.description
    )


def _may_lack_photos(draft: Draft) -> bool:
    return draft.photos_skipped or bool(draft.description)


def _may_lack_words(draft: Draft) -> bool:
    return draft.description_skipped or bool(draft.photos)


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
            assert draft.photos or draft.photos_skipped or draft.description
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


@given(draft=DRAFTS, topic=TOPICS)
def test_what_a_topic_does_not_insist_on_is_asked_for_only_while_nothing_is_said(
    draft: Draft, topic: Topic | None
) -> None:
    slot = missing(draft, topic, LIMITS)
    if slot is Slot.PHOTOS and topic is not None and topic.photo is Need.OPTIONAL:
        assert not draft.description
    if slot is Slot.DESCRIPTION and topic is not None and topic.description is Need.OPTIONAL:
        assert not draft.photos or draft.description


def test_another_topic_opens_again_what_was_settled_about_the_one_before() -> None:
    settled = replace(EMPTY, topic_id="pit", topic_guessed=True, is_unlike_others=True)
    chosen = about(settled, "pit")
    assert (chosen.topic_guessed, chosen.is_unlike_others) == (False, True)
    other = about(settled, "lamp")
    assert (other.topic_guessed, other.is_unlike_others) == (False, False)


def test_another_place_is_looked_around_again_and_the_same_is_not() -> None:
    settled = replace(EMPTY, place=PLACE, is_unlike_others=True, candidates=(PLACE, PLACE))
    assert at(settled, PLACE).is_unlike_others
    assert not at(settled, PLACE).candidates
    assert not at(settled, FAR).is_unlike_others


def test_other_words_open_again_what_the_words_before_have_led_to() -> None:
    settled = replace(EMPTY, description="пахнет газом", stop="gas", is_one_problem=True, passed=("fire",))
    other = described(settled, "пахнет мусором", 7)
    assert (other.stop, other.is_one_problem, other.passed) == (None, False, ("fire",))


@pytest.mark.parametrize(
    ("source", "metres", "is_asked"),
    [
        (PlaceSource.LOCATION, 290, False),
        (PlaceSource.LOCATION, 310, True),
        (PlaceSource.WORDS, 310, True),
        (PlaceSource.PHOTO, 310, False),
    ],
)
def test_a_place_is_compared_with_where_the_photo_was_taken(
    source: PlaceSource, metres: float, is_asked: bool
) -> None:
    spot = Point(PLACE.lat + metres / 111_195, PLACE.lon)
    draft = photographed(replace(EMPTY, place=replace(PLACE, source=source)), spot)
    assert is_far_from_photo(draft) is is_asked
    assert not is_far_from_photo(replace(draft, place_kept=True))


def test_of_several_photos_the_farthest_counts_and_is_asked_about_anew() -> None:
    near, far = Point(55.751, 37.62), FAR.point
    draft = replace(photographed(replace(EMPTY, place=PLACE), near), place_kept=True)
    assert photographed(draft, near) == draft
    draft = photographed(draft, far)
    assert (draft.photo_spot, draft.place_kept) == (far, False)
    assert photographed(draft, near) == draft


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
