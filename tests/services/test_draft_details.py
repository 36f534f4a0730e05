"""Which details a draft has once its words or its topic change, and which of them is asked for."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from bot.domain.city import City
from bot.domain.drafts import Draft, about, described
from bot.services.draft_details import asked_detail, with_details
from bot.services.splitting import next_id

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EMPTY = Draft(id=UUID(int=1), resident_id=1, created_at=NOW, updated_at=NOW)


def told(city: City, before: Draft, words: str) -> Draft:
    return with_details(before, described(before, words, None), city.catalogue)


def test_words_before_the_topic_are_read_once_there_is_one(city: City) -> None:
    draft = told(city, EMPTY, "лампа не горит, подъезд 3, этаж 5")
    assert draft.details == {}
    draft = with_details(draft, about(draft, "house-lighting-inside"), city.catalogue)
    assert draft.details == {"entrance": "3", "floor": "5"}
    assert asked_detail(draft, city.catalogue) is None


def test_corrected_words_correct_what_was_read_from_them(city: City) -> None:
    draft = told(city, about(EMPTY, "house-intercom"), "домофон, подъезд 3")
    draft = told(city, draft, "домофон, подъезд 4")
    assert draft.details == {"entrance": "4"}
    assert told(city, draft, "домофон молчит").details == {}


def test_what_was_chosen_by_hand_stays_whatever_the_words_say(city: City) -> None:
    draft = replace(about(EMPTY, "house-intercom"), details={"entrance": "7"})
    assert told(city, draft, "домофон, подъезд 3").details == {"entrance": "7"}


def test_another_topic_keeps_what_it_has_too(city: City) -> None:
    draft = told(city, about(EMPTY, "house-lighting-inside"), "подъезд 3, этаж 5")
    draft = with_details(draft, about(draft, "house-intercom"), city.catalogue)
    assert draft.details == {"entrance": "3"}
    draft = with_details(draft, about(draft, "road-potholes"), city.catalogue)
    assert draft.details == {}


def test_details_are_asked_for_in_the_order_of_the_topic_until_all_are_known(city: City) -> None:
    draft = about(EMPTY, "house-lighting-inside")
    assert asked_detail(draft, city.catalogue) == city.catalogue.details["entrance"]
    known = replace(draft, details={"entrance": "2"})
    assert asked_detail(known, city.catalogue) == city.catalogue.details["floor"]
    assert asked_detail(replace(known, details={"entrance": "2", "floor": "5"}), city.catalogue) is None
    assert asked_detail(EMPTY, city.catalogue) is None


def test_no_topic_asks_for_more_than_two_details_and_each_can_be_asked_for(city: City) -> None:
    for topic in city.catalogue.topics.values():
        assert len(topic.details) <= 2
        assert all(city.catalogue.details[one].ask for one in topic.details)
        assert not set(topic.details) & set(topic.details_said)


def test_the_id_of_the_next_draft_is_its_own_and_always_the_same() -> None:
    """A repeated delivery of the press that files a draft begins no second one; and none is filed already."""
    chain = [EMPTY.id]
    for _ in range(5):
        chain.append(next_id(chain[-1]))
    assert len(set(chain)) == len(chain)
    assert next_id(EMPTY.id) == chain[1]
