"""The conversations, one module each; the order of the routers is the order in which they are asked."""

from aiogram import Router

from bot.texts import Translator
from handlers import (
    areas,
    desk,
    details,
    errors,
    evidence,
    fallback,
    fixing,
    groups,
    information,
    letters,
    linking,
    mine,
    near,
    place,
    points,
    problems,
    review,
    settings,
    similar,
    small_talk,
    start,
    stops,
    topic,
    verdicts,
)

MENU_LABELS = (
    "menu-report",
    "menu-mine",
    "menu-near",
    "menu-points",
    "menu-settings",
    "menu-help",
    "place-button-share",
    "place-button-type",
    "draft-button-cancel",
    "draft-button-back",
)


def menu_labels(translator: Translator) -> frozenset[str]:
    """Words that are buttons and not evidence, in every language."""
    return frozenset(label for name in MENU_LABELS for label in translator.labels(name))


def recent_places(translator: Translator) -> tuple[str, ...]:
    """How the buttons with the places of earlier reports begin, in every language."""
    return tuple(translator.labels("place-button-recent", place=""))


def create_router(translator: Translator) -> Router:
    """All conversations; `fallback` is last and answers whatever nobody took."""
    root = Router(name="gorod")
    private = Router(name="private")
    private.message.filter(groups.is_private)
    private.edited_message.filter(groups.is_private)
    private.callback_query.filter(groups.is_private_press)
    private.include_routers(
        linking.create_router(),
        start.create_router(translator),
        information.create_router(translator),
        settings.create_router(translator),
        mine.create_router(translator),
        near.create_router(translator),
        areas.create_router(translator),
        verdicts.create_router(),
        fixing.create_router(),
        points.create_router(translator),
        letters.create_router(),
        stops.create_router(),
        problems.create_router(),
        similar.create_router(),
        details.create_router(),
        review.create_router(translator),
        place.create_router(translator),
        topic.create_router(),
        small_talk.create_router(),
        evidence.create_router(),
        fallback.create_router(),
    )
    root.include_routers(errors.create_router(), desk.create_router(translator), private, groups.create_router())
    return root
