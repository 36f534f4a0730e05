"""Pictures for the sandbox's tests, made on the spot."""

import io

from PIL import Image


def jpeg(width: int = 1600, height: int = 900, *, exif: bool = False) -> bytes:
    """A plain JPEG; with EXIF it says that it was taken by a camera and lies on its side."""
    image = Image.new("RGB", (width, height), "#a63")
    data = io.BytesIO()
    if exif:
        tags = Image.Exif()
        tags[0x010F] = "Sandbox camera"
        tags[0x0112] = 6
        image.save(data, "JPEG", exif=tags)
    else:
        image.save(data, "JPEG")
    return data.getvalue()
