"""Updates posted to subscriptions as MAX does it: one at a time, the secret in a header, until they are taken.

When to try again is the caller's affair: MAX does so after 60 seconds and then ever more rarely.
"""

from collections.abc import Callable, Sequence

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.params import Json

SECRET = "X-Max-Bot-Api-Secret"  # noqa: S105 a header's name
TAKEN = 200
PATIENCE = ClientTimeout(total=30)
AT_ONCE = 1000


class Deliveries:
    """
    Args:
        route: Where on this machine a subscription's address, which is an https one, is listened on.
    """

    def __init__(self, api: MaxApi, route: Callable[[str], str]) -> None:
        self._api = api
        self._route = route

    async def deliver(self) -> int:
        """Post what waits; the number that was taken. One that is not taken waits, and so do those after it."""
        taken = 0
        async with ClientSession(timeout=PATIENCE) as session:
            for marker, update in self._api.state.waiting(AT_ONCE):
                if not await self._post(session, update):
                    break
                with self._api.state.transaction():
                    self._api.state.confirm_updates(marker + 1)
                taken += 1
        return taken

    async def _post(self, session: ClientSession, update: Json) -> bool:
        """To every subscription that wants it: two of them get it twice."""
        subscriptions: Sequence[Json] = self._api.state.fact("subscriptions", [])
        kind = update["update_type"]
        wanting = [one for one in subscriptions if kind in (one["update_types"] or [kind])]
        answers = [await self._answer(session, one, update) for one in wanting]
        return bool(subscriptions) and all(status == TAKEN for status in answers)

    async def _answer(self, session: ClientSession, subscription: Json, update: Json) -> int:
        headers = {SECRET: subscription["secret"]} if "secret" in subscription else {}
        try:
            async with session.post(self._route(subscription["url"]), json=update, headers=headers) as response:
                return response.status
        except (ClientError, TimeoutError):
            return 0
