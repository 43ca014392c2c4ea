"""The settings of the web channel, from the environment; docs/web.md has the table."""

import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from environs import Env, EnvError, validate

from wayfinder.channels.caller_addresses import Network, trusted_proxies
from wayfinder.channels.rates import Limits, read_limits
from wayfinder.channels.refusals import SettingInvalid
from wayfinder.stores.private_files import make_private_folder

ROOT = Path(__file__).resolve().parents[3]
SECRET_FILE = ROOT / "var" / "session.secret"
# HS256 wants a key as long as its digest (RFC 7518, 3.2).
LEAST_SECRET_BYTES = 32
# Sanic ends a request after 60 s by itself, without a word that a client could read.
MOST_TURN_SECONDS = 50
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")


@dataclass(frozen=True)
class Settings:
    """How the web channel behaves here."""

    sites: frozenset[str]
    session_secret: str = field(repr=False)
    identity_secret: str | None = field(repr=False)
    trusted_proxies: tuple[Network, ...]
    turn_seconds: float
    messages_per_session: Limits
    messages_per_address: Limits
    sessions_per_address: Limits
    requests_per_session: Limits
    requests_per_address: Limits


def read_settings(secret_file: Path = SECRET_FILE) -> Settings:
    """Return the settings that the environment gives; without a session secret there, that of `secret_file`.

    Raises:
        SettingInvalid: one of them can't be used; the text names it, and the cure.
    """
    env = Env()
    with env.prefixed("WAYFINDER_"):
        try:
            return Settings(
                sites=frozenset(map(_origin, env.list("SITES", []))),
                session_secret=_secret("SESSION_SECRET", env.str("SESSION_SECRET", "")) or kept_secret(secret_file),
                identity_secret=_secret("IDENTITY_SECRET", env.str("IDENTITY_SECRET", "")) or None,
                trusted_proxies=trusted_proxies(),
                turn_seconds=env.float("TURN_SECONDS", 15.0, validate=validate.Range(min=1, max=MOST_TURN_SECONDS)),
                messages_per_session=read_limits("MESSAGES_PER_SESSION", "20/minute"),
                messages_per_address=read_limits("MESSAGES_PER_ADDRESS", "60/minute"),
                sessions_per_address=read_limits("SESSIONS_PER_ADDRESS", "10/minute"),
                requests_per_session=read_limits("REQUESTS_PER_SESSION", "60/minute"),
                requests_per_address=read_limits("REQUESTS_PER_ADDRESS", "300/minute"),
            )
        except EnvError as failure:
            raise SettingInvalid(f"{failure}. docs/web.md has the settings.") from None


def kept_secret(file: Path) -> str:
    """Return the secret in `file`; the first time it is made, readable by its owner alone.

    Raises:
        SettingInvalid: the file can't be made, or holds too little.
    """
    try:
        make_private_folder(file.parent)
        made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="ascii") as new:
            new.write(secrets.token_urlsafe(48))
        try:
            os.link(made, file)  # never replaces one that another process has made meanwhile
        except FileExistsError:
            pass
        finally:
            made.unlink()
        return _secret(str(file), file.read_text(encoding="ascii").strip(), "Delete the file; a new one is made.")
    except OSError as failure:
        raise SettingInvalid(
            f"{file}: {failure}. Make the folder writable, or set WAYFINDER_SESSION_SECRET to {HOW_LONG}."
        ) from None


def _secret(name: str, value: str, cure: str = "") -> str:
    if (value or cure) and len(value.encode()) < LEAST_SECRET_BYTES:
        raise SettingInvalid(f"{name} is too short: needed are {HOW_LONG}. {cure or MAKE_ONE}")
    return value


def _origin(site: str) -> str:
    origin = site.strip().lower()
    if not ORIGIN.fullmatch(origin):
        raise SettingInvalid(
            f"WAYFINDER_SITES: {site!r} is no origin. "
            "Write scheme and host without a path, for example https://www.example.org."
        )
    return origin


HOW_LONG = f"{LEAST_SECRET_BYTES} characters or more"
MAKE_ONE = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
