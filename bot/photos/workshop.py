"""Photos are decoded in a process of their own, one at a time.

A decoder that a stranger's file crashes, hangs or bloats takes that process down and not the bot. The process is
started with the first photo and lives as long as the bot.
"""

import sys

from bot.child_process import ChildLost, ChildProcess
from bot.photos.headers import prepared_of
from bot.photos.prepared import LARGEST_FILE, PhotoBroken, PhotoTooLarge, PreparedPhoto

TIMEOUT_S = 20.0
WORKER = (sys.executable, "-m", "bot.photos.worker")


class PhotoWorkshop:
    """Prepares photos in turn.

    Args:
        command: The process, replaced in tests.
        timeout_s: For one photo; a process that takes longer is ended.
    """

    def __init__(self, command: tuple[str, ...] = WORKER, *, timeout_s: float = TIMEOUT_S) -> None:
        self.child = ChildProcess(command, name="photos", timeout_s=timeout_s, largest=LARGEST_FILE)

    async def prepare(self, data: bytes) -> PreparedPhoto:
        """The photo we keep, when it is this one's turn.

        Raises:
            PhotoRefused: Its subclasses say why; a photo that the process did not survive counts as broken.
        """
        if len(data) > LARGEST_FILE:
            raise PhotoTooLarge
        try:
            header, jpeg = await self.child.ask({}, data)
        except ChildLost:
            raise PhotoBroken from None
        return prepared_of(header, jpeg)

    def close(self) -> None:
        """Finish the photo in hand and take no more."""
        self.child.close()
