"""`make bench`: everything measured, as tables; `python -m tests.bench filing` for one part."""

import os
import platform
import sys

from tests.bench import conversing, draining, exporting, filing, looking_up, nearby, operating, ranking

PARTS = {
    "ranking": ranking.measure,
    "filing": filing.measure,
    "looking_up": looking_up.measure,
    "nearby": nearby.measure,
    "operating": operating.measure,
    "exporting": exporting.measure,
    "draining": draining.measure,
    "conversing": conversing.measure,
}


def main() -> None:
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")  # noqa: T201
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
