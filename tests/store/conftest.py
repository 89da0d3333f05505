from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from chronology_samples import small
from pytest_socket import disable_socket, enable_socket

from strandline.store import Chronology

USER = "postgres"


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A private PostgreSQL without a network port: it listens on a socket file in a folder of its own."""
    binaries = _binaries()
    if binaries is None or shutil.which("setpriv") is None:
        pytest.skip("not measured: PostgreSQL's server is not installed")
    # PostgreSQL refuses to run as root, and socket paths are short: hence not under pytest's own folder.
    home = Path(tmp_path_factory.mktemp("pg", numbered=True))
    sockets = Path(subprocess.check_output(["mktemp", "-d", "/tmp/strandline-pg-XXXXXX"], text=True).strip())
    as_user: list[str] = []
    if os.geteuid() == 0:
        user = pwd.getpwnam(USER)
        as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        os.chown(sockets, user.pw_uid, user.pw_gid)
    data = sockets / "data"
    log = home / "log"
    subprocess.run(
        [*as_user, binaries / "initdb", "-D", data, "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True, capture_output=True, cwd="/",
    )  # fmt: skip
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [*as_user, binaries / "postgres", "-D", data, "-k", sockets, "-c", "listen_addresses=", "-F"],
            stdout=stream, stderr=stream, cwd="/",
        )  # fmt: skip
    try:
        ready = [binaries / "pg_isready", "-h", sockets, "-t", "20"]
        for _ in range(100):
            if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
                break
            assert server.poll() is None, log.read_text()
            subprocess.run(["sleep", "0.1"], check=True)
        yield sockets
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(sockets, ignore_errors=True)


def emptied(cluster: Path, name: str) -> str:
    """The address of a database of this name, with nothing in it."""
    address = f"postgresql+psycopg://{USER}@/postgres?host={cluster}"
    admin = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        known = connection.scalars(sa.text("SELECT datname FROM pg_database")).all()
        if name not in known:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    address = address.replace("/postgres?", f"/{name}?")
    admin = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    admin.dispose()
    return address


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite chronology, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    Chronology.create(path).close()
    return path


@pytest.fixture(params=BOTH)
def chronology(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Chronology]:
    """An empty chronology on either database."""
    if request.param == "sqlite":
        place: Path | str = Path(shutil.copy(migrated, tmp_path / "chronology.db"))
    else:
        place = emptied(request.getfixturevalue("cluster"), "trial")
    with Chronology.create(place) as made:
        yield made


@pytest.fixture(scope="module", params=BOTH)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chronology]:
    """The small chronology on either database, for tests that only read."""
    if request.param == "sqlite":
        place: Path | str = tmp_path_factory.mktemp("written") / "chronology.db"
    else:
        place = emptied(request.getfixturevalue("cluster"), "reading")
    with Chronology.create(place) as made:
        made.write(small())
        yield made
