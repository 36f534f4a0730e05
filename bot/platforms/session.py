"""The HTTP session to a Bot API server, with answers read by the classes that exist already.

aiogram parametrises `Response` for every answer, and pydantic keeps such a class only as long as somebody holds
it: built anew it costs 5 to 15 ms of processor time a call. Rests on `BaseSession.check_response` being asked for
nothing but `result`; failures still go through it.
"""

from types import UnionType
from typing import Any, get_args, get_origin

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response, TelegramType
from pydantic import BaseModel, ValidationError


class LeanSession(AiohttpSession):
    """An `AiohttpSession` that builds no classes while it runs."""

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        try:
            body = self.json_loads(content)
            if status_code == 200 and body["ok"] is True:
                result = read_as(method.__returning__, body["result"], bot)
                return Response.model_construct(ok=True, result=result)
        except ValidationError as error:
            raise ClientDecodeError("Failed to deserialize object", error, content) from error
        except (ValueError, TypeError, KeyError):
            pass  # not an answer of the Bot API, or of a shape unknown here: aiogram says what it is
        return super().check_response(bot, method, status_code, content)


def read_as(shape: Any, value: Any, bot: Bot) -> Any:
    """A result of the Bot API as the type its method returns: a model, a list of them, a model or a scalar.

    Raises:
        TypeError: The type is none of these.
        ValidationError: The value does not fit its model.
    """
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return shape.model_validate(value, context={"bot": bot})
    if shape in (bool, int, str) and isinstance(value, shape):
        return value
    if get_origin(shape) is list:
        return [read_as(get_args(shape)[0], one, bot) for one in value]
    if get_origin(shape) is UnionType:
        for part in get_args(shape):
            if isinstance(value, dict) == (isinstance(part, type) and issubclass(part, BaseModel)):
                return read_as(part, value, bot)
    raise TypeError(shape)
