"""Accounts: who comes in from elsewhere, with which role, and what is refused."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from serving import event_about, pile_folder, serve_page_of

from strandline.errors import UsageError
from strandline.server import Reach, accounts
from strandline.server.accounts import COOKIE, SignedIn, read_accounts, write_account
from strandline.server.assembling import make_application
from strandline.server.listening import names_of, require_allowed

OWN = "https://review.example"
WORDS = {"reader": "correct horse", "reviewer": "battery staple", "owner": "purple monkey"}


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "PasswordHasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.json"
    for role, password in WORDS.items():
        write_account(path, name=role.title(), role=role, password=password)  # type: ignore[arg-type]
    return path


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(tmp_path: Path, file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    serve_page_of(tmp_path / "package", monkeypatch)
    access = SignedIn(read_accounts(file), clock=clock)
    app = make_application(pile_folder(tmp_path), access=access, names=frozenset({"review.example"}))
    with TestClient(app, base_url=OWN, follow_redirects=False, raise_server_exceptions=False) as made:
        yield made


def sign_in(client: TestClient, role: str, password: str | None = None, **headers: str) -> int:
    sent = {"name": role.title(), "password": WORDS[role] if password is None else password}
    return client.post("/sign-in", data=sent, headers={"origin": OWN, **headers}).status_code


def decision(client: TestClient, **headers: str) -> int:
    body = {"action": "accept", "target": event_about(client, "ferry")["id"], "who": "somebody else"}
    return client.post("/api/decisions", json=body, headers={"origin": OWN, **headers}).status_code


def token(client: TestClient) -> str:
    return str(client.get("/api/me").json()["csrf"])


@pytest.mark.parametrize("path", ["/api/chronology", "/api/me", "/api/events", "/openapi.json", "/assets/x.js"])
def test_nobody_sees_anything_before_signing_in(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "not-signed-in"


def test_the_page_leads_to_the_door(client: TestClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    door = client.get("/sign-in")
    assert "form-action 'self'" in door.headers["content-security-policy"]
    assert "<script" not in door.text


def test_whoever_signs_in_decides_under_the_own_name(client: TestClient) -> None:
    answer = client.post("/sign-in", data={"name": "Reviewer", "password": WORDS["reviewer"]}, headers={"origin": OWN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("Secure", "HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie
    me = client.get("/api/me").json()
    assert (me["name"], me["role"], me["accounts"]) == ("Reviewer", "reviewer", True)
    assert decision(client, **{"x-csrf-token": me["csrf"]}) == 201
    assert client.get("/api/decisions").json()["decisions"][0]["who"] == "Reviewer"


def test_writing_takes_the_token_of_the_page(client: TestClient) -> None:
    sign_in(client, "reviewer")
    assert decision(client) == 403
    assert decision(client, **{"x-csrf-token": "x" * 43}) == 403
    assert client.get("/api/decisions").json()["total"] == 0


@pytest.mark.parametrize(
    ("role", "decides", "runs"), [("reader", 403, 403), ("reviewer", 201, 403), ("owner", 201, 202)]
)
def test_roles(client: TestClient, role: str, decides: int, runs: int) -> None:
    sign_in(client, role)
    headers = {"x-csrf-token": token(client), "origin": OWN}
    assert decision(client, **headers) == decides
    assert client.post("/api/jobs/rebuild", json={}, headers=headers).status_code == runs
    assert client.get("/api/jobs").status_code == 200


def test_a_wrong_password_and_a_wrong_name_are_told_alike(client: TestClient) -> None:
    wrong = client.post("/sign-in", data={"name": "Owner", "password": "x"}, headers={"origin": OWN})
    nobody = client.post("/sign-in", data={"name": "<script>", "password": "x"}, headers={"origin": OWN})
    assert wrong.status_code == nobody.status_code == 401
    assert wrong.text == nobody.text
    assert "set-cookie" not in wrong.headers


def test_guessing_is_slowed_down(client: TestClient, clock: Clock) -> None:
    assert [sign_in(client, "owner", "wrong") for _ in range(10)] == [401] * 10
    assert sign_in(client, "owner") == 429
    assert sign_in(client, "reader") == 303
    clock.now += 901
    assert sign_in(client, "owner") == 303


def test_sessions_end(client: TestClient, clock: Clock) -> None:
    sign_in(client, "reader")
    headers = {"x-csrf-token": token(client), "origin": OWN}
    held = client.cookies[COOKIE]
    assert client.post("/api/session/end", json={}, headers=headers).status_code == 204
    assert client.get("/api/me", headers={"cookie": f"{COOKIE}={held}"}).status_code == 401
    sign_in(client, "reader")
    clock.now += 12 * 3600 + 1
    assert client.get("/api/me").status_code == 401


@pytest.mark.parametrize("cookie", [f"{COOKIE}=", f"{COOKIE}=guess", f"x; {COOKIE}", "\x7f", f"{COOKIE}=é"])
def test_made_up_cookies_open_nothing(client: TestClient, cookie: str) -> None:
    assert client.get("/api/me", headers={"cookie": cookie.encode("latin-1")}).status_code == 401


def test_another_site_signs_nobody_in(client: TestClient) -> None:
    assert sign_in(client, "owner", origin="https://evil.example") == 403
    sent = {"name": "Owner", "password": WORDS["owner"]}
    assert client.post("/sign-in", data=sent).status_code == 403, "without an origin"
    assert client.post("/sign-in", json=sent, headers={"origin": OWN}).status_code == 415
    assert client.get("/sign-in", headers={"host": "other.example"}).status_code == 421


def test_the_file_is_for_its_owner_alone(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert all(password not in file.read_text() for password in WORDS.values())
    assert "$argon2id$" in file.read_text()
    file.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        read_accounts(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "no file of accounts"),
        ('{"accounts": []}', "holds no account"),
        ('{"accounts": [{"name": "a", "role": "king", "password": "x"}]}', "no file of accounts"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(UsageError, match=said):
        read_accounts(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_accounts(tmp_path / "none.json")


def test_a_new_account_takes_the_place_of_the_old(file: Path) -> None:
    write_account(file, name="Reader", role="owner", password="another one!")
    assert read_accounts(file)["Reader"].role == "owner"
    assert len(read_accounts(file)) == 3
    with pytest.raises(UsageError, match="at least 10"):
        write_account(file, name="Reader", role="owner", password="short")
    with pytest.raises(UsageError, match="cannot be taken"):
        write_account(file, name="a\nb", role="owner", password="long enough")


def test_another_address_takes_accounts_and_a_certificate(tmp_path: Path) -> None:
    file = tmp_path / "x"
    with pytest.raises(UsageError, match=r"accounts \(--accounts\)"):
        require_allowed(Reach(host="192.168.0.7"))
    with pytest.raises(UsageError, match="a certificate"):
        require_allowed(Reach(host="192.168.0.7", accounts=file))
    with pytest.raises(UsageError, match="go together"):
        require_allowed(Reach(host="192.168.0.7", accounts=file, certificate=file))
    full = {"accounts": file, "certificate": file, "key": file}
    assert require_allowed(Reach(host="192.168.0.7", **full)) == "192.168.0.7"
    with pytest.raises(UsageError, match="--name"):
        require_allowed(Reach(host="0.0.0.0", **full))
    with pytest.raises(UsageError, match="no address"):
        require_allowed(Reach(host="example.org", **full))
    everywhere = Reach(host="0.0.0.0", names=("Review.Example",), **full)
    assert names_of(everywhere, require_allowed(everywhere)) == {"review.example"}
    assert require_allowed(Reach(accounts=file)) == "127.0.0.1", "accounts may be used on this machine too"
