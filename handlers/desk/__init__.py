"""The operators' conversations, in private and in their group; rights are checked in the use cases."""

from aiogram import Router

from bot.texts import Translator
from handlers.desk import (
    answer_commands,
    answers,
    broadcast,
    control,
    figures,
    help_,
    moderation,
    queue,
    search,
    staff,
    upkeep,
)
from handlers.desk.for_operators import ForOperators
from handlers.groups import is_at_desk, is_at_desk_press


def create_router(translator: Translator) -> Router:
    """All commands and buttons of operators."""
    router = Router(name="desk")
    router.message.filter(is_at_desk)
    router.callback_query.filter(is_at_desk_press)
    router.message.middleware(ForOperators())
    router.include_routers(
        help_.create_router(translator),
        staff.create_router(),
        queue.create_router(),
        moderation.create_router(),
        answer_commands.create_router(),
        answers.create_router(),
        control.create_router(),
        search.create_router(),
        figures.create_router(),
        upkeep.create_router(),
        broadcast.create_router(),
    )
    return router
