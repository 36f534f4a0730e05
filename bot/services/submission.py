"""Sending: a finished draft becomes a report with a number, once."""

from uuid import UUID

from bot.domain.city import City
from bot.domain.drafts import Draft, DraftState, missing
from bot.domain.reports import NewReport, Report, Status
from bot.domain.residents import Resident
from bot.errors import Banned, DraftCancelled, DraftGone, DraftIncomplete, TooManyReports, TopicClosed
from bot.services.finding import WordIndex
from bot.services.moving import Moving
from bot.services.ports import AlreadyFiled, Clock, UnitOfWork
from bot.services.splitting import begin_next
from bot.understanding.details import only_of


class Submission:
    """Turns drafts into reports."""

    def __init__(self, *, city: City, moving: Moving, index: WordIndex, clock: Clock) -> None:
        self._city = city
        self._moving = moving
        self._index = index
        self._clock = clock

    async def submit(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Report:
        """File the report of a draft; a second press gets the report that the first one made.

        Raises:
            DraftGone: No such draft of this resident, and no report of it.
            DraftCancelled: It was cancelled by a press before this one.
            DraftIncomplete: The draft lacks something, or is stopped (an old card was pressed).
            TopicClosed: The season has ended since the topic was chosen.
            TooManyReports: The limit of the day is reached; the draft stays.
            Banned: An editor has barred the resident; the draft stays.
        """
        try:
            async with uow:
                report = await uow.reports.of_draft(draft_id) or await self._file(resident, draft_id, uow)
                await uow.commit()
        except AlreadyFiled:
            async with uow:
                filed = await uow.reports.of_draft(draft_id)
            if filed is None:
                raise DraftGone from None
            report = filed
        if report.resident_id != resident.id:
            raise DraftGone
        return report

    async def _file(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Report:
        draft = await uow.drafts.get(draft_id)
        if draft is None or draft.resident_id != resident.id:
            raise DraftGone
        if draft.state is DraftState.CANCELLED:
            raise DraftCancelled
        if resident.banned_at is not None:
            raise Banned
        new = self._report_of(draft, resident.locale)
        limit = self._city.limits.reports_a_day
        if (
            await uow.reports.count_of_resident(resident.id, since=self._city.start_of_day(new.created_at))
            >= limit
        ):
            raise TooManyReports(limit=limit)
        report = await self._moving.file(new, uow)
        await uow.reports.add_words(report.number, self._index.of(report))
        await uow.drafts.remove(draft.id)
        await begin_next(draft, new.created_at, uow)
        return report

    def _report_of(self, draft: Draft, locale: str) -> NewReport:
        topic = self._city.catalogue.topics.get(draft.topic_id or "")
        if topic is None or draft.place is None or draft.stop is not None:
            raise DraftIncomplete
        if missing(draft, topic, self._city.limits) is not None:
            raise DraftIncomplete
        now = self._clock()
        if not self._city.is_open(topic, now):
            raise TopicClosed(topic=topic.title[locale])
        return NewReport(
            draft_id=draft.id,
            resident_id=draft.resident_id,
            topic_id=topic.id,
            agency_id=topic.agency_id,
            place=draft.place,
            description=draft.description,
            status=Status.MODERATION,
            created_at=now,
            answer_due=self._city.answer_due(topic, now),
            photos=draft.photos,
            details=only_of(topic, draft.details),
        )
