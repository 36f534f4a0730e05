"""An aiogram session that calls the sandbox in the same process: the production path without sockets."""

import json
from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile

from bot.platforms.sandbox.api import BotApi
from bot.platforms.sandbox.errors import ApiError
from bot.platforms.sandbox.params import Upload


class InProcessSession(BaseSession):
    """Serializes each method to form fields as `AiohttpSession` does, and checks the answer the same way."""

    def __init__(self, api: BotApi) -> None:
        super().__init__()
        self.sandbox = api

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109, ARG002 aiogram's signature
    ) -> TelegramType:
        files: dict[str, InputFile] = {}
        prepared = {
            name: self.prepare_value(value, bot=bot, files=files)
            for name, value in method.model_dump(warnings=False).items()
        }
        fields = {name: value for name, value in prepared.items() if value}
        uploads = {name: await _read(file, bot, name) for name, file in files.items()}
        status, body = 200, {}
        try:
            body = {"ok": True, "result": self.sandbox.call(method.__api_method__, fields, uploads)}
        except ApiError as error:
            status, body = error.error_code, error.as_json()
        response = self.check_response(bot=bot, method=method, status_code=status, content=json.dumps(body))
        return response.result  # type: ignore[return-value]  # checked: an answer without result raises

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,  # noqa: ARG002 aiogram's signature
        timeout: int = 30,  # noqa: ASYNC109, ARG002 aiogram's signature
        chunk_size: int = 65536,
        raise_for_status: bool = True,  # noqa: ARG002 aiogram's signature
    ) -> AsyncGenerator[bytes, None]:
        data = self.sandbox.download(url.partition(f"/file/bot{self.sandbox.token}/")[2])
        for start in range(0, len(data), chunk_size):
            yield data[start : start + chunk_size]

    async def close(self) -> None:
        """Nothing is held open."""


async def _read(file: InputFile, bot: Bot, name: str) -> Upload:
    data = b"".join([chunk async for chunk in file.read(bot)])
    return Upload(data, file.filename or name)
