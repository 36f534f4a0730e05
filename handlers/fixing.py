"""«✏️ Исправить и отправить снова» under a rejected report."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.callbacks import ActOnReport, ReportAct
from bot.services.fixing import Fixing
from bot.talk import Talk
from handlers.draft_card import DraftCard
from handlers.review import TYPED


def create_router() -> Router:
    router = Router(name="fixing")
    router.callback_query.register(fix, ActOnReport.filter(F.act == ReportAct.FIX))
    return router


async def fix(
    _query: CallbackQuery,
    callback_data: ActOnReport,
    talk: Talk,
    state: FSMContext,
    fixing: Fixing,
    draft_card: DraftCard,
) -> None:
    """The draft comes below, with the reason and the question for the part it names."""
    begun = await fixing.begin(talk.person, callback_data.number, talk.uow)
    if begun.part is not None and (typed := TYPED.get(begun.part)):
        await state.set_state(typed)
    await draft_card.show(begun.outcome, talk.say, talk.uow, ask=begun.part)
