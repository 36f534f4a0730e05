"""From a messenger's photo to one of ours: download, check, re-encode, store; bytes are safe before any row is."""

from dataclasses import replace

from bot.domain.evidence import PhotoFile
from bot.photos.prepared import LARGEST_FILE
from bot.photos.workshop import PhotoWorkshop
from bot.services.ports import PhotoSource, PhotoStore, TakenPhoto


class PhotoIntake:
    """A `TakePhoto` over the photo store."""

    def __init__(self, store: PhotoStore, workshop: PhotoWorkshop) -> None:
        self._store = store
        self._workshop = workshop

    async def __call__(self, file: PhotoFile, source: PhotoSource) -> TakenPhoto:
        """Take a photo in.

        Raises:
            BotError: The file is no photo, or too large, or could not be downloaded; the text says what to do.
        """
        data = await source.download(file, LARGEST_FILE)
        prepared = await self._workshop.prepare(data)
        await self._store.put(prepared.photo.key, prepared.jpeg)
        photo = replace(prepared.photo, file_id=file.file_id if file.as_photo else None)
        return TakenPhoto(photo, prepared.spot)
