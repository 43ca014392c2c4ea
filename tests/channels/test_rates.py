"""Rates are counted by a clock that nobody sets, and forgotten when they are over."""

import pytest
from limits import parse_many

from wayfinder.channels.rates import Rates, read_limits
from wayfinder.channels.refusals import Refusal, SettingInvalid

TWO_A_MINUTE = tuple(parse_many("2/minute"))


class Clock:
    """A clock that stands still until it is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_window_moves() -> None:
    """The third has to wait for the first to be a minute ago, and no longer."""
    clock = Clock()
    rates = Rates(clock)
    rates.count(TWO_A_MINUTE, "requests", "ana")
    clock.now += 20
    rates.count(TWO_A_MINUTE, "requests", "ana")
    with pytest.raises(Refusal) as refused:
        rates.count(TWO_A_MINUTE, "requests", "ana")
    clock.now += 40

    rates.count(TWO_A_MINUTE, "requests", "ana")

    assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "40"})


def test_each_is_counted_alone() -> None:
    """By what they do, and who they are."""
    rates = Rates(Clock())
    for what, whom in (("requests", "ana"), ("requests", "ben"), ("messages", "ana")):
        rates.count(TWO_A_MINUTE, what, whom)
        rates.count(TWO_A_MINUTE, what, whom)

    with pytest.raises(Refusal, match="too_many_requests"):
        rates.count(TWO_A_MINUTE, "requests", "ben")


def test_a_clock_set_back_shuts_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the time that has passed counts."""
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    rates = Rates()
    rates.count(TWO_A_MINUTE, "requests", "ana")
    monkeypatch.setattr("time.time", lambda: 1_000_000.0 - 3600)
    rates.count(TWO_A_MINUTE, "requests", "ana")

    with pytest.raises(Refusal) as refused:
        rates.count(TWO_A_MINUTE, "requests", "ana")

    assert int(refused.value.headers["Retry-After"]) <= 60


def test_who_has_gone_is_forgotten() -> None:
    """Else every address that ever called would be kept."""
    clock = Clock()
    rates = Rates(clock)
    for number in range(1000):
        rates.count(TWO_A_MINUTE, "requests", f"address {number}")
    clock.now += 61
    rates.count(TWO_A_MINUTE, "requests", "the last")

    assert len(rates) == 1


def test_what_is_no_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With an example of one."""
    monkeypatch.setenv("WAYFINDER_REST_PER_ADDRESS", "often")

    with pytest.raises(SettingInvalid, match=r"WAYFINDER_REST_PER_ADDRESS: 'often' is no limit.*for example 20/minute"):
        read_limits("REST_PER_ADDRESS", "1200/minute")
