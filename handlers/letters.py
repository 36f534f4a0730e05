"""«Написать редакции»: words to a person, outside any report."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.callbacks import Go
from bot.domain.residents import Resident
from bot.readers import clean
from bot.say import Say
from bot.services.letters import Letters
from bot.services.ports import UnitOfWork
from bot.services.stopping import Stopping
from bot.stop_screens import StopScreens
from handlers.states import Typing


def create_router() -> Router:
    router = Router(name="letters")
    router.callback_query.register(ask, Go.filter_to("letter"))
    router.callback_query.register(leave, Go.filter_to("nowhere"))
    router.message.register(write, StateFilter(Typing.letter), F.text | F.photo | F.document)
    return router


async def ask(_query: CallbackQuery, say: Say, state: FSMContext) -> None:
    await state.set_state(Typing.letter)
    await say("letter-ask", keyboard=keyboards.leave_letter(say.t))


async def leave(_query: CallbackQuery, say: Say) -> None:
    await say("letter-left", keyboard=keyboards.menu(say.t))


async def write(
    message: Message,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    letters: Letters,
    stopping: Stopping,
    stop_screens: StopScreens,
) -> None:
    words = clean(message.text or "")
    if not any(character.isalnum() for character in words):
        await say("letter-without-words")
        return
    await letters.write(resident, words, uow)
    await state.clear()
    await say("letter-kept", keyboard=keyboards.menu(say.t))
    if (danger := stopping.danger(words)) is not None:
        await say.html(stop_screens.alarm(say.t, danger))
