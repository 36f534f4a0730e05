"""«⭐ Баллы»: the balance and what it came from."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ShowPoints
from bot.domain.city import City
from bot.points_screen import points_screen
from bot.services.points import PointsAccount
from bot.talk import Talk
from bot.texts import Translator
from handlers.draft_card import pressed_card
from handlers.filters import Label


def create_router(translator: Translator) -> Router:
    router = Router(name="points")
    router.message.register(show, or_f(Command("points"), Label(translator, "menu-points")))
    router.callback_query.register(turn_page, ShowPoints.filter())
    return router


async def show(_message: Message, talk: Talk, city: City, points_account: PointsAccount) -> None:
    page = await points_account.page(talk.person, 0, talk.uow)
    await talk.say.show(points_screen(talk.t, city, page))


async def turn_page(
    query: CallbackQuery, callback_data: ShowPoints, talk: Talk, city: City, points_account: PointsAccount
) -> None:
    page = await points_account.page(talk.person, callback_data.page, talk.uow)
    await talk.say.show(points_screen(talk.t, city, page), instead_of=pressed_card(query), in_place=True)
