"""Only this machine, only our own page."""

import pytest
from starlette.datastructures import Headers
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.workplace.guard import is_allowed
from tests.workplace.support import Office


@pytest.mark.parametrize(
    ("host", "origin", "allowed"),
    [
        ("127.0.0.1:8765", None, True),
        ("localhost:8765", "http://localhost:8765", True),
        ("127.0.0.1", None, True),
        ("127.0.0.1", "http://127.0.0.1:8765", True),
        ("[::1]:8765", "http://[::1]:8765", True),
        ("evil.example:8765", None, False),
        ("evil.example", "http://evil.example", False),
        ("127.0.0.1.evil.example:8765", None, False),
        ("localhost:8765", "http://evil.example", False),
        ("localhost:8765", "http://localhost:9999", False),
        ("localhost:8765", "null", False),
        ("localhost:8765", "", False),
        ("", None, False),
    ],
)
def test_host_and_origin(host: str, origin: str | None, allowed: bool) -> None:
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    assert is_allowed(Headers(headers), 8765) is allowed


def test_everything_is_guarded(office: Office) -> None:
    for path in ("/", "/workplace/people", "/api/auth.test", "/static/app.js", "/files/F0/x"):
        refused = office.http.get(path, headers={"Origin": "http://evil.example"})
        assert refused.status_code == 403 and refused.json() == {"ok": False, "error": "invalid_origin"}
        assert office.http.get(path, headers={"Host": "evil.example"}).status_code == 403
    address = office.workplace.url.replace("http", "ws") + "/link/"
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin="http://evil.example"):  # type: ignore[arg-type]
        pass


def test_security_headers(office: Office) -> None:
    headers = office.http.get("/workplace/people").headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
