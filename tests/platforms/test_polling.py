"""Stopping: what is in hand is finished before the bot lets go."""

import asyncio

from aiogram import Dispatcher
from aiogram.types import Message

from bot.platforms import telegram
from bot.platforms.sandbox.server import SandboxSettings, start


async def test_an_update_in_hand_is_finished_before_polling_ends():
    sandbox = await start(SandboxSettings(port=0, folder=None))
    bot = telegram.make_bot(sandbox.api.token, sandbox.url)
    begun, go_on, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(_message: Message) -> None:
        begun.set()
        await go_on.wait()
        done.set()

    dispatcher = Dispatcher()
    dispatcher.message.register(slow)
    polling = asyncio.create_task(telegram.poll(dispatcher, bot))
    try:
        sandbox.api.person().says("яма на дороге")
        await begun.wait()
        await dispatcher.stop_polling()
        assert not polling.done()
        go_on.set()
        await polling
        assert done.is_set()
    finally:
        polling.cancel()
        await bot.session.close()
        await sandbox.stop()
