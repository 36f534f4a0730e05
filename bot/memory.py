"""What a start leaves behind: objects that live for ever, and free memory that nobody needs again.

Apart because it is about the interpreter and not about the bot. Half a million objects of aiogram and of the
dictionaries would be walked by every full garbage collection; measured by `make bench`.
"""

import ctypes
import gc
import sys

THRESHOLDS = (20_000, 20, 20)
"""Objects and younger collections before the collector looks: one update makes thousands that go by themselves."""


def load() -> None:
    """Call before anything is loaded: nothing that is imported is garbage, and looking for some takes 0.4 s."""
    gc.disable()


def settle() -> None:
    """Call once, when everything is loaded: frees what loading used, and spares the rest from the collector."""
    gc.collect()
    gc.enable()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    if sys.platform == "linux":
        try:
            ctypes.CDLL("libc.so.6").malloc_trim(0)
        except (OSError, AttributeError):
            return  # another C library than glibc returns memory by itself
