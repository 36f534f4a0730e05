"""What a message or a press does to a draft: nothing is lost, and an explicit word beats a guess."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.city import City
from bot.domain.drafts import (
    LONGEST_DESCRIPTION,
    Card,
    CardKind,
    Draft,
    DraftState,
    Slot,
    is_far_from_photo,
)
from bot.domain.evidence import Evidence, PhotoFile, Spot
from bot.domain.photos import Photo
from bot.domain.places import PlaceSource, Point
from bot.domain.residents import Platform, Resident
from bot.errors import BotError, DraftGone, TopicClosed, TopicUnknown
from bot.services.drafting import Drafting, Outcome
from bot.services.filling import shortened
from bot.services.hearing import Hearing
from bot.services.places import OutsideCity, Places
from bot.services.ports import TakenPhoto
from bot.understanding.understanding import Understanding
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import ARBAT_10, MYTISHCHI, TVERSKAYA_7, Hands, NoLinks, SmallGeocoder

POTHOLES = "road-potholes"
NOBODY = Point(55.70, 37.50)
"""In the city, but the geocoder knows nothing near it."""


class Camera:
    """Takes any photo: the same file gives the same picture; `spots` says where a file was taken."""

    def __init__(self) -> None:
        self.spots: dict[str, Point] = {}
        self.broken: set[str] = set()

    async def __call__(self, file: PhotoFile, source: object) -> TakenPhoto:
        if file.file_id in self.broken:
            raise Broken
        photo = Photo(key=f"{int(file.file_id):064x}", width=640, height=480, size=1000, file_id=file.file_id)
        return TakenPhoto(photo, self.spots.get(file.file_id))


class Broken(BotError):
    message_id = "error-photo-broken"


class NoSource:
    async def download(self, photo: PhotoFile, limit: int) -> bytes:
        raise NotImplementedError


class Table:
    """One resident at their draft."""

    def __init__(self, drafting: Drafting, resident: Resident, camera: Camera, database: Database) -> None:
        self.drafting, self.resident, self.camera = drafting, resident, camera
        self.database = database
        self.uow = SqlUnitOfWork(database)
        self._message_id = 0

    async def says(self, words: str, *, is_address: bool = False) -> Outcome:
        return await self._add(words=words, is_address=is_address)

    async def sends(self, *photos: int, album_id: str | None = None, words: str = "") -> Outcome:
        for number in photos:
            file = PhotoFile(file_id=str(number), size=1000, as_photo=True)
            outcome = await self._add(photo=file, album_id=album_id, words=words)
        return outcome

    async def shares(self, point: Point) -> Outcome:
        return await self._add(spot=Spot(point=point, source=PlaceSource.LOCATION))

    async def _add(self, **parts: object) -> Outcome:
        self._message_id += 1
        evidence = replace(Evidence(message_id=self._message_id), **parts)  # type: ignore[arg-type] # any part
        return await self.drafting.add(self.resident, evidence, NoSource(), self.uow)

    async def current(self) -> Draft:
        """As another connection sees it."""
        return await self.drafting.current(self.resident, SqlUnitOfWork(self.database))

    async def aside(self) -> Sequence[Draft]:
        async with SqlUnitOfWork(self.database) as uow:
            return await uow.drafts.set_aside(self.resident.id)


@pytest.fixture
async def table(
    city: City, understanding: Understanding, database: Database, clock: Hands, geocoder: SmallGeocoder
) -> Table:
    camera = Camera()
    places = Places(city=city, geocoder=geocoder, links=NoLinks())
    hearing = Hearing(city=city, understanding=understanding, places=places, clock=clock)
    drafting = Drafting(city=city, hearing=hearing, places=places, take_photo=camera, clock=clock)
    return Table(drafting, await add_resident(database, clock, 1), camera, database)


@pytest.fixture
async def stranger(database: Database, clock: Hands) -> Resident:
    return await add_resident(database, clock, 2)


async def add_resident(database: Database, clock: Hands, user_id: int) -> Resident:
    async with SqlUnitOfWork(database) as uow:
        added = await uow.residents.add(
            platform=Platform.TELEGRAM,
            user_id=user_id,
            chat_id=user_id,
            name="Анна",
            locale="ru",
            created_at=clock(),
        )
        await uow.commit()
    return added


async def test_a_message_brings_all_its_parts(table: Table) -> None:
    outcome = await table.sends(1, words="яма на дороге")
    await table.shares(TVERSKAYA_7)
    draft = await table.current()
    assert draft.id == outcome.draft.id
    assert ([photo.file_id for photo in draft.photos], draft.description) == (["1"], "яма на дороге")
    assert draft.place is not None
    assert draft.place.address == "Тверская улица, 7"


async def test_a_part_that_cannot_be_used_keeps_the_others(table: Table) -> None:
    table.camera.broken.add("1")
    outcome = await table.sends(1, words="яма на дороге")
    assert [remark.message_id for remark in outcome.remarks] == ["error-photo-broken"]
    assert (await table.current()).description == "яма на дороге"


async def test_the_same_photo_twice_is_one(table: Table) -> None:
    await table.sends(1, 2, 1)
    assert [photo.file_id for photo in (await table.current()).photos] == ["1", "2"]


async def test_a_photo_too_many_is_told_and_its_words_are_kept(table: Table, city: City) -> None:
    await table.sends(*range(city.limits.photos))
    outcome = await table.sends(99, words="яма на дороге")
    assert [remark.message_id for remark in outcome.remarks] == ["error-photo-too-many"]
    draft = await table.current()
    assert (len(draft.photos), draft.description) == (city.limits.photos, "яма на дороге")


async def test_the_first_photo_with_a_place_gives_it(table: Table) -> None:
    table.camera.spots = {"1": TVERSKAYA_7, "2": ARBAT_10}
    outcome = await table.sends(1)
    assert outcome.placed
    outcome = await table.sends(2)
    assert not outcome.placed
    place = (await table.current()).place
    assert place is not None
    assert (place.address, place.source) == ("Тверская улица, 7", PlaceSource.PHOTO)


async def test_the_place_of_a_photo_does_not_replace_one_that_was_told(table: Table) -> None:
    table.camera.spots = {"1": TVERSKAYA_7}
    await table.shares(ARBAT_10)
    outcome = await table.sends(1)
    assert not outcome.placed
    place = (await table.current()).place
    assert place is not None
    assert (place.address, place.source) == ("улица Арбат, 10", PlaceSource.LOCATION)


async def test_a_place_that_is_told_replaces_the_one_of_a_photo(table: Table) -> None:
    table.camera.spots = {"1": TVERSKAYA_7}
    await table.sends(1)
    assert (await table.shares(ARBAT_10)).placed
    place = (await table.current()).place
    assert place is not None
    assert place.source is PlaceSource.LOCATION


async def test_a_photo_from_elsewhere_is_taken_without_its_place(table: Table) -> None:
    table.camera.spots = {"1": MYTISHCHI}
    outcome = await table.sends(1)
    assert outcome.remarks == ()
    draft = await table.current()
    assert (len(draft.photos), draft.place) == (1, None)


async def test_a_point_outside_the_city_leaves_the_place_as_it_was(table: Table) -> None:
    await table.shares(TVERSKAYA_7)
    outcome = await table.shares(MYTISHCHI)
    assert [remark.message_id for remark in outcome.remarks] == [OutsideCity.message_id]
    assert not outcome.placed
    place = (await table.current()).place
    assert place is not None
    assert place.address == "Тверская улица, 7"


async def test_a_silent_geocoder_stops_nobody(table: Table, geocoder: SmallGeocoder) -> None:
    geocoder.is_down = True
    outcome = await table.shares(TVERSKAYA_7)
    assert outcome.placed
    assert outcome.draft.place is not None
    assert outcome.draft.place.address is None


async def test_words_that_answer_the_place_are_an_address_only_while_it_is_asked_for(table: Table) -> None:
    outcome = await table.says("Арбат, 10", is_address=True)
    assert outcome.placed
    outcome = await table.says("Тверская 7", is_address=True)
    assert not outcome.placed
    assert outcome.draft.description == "Тверская 7"


async def test_several_hits_become_candidates_and_the_chosen_one_the_place(table: Table) -> None:
    outcome = await table.says("Тверская 7", is_address=True)
    assert [place.address for place in outcome.draft.candidates] == ["Тверская улица, 7", "Тверская улица, 7 к1"]
    chosen = outcome.draft.candidates[1]
    outcome = await table.drafting.choose_place(table.resident, outcome.draft.id, chosen.point, table.uow)
    assert (outcome.draft.place, outcome.draft.candidates) == (chosen, ())


async def test_a_button_of_an_older_search_means_its_own_point(table: Table) -> None:
    outcome = await table.says("Тверская 7", is_address=True)
    await table.shares(NOBODY)
    outcome = await table.drafting.choose_place(table.resident, outcome.draft.id, ARBAT_10, table.uow)
    assert outcome.draft.place is not None
    assert outcome.draft.place.address == "улица Арбат, 10"


async def test_an_address_that_nobody_knows_leaves_everything(table: Table) -> None:
    await table.sends(1)
    outcome = await table.says("улица Несуществующая 99", is_address=True)
    assert [remark.message_id for remark in outcome.remarks] == ["error-address-not-found"]
    assert len((await table.current()).photos) == 1


async def test_words_at_the_topics_search_and_can_be_taken_into_the_description(table: Table) -> None:
    await table.says("яма")
    outcome = await table.says("у дома напротив аптеки")
    assert (outcome.draft.description, outcome.draft.topic_query) == ("яма", "у дома напротив аптеки")
    outcome = await table.drafting.query_to_description(table.resident, outcome.draft.id, table.uow)
    assert outcome.draft.description == "яма\nу дома напротив аптеки"
    assert outcome.draft.topic_query == ""


async def test_a_description_stops_growing_at_what_one_message_holds(table: Table) -> None:
    draft = (await table.says("яма на дороге")).draft
    await table.drafting.choose_topic(table.resident, draft.id, POTHOLES, table.uow)
    for letter in "абвгд":
        await table.says(letter * 1500)
    assert len((await table.current()).description) == LONGEST_DESCRIPTION


async def test_words_that_stand_there_already_are_not_repeated(table: Table) -> None:
    await table.sends(1, words="яма на дороге")
    await table.sends(2, words="яма на дороге")
    assert (await table.current()).description == "яма на дороге"


async def test_an_edit_follows_into_the_description_while_it_came_from_that_message(table: Table) -> None:
    await table.says("ямо на дороге")
    outcome = await table.drafting.correct(table.resident, "яма на дороге", 1, table.uow)
    assert outcome is not None
    assert (await table.current()).description == "яма на дороге"
    assert await table.drafting.correct(table.resident, "что-то другое", 7, table.uow) is None
    assert (await table.current()).description == "яма на дороге"


@pytest.mark.parametrize(("hours", "is_another"), [(11.9, False), (12.1, True)])
async def test_evidence_after_a_long_silence_begins_another_draft(
    table: Table, clock: Hands, hours: float, is_another: bool
) -> None:
    await table.sends(1)
    clock.move(hours=hours)
    outcome = await table.sends(2)
    assert [photo.file_id for photo in outcome.draft.photos] == (["2"] if is_another else ["1", "2"])
    assert [remark.message_id for remark in outcome.remarks] == ["draft-remark-set-aside"] * is_another
    assert [photo.file_id for draft in await table.aside() for photo in draft.photos] == ["1"] * is_another


async def test_an_empty_draft_is_never_stale(table: Table, clock: Hands) -> None:
    empty = (await table.drafting.start_anew(table.resident, table.uow)).draft
    await table.drafting.remember_card(empty, Card(1, CardKind.KEYBOARD), {}, table.uow)
    clock.move(days=40)
    assert (await table.sends(1)).draft.id == empty.id


async def test_only_so_many_drafts_are_kept_and_the_oldest_go(table: Table, clock: Hands, city: City) -> None:
    for number in range(city.limits.drafts + 3):
        await table.sends(number)
        await table.drafting.start_anew(table.resident, table.uow)
        clock.move(minutes=1)
    kept = [draft.photos[0].file_id for draft in await table.aside()]
    assert kept == [str(number) for number in range(city.limits.drafts + 2, 2, -1)]


async def test_taking_up_the_oldest_of_all_drafts_loses_none(table: Table, clock: Hands, city: City) -> None:
    for number in range(city.limits.drafts):
        await table.sends(number)
        await table.drafting.start_anew(table.resident, table.uow)
        clock.move(minutes=1)
    await table.sends(99)
    oldest = (await table.aside())[-1]
    outcome = await table.drafting.resume(table.resident, oldest.id, table.uow)
    assert [photo.file_id for photo in (await table.current()).photos] == ["0"]
    assert outcome.draft.state is DraftState.CURRENT
    assert len(await table.aside()) == city.limits.drafts


async def test_a_cancelled_draft_comes_back_whole(table: Table) -> None:
    await table.sends(1, words="яма на дороге")
    before = await table.current()
    await table.drafting.cancel(table.resident, before.id, table.uow)
    assert (await table.current()).is_empty
    await table.drafting.resume(table.resident, before.id, table.uow)
    after = await table.current()
    assert (after.id, after.photos, after.description) == (before.id, before.photos, before.description)


async def test_somebody_elses_draft_is_gone_for_every_press(table: Table, stranger: Resident) -> None:
    draft = (await table.sends(1, words="яма на дороге")).draft
    drafting, uow = table.drafting, table.uow
    for press in (
        drafting.own(stranger, draft.id, uow),
        drafting.choose_place(stranger, draft.id, ARBAT_10, uow),
        drafting.choose_topic(stranger, draft.id, POTHOLES, uow),
        drafting.query_to_description(stranger, draft.id, uow),
        drafting.shorten(stranger, draft.id, uow),
        drafting.skip(stranger, draft.id, Slot.PHOTOS, uow),
        drafting.remove_photo(stranger, draft.id, 0, draft.photos[0].key, uow),
        drafting.cancel(stranger, draft.id, uow),
        drafting.resume(stranger, draft.id, uow),
    ):
        with pytest.raises(DraftGone):
            await press
    assert await table.current() == draft


async def test_a_draft_that_never_was_is_gone(table: Table) -> None:
    with pytest.raises(DraftGone):
        await table.drafting.own(table.resident, uuid4(), table.uow)


async def test_a_photo_is_removed_only_if_it_still_stands_there(table: Table) -> None:
    draft = (await table.sends(1, 2, 3)).draft
    first, second, _ = draft.photos
    outcome = await table.drafting.remove_photo(table.resident, draft.id, 0, first.key, table.uow)
    assert [photo.file_id for photo in outcome.draft.photos] == ["2", "3"]
    for position, key in ((0, first.key), (1, second.key), (9, second.key)):
        outcome = await table.drafting.remove_photo(table.resident, draft.id, position, key, table.uow)
        assert [photo.file_id for photo in outcome.draft.photos] == ["2", "3"]


async def test_a_topic_out_of_season_or_out_of_the_catalogue_is_not_taken(
    table: Table, clock: Hands, city: City
) -> None:
    draft = (await table.sends(1)).draft
    closed = next(t for t in city.catalogue.topics.values() if not t.is_open(city.today(clock())))
    with pytest.raises(TopicClosed):
        await table.drafting.choose_topic(table.resident, draft.id, closed.id, table.uow)
    with pytest.raises(TopicUnknown):
        await table.drafting.choose_topic(table.resident, draft.id, "no-such-topic", table.uow)
    assert (await table.current()).topic_id is None


async def test_suggestions_follow_the_words_and_the_season(table: Table, clock: Hands, city: City) -> None:
    draft = (await table.says("яма на дороге")).draft
    suggested = await table.drafting.suggestions(draft, table.uow)
    assert POTHOLES in [topic.id for topic in suggested]
    assert len(suggested) <= 3
    assert all(topic.is_open(city.today(clock())) for topic in suggested)


async def test_parts_of_an_album_continue_its_first_part(table: Table) -> None:
    assert not (await table.sends(1, album_id="a")).continues
    assert (await table.sends(2, album_id="a")).continues
    assert not (await table.sends(3, album_id="b")).continues
    assert not (await table.sends(4)).continues


@given(
    text=st.text(st.sampled_from("аб \n,.…"), max_size=120) | st.text(max_size=120),
    limit=st.integers(2, 60),
)
def test_a_shortened_text_is_the_beginning_of_the_whole(text: str, limit: int) -> None:
    shorter = shortened(text, limit)
    assert len(shorter) <= limit
    if len(text) <= limit:
        assert shorter == text
    else:
        assert shorter.endswith("…")
        assert text.startswith(shorter[:-1])


def test_a_shortened_text_ends_with_a_whole_word() -> None:
    assert shortened("яма на дороге, колесо пробил", 20) == "яма на дороге…"
    assert shortened("яма " + "а" * 50, 20) == "яма " + "а" * 15 + "…"


async def test_sure_words_choose_the_topic_and_doubtful_ones_leave_it_open(table: Table) -> None:
    assert (await table.says("яма")).draft.topic_id is None
    draft = (await table.says("посреди дороги, колесо пробил")).draft
    assert (draft.topic_id, draft.topic_guessed) == (POTHOLES, True)
    assert draft.description == "яма\nпосреди дороги, колесо пробил"


async def test_a_guess_stays_while_further_words_still_allow_it_and_goes_with_other_words(table: Table) -> None:
    await table.says("яма на дороге")
    assert (await table.says("звоните 8 916 123-45-67")).draft.topic_id == POTHOLES
    outcome = await table.drafting.describe(table.resident, "что-то случилось", 9, table.uow)
    assert (outcome.draft.topic_id, outcome.draft.topic_guessed) == (None, False)


async def test_a_chosen_topic_outlives_any_words(table: Table) -> None:
    draft = (await table.says("яма на дороге")).draft
    await table.drafting.choose_topic(table.resident, draft.id, "yard-potholes", table.uow)
    for outcome in (
        await table.says("посреди дороги, колесо пробил"),
        await table.drafting.describe(table.resident, "глубокая яма на дороге", 9, table.uow),
    ):
        assert (outcome.draft.topic_id, outcome.draft.topic_guessed) == ("yard-potholes", False)


async def test_besides_a_guess_the_others_are_offered_and_besides_a_choice_none(table: Table) -> None:
    draft = (await table.says("яма на дороге")).draft
    others = await table.drafting.others(draft, table.uow)
    assert 1 <= len(others) <= 2
    assert POTHOLES not in [topic.id for topic in others]
    outcome = await table.drafting.choose_topic(table.resident, draft.id, POTHOLES, table.uow)
    assert await table.drafting.others(outcome.draft, table.uow) == ()


async def test_an_address_in_words_is_the_place_until_a_better_one_comes(table: Table) -> None:
    place = (await table.says("яма на дороге, улица Арбат 10")).draft.place
    assert place is not None
    assert (place.address, place.source) == ("улица Арбат, 10", PlaceSource.WORDS)
    assert (await table.says("это Тверская улица 7")).draft.place == place
    place = (await table.shares(TVERSKAYA_7)).draft.place
    assert place is not None
    assert place.source is PlaceSource.LOCATION
    assert (await table.says("рядом улица Арбат 10")).draft.place == place


async def test_an_address_in_words_replaces_the_place_of_a_photo(table: Table) -> None:
    table.camera.spots = {"1": TVERSKAYA_7}
    draft = (await table.sends(1, words="яма на дороге, улица Арбат 10")).draft
    assert draft.place is not None
    assert (draft.place.address, draft.photo_spot) == ("улица Арбат, 10", TVERSKAYA_7)


async def test_the_place_of_a_photo_can_still_be_taken_or_passed_over(table: Table) -> None:
    table.camera.spots = {"1": TVERSKAYA_7}
    await table.shares(ARBAT_10)
    draft = (await table.sends(1)).draft
    assert is_far_from_photo(draft)
    assert not is_far_from_photo((await table.drafting.keep_place(table.resident, draft.id, table.uow)).draft)
    outcome = await table.drafting.photo_place(table.resident, draft.id, table.uow)
    assert outcome.draft.place is not None
    assert (outcome.draft.place.address, outcome.draft.place.source) == ("Тверская улица, 7", PlaceSource.PHOTO)


async def test_without_its_photos_a_draft_is_not_compared_with_them(table: Table) -> None:
    table.camera.spots = {"1": TVERSKAYA_7}
    draft = (await table.sends(1)).draft
    key = draft.photos[0].key
    outcome = await table.drafting.remove_photo(table.resident, draft.id, 0, key, table.uow)
    assert outcome.draft.photo_spot is None


GAS = "в подъезде сильный запах газа"


async def test_a_danger_stops_the_draft_wherever_it_is_told_and_the_words_are_kept(table: Table) -> None:
    drafting, resident, uow = table.drafting, table.resident, table.uow
    for tell in (
        lambda: table.says(GAS),
        lambda: table.sends(1, words=GAS),
        lambda: drafting.find_address(resident, GAS, uow),
        lambda: drafting.describe(resident, GAS, 9, uow),
    ):
        await drafting.start_anew(resident, uow)
        outcome = await tell()
        assert outcome.draft.stop is not None
        assert outcome.draft.description == GAS
    await drafting.start_anew(resident, uow)
    outcome = await drafting.search_topic(resident, GAS, uow)
    assert (outcome.draft.stop is not None, outcome.draft.topic_query) == (True, GAS)


async def test_other_words_instead_of_a_danger_let_the_draft_go_on(table: Table) -> None:
    await table.says(GAS)
    corrected = await table.drafting.correct(table.resident, "в подъезде перегорела лампочка", 1, table.uow)
    assert corrected is not None
    assert corrected.draft.stop is None


async def test_further_words_do_not_take_a_danger_back(table: Table) -> None:
    await table.says(GAS)
    assert (await table.says("это второй подъезд")).draft.stop is not None


async def test_an_edited_message_takes_back_the_problems_that_were_told_in_it(table: Table) -> None:
    draft = replace((await table.says("яма на дороге")).draft, later=("фонарь не горит",), is_one_problem=True)
    async with table.uow as uow:
        await uow.drafts.put(draft)
        await uow.commit()
    described = await table.drafting.describe(table.resident, "большая яма на дороге", 1, table.uow)
    assert (described.draft.later, described.draft.is_one_problem) == (("фонарь не горит",), False)
    corrected = await table.drafting.correct(table.resident, "яма на дороге у дома", 1, table.uow)
    assert corrected is not None
    assert corrected.draft.later == ()
