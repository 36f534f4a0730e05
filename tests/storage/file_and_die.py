"""A process that files a report, says its number and is killed in the middle of the next one."""

import asyncio
import os
import signal
import sys

from storage.database import open_database
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import new_report


async def main(url: str, resident_id: int) -> None:
    uow = SqlUnitOfWork(await open_database(url))
    async with uow:
        report = await uow.reports.add(new_report(resident_id))
        await uow.commit()
    sys.stdout.write(str(report.number))
    sys.stdout.flush()
    async with uow:
        await uow.reports.add(new_report(resident_id))
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
