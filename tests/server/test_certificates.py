"""A server elsewhere than on loopback: the handshake with its certificate, and what comes over it."""

from __future__ import annotations

import http.client
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_socket import enable_socket
from serving import pile_folder

from strandline.server.accounts import write_account

NAME = "review.example"
RUNNER = """
import sys
from pathlib import Path
from strandline.server import Reach, page_files, run
root = Path(sys.argv[1])
real = page_files.resources.files
page_files.resources.files = lambda name: root if name == "strandline" else real(name)
reach = Reach(port=0, accounts=root / "accounts.json", names=("review.example",), certificate=Path(sys.argv[2]),
              key=Path(sys.argv[3]))
try:
    run(root / "out", reach=reach, announce=lambda address: print(address, flush=True))
except Exception as error:
    print(f"{type(error).__name__}: {error}", flush=True)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A chronology, a page, accounts, and a certificate that signs itself, made for this test."""
    pile_folder(tmp_path)
    page = tmp_path / "server" / "page"
    (page / "assets").mkdir(parents=True)
    (page / "app.html").write_text("<!doctype html><title>Strandline</title>")
    write_account(tmp_path / "accounts.json", name="Ines", role="owner", password="correct horse")
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(tmp_path / "key.pem"),
        "-out", str(tmp_path / "cert.pem"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return tmp_path


@contextmanager
def serving(root: Path, certificate: str = "cert.pem", key: str = "key.pem") -> Iterator[str]:
    """A server in a process of its own; what it says first."""
    enable_socket()  # loopback, in these tests alone
    command = [sys.executable, "-c", RUNNER, str(root), str(root / certificate), str(root / key)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().strip() if server.stdout else ""
        finally:
            server.terminate()


def handshake(port: int, context: ssl.SSLContext, name: str = NAME) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", port), timeout=20)
    try:
        return context.wrap_socket(plain, server_hostname=name)
    except BaseException:
        plain.close()
        raise


def ask(connection: ssl.SSLSocket, request: str) -> http.client.HTTPResponse:
    connection.sendall(request.encode())
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return answer


def test_the_handshake_and_what_comes_over_it(root: Path) -> None:
    with serving(root) as address:
        assert address.startswith("https://127.0.0.1:")
        port = int(address.rstrip("/").rsplit(":", 1)[1])
        trusting = ssl.create_default_context(cafile=root / "cert.pem")

        with handshake(port, trusting) as connection:
            assert connection.version() in ("TLSv1.2", "TLSv1.3")
            assert connection.getpeercert()["subjectAltName"] == (("DNS", NAME),)  # type: ignore[index]
            answer = ask(connection, f"GET /api/report HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n")
            assert answer.status == 401  # nobody is signed in
            assert b"not-signed-in" in answer.read()

        with handshake(port, trusting) as connection:
            body = "name=Ines&password=correct+horse"
            head = (
                f"POST /sign-in HTTP/1.1\r\nHost: {NAME}:{port}\r\nOrigin: https://{NAME}:{port}\r\n"
                "Connection: close\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            answer = ask(connection, head + body)
            assert answer.status == 303
            cookie = answer.headers["set-cookie"]
            assert "Secure" in cookie
            assert "HttpOnly" in cookie

        with handshake(port, trusting) as connection:
            crumb = cookie.partition(";")[0]
            answer = ask(
                connection,
                f"GET /api/report HTTP/1.1\r\nHost: {NAME}\r\nCookie: {crumb}\r\nConnection: close\r\n\r\n",
            )
            assert answer.status == 200


def test_who_does_not_know_the_certificate_or_finds_another_name_in_it_stays_away(root: Path) -> None:
    with serving(root) as address:
        port = int(address.rstrip("/").rsplit(":", 1)[1])
        with pytest.raises(ssl.SSLCertVerificationError, match=r"self.signed"):
            handshake(port, ssl.create_default_context())
        with pytest.raises(ssl.SSLCertVerificationError, match=r"other\.example"):
            handshake(port, ssl.create_default_context(cafile=root / "cert.pem"), "other.example")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_nothing_is_answered_in_the_clear_or_by_an_old_protocol(root: Path) -> None:
    with serving(root) as address:
        port = int(address.rstrip("/").rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
            plain.sendall(f"GET /api/report HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
            try:
                said = plain.recv(1024)
            except ConnectionResetError:
                said = b""
        assert not said.startswith(b"HTTP/")
        old = ssl.create_default_context(cafile=root / "cert.pem")
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        with pytest.raises((ssl.SSLError, ConnectionResetError)):
            handshake(port, old)


@pytest.mark.parametrize(("certificate", "key"), [("accounts.json", "key.pem"), ("cert.pem", "nowhere.pem")])
def test_a_certificate_that_cannot_be_used_is_said_before_serving(root: Path, certificate: str, key: str) -> None:
    with serving(root, certificate, key) as said:
        assert said.startswith("UsageError: the certificate")
        assert "cannot be used" in said
