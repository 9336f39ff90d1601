"""Identifiers and tokens in the forms that Slack gives them."""

import secrets
import string

_UPPER = string.ascii_uppercase + string.digits
_MIXED = string.ascii_letters + string.digits


def new_id(prefix: str, length: int = 10) -> str:
    """`U0AB12CD34` and the like."""
    return prefix + "0" + _pick(_UPPER, length - 1)


def digits(length: int = 13) -> str:
    return secrets.choice("123456789") + _pick(string.digits, length - 1)


def bot_token() -> str:
    return f"xoxb-{digits()}-{digits()}-{_pick(_MIXED, 24)}"


def user_token() -> str:
    return f"xoxp-{digits()}-{digits()}-{digits()}-{secrets.token_hex(16)}"


def app_token(app_id: str) -> str:
    return f"xapp-1-{app_id}-{digits()}-{secrets.token_hex(32)}"


def secret(length: int = 24) -> str:
    return _pick(_MIXED, length)


def _pick(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))
