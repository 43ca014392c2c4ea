"""The web channel's settings: what they take, and what is said of what they don't."""

import stat
from pathlib import Path

import pytest

from tests.support import ROOT
from wayfinder.channels.refusals import SettingInvalid
from wayfinder.channels.web.web_settings import kept_secret, read_settings

SETTINGS = (
    "SITES", "SESSION_SECRET", "IDENTITY_SECRET", "TRUSTED_PROXIES", "TURN_SECONDS", "MESSAGES_PER_SESSION",
    "MESSAGES_PER_ADDRESS", "SESSIONS_PER_ADDRESS", "REQUESTS_PER_SESSION", "REQUESTS_PER_ADDRESS", "REST",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set."""
    for name in SETTINGS:
        monkeypatch.delenv(f"WAYFINDER_{name}", raising=False)


def test_without_any_setting_no_site_may_embed_and_there_are_limits(tmp_path: Path) -> None:
    """The defaults are the safe ones."""
    settings = read_settings(tmp_path / "secret")

    assert settings.sites == frozenset()
    assert settings.identity_secret is None
    assert settings.trusted_proxies == ()
    assert settings.turn_seconds == 15
    assert [str(limit) for limit in settings.messages_per_session] == ["20 per 1 minute"]
    assert [str(limit) for limit in settings.sessions_per_address] == ["10 per 1 minute"]


def test_sites_are_a_list_of_origins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces and capitals don't matter."""
    monkeypatch.setenv("WAYFINDER_SITES", "https://WWW.example.org, http://localhost:8080,http://[::1]:3000")

    assert read_settings(tmp_path / "secret").sites == {
        "https://www.example.org",
        "http://localhost:8080",
        "http://[::1]:3000",
    }


def test_a_limit_may_have_several_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A burst, and the long run."""
    monkeypatch.setenv("WAYFINDER_MESSAGES_PER_SESSION", "5/10 seconds;200/hour")
    limits = read_settings(tmp_path / "secret").messages_per_session

    assert [str(limit) for limit in limits] == ["5 per 10 second", "200 per 1 hour"]


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("SITES", "www.example.org", "https://www.example.org"),
        ("SITES", "https://www.example.org/careers", "without a path"),
        ("SITES", "*", "is no origin"),
        ("SESSION_SECRET", "short", "32 characters or more"),
        ("IDENTITY_SECRET", "short", "32 characters or more"),
        ("TRUSTED_PROXIES", "nginx", "127.0.0.1, 10.0.0.0/8"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "has host bits set"),
        ("TURN_SECONDS", "soon", "Not a valid number"),
        ("TURN_SECONDS", "0", "greater than or equal to 1"),
        ("TURN_SECONDS", "3600", "less than or equal to 50"),
        ("MESSAGES_PER_SESSION", "many", "20/minute"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, cure: str
) -> None:
    """At the start, not at the first request."""
    monkeypatch.setenv(f"WAYFINDER_{name}", value)

    with pytest.raises(SettingInvalid, match=name) as invalid:
        read_settings(tmp_path / "secret")
    assert cure in str(invalid.value)


def test_secrets_are_not_in_what_a_log_may_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A traceback shows the settings as text."""
    monkeypatch.setenv("WAYFINDER_SESSION_SECRET", "a-session-secret-" * 3)
    monkeypatch.setenv("WAYFINDER_IDENTITY_SECRET", "an-identity-secret-" * 3)

    assert "secret-" not in repr(read_settings(tmp_path / "secret"))


def test_a_secret_that_is_not_set_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """Sessions outlive a restart."""
    file = tmp_path / "var" / "session.secret"
    first = kept_secret(file)
    second = kept_secret(file)

    assert first == second
    assert len(first) == 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["session.secret"]


def test_a_secret_file_that_was_cut_short_is_not_used(tmp_path: Path) -> None:
    """An empty secret would let anybody sign."""
    (tmp_path / "secret").write_text("\n")

    with pytest.raises(SettingInvalid, match=r"too short.*Delete the file"):
        kept_secret(tmp_path / "secret")


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_the_docs(name: str) -> None:
    """In the table of docs/web.md."""
    assert f"| `WAYFINDER_{name}` |" in (ROOT / "docs" / "web.md").read_text(encoding="utf-8")
