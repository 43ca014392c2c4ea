"""Dates as sources give them, and how old they are."""

import datetime

import pytest

from actions.errors import SettingInvalid
from actions.facts.dates import PartialDate, today, whole_years_since

DAY = datetime.date


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2022-08-10", "10 August 2022"),
        ("2022-11-08", "8 November 2022"),
        ("2022-06", "June 2022"),
        ("2024-02-29", "29 February 2024"),
    ],
)
def test_a_date_is_read_and_shown_in_words(written, shown):
    """A day has its number without a leading zero; a month has none."""
    assert str(PartialDate.parse(written)) == shown


@pytest.mark.parametrize("written", ["2022-08-10", "2022-06", "0999-01-01"])
def test_a_date_is_written_back_as_it_was(written):
    """The ISO form is what the source gave, no day added."""
    assert PartialDate.parse(written).isoformat() == written


@pytest.mark.parametrize(
    "written",
    [
        "August",
        "2022",
        "2022-8-1",
        "10 August 2022",
        "2022-13",
        "2022-02-30",
        "2023-02-29",
        "2022-00",
        "0000-01",
        "",
        "2022-08-10T00:00",
    ],
)
def test_what_is_no_date_is_refused(written):
    """Neither words nor days that don't exist are dates."""
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(written)


@pytest.mark.parametrize(
    ("date", "now", "years"),
    [
        ("2022-08-10", DAY(2022, 8, 10), 0),
        ("2022-08-10", DAY(2023, 8, 9), 0),
        ("2022-08-10", DAY(2023, 8, 10), 1),
        ("2022-08-10", DAY(2026, 8, 9), 3),
        ("2022-08-10", DAY(2026, 8, 10), 4),
        ("2022-06", DAY(2023, 5, 31), 0),
        ("2022-06", DAY(2023, 6, 1), 1),
        ("2022-08-10", DAY(2021, 1, 1), 0),
        ("2024-02-29", DAY(2025, 2, 28), 0),
        ("2024-02-29", DAY(2025, 3, 1), 1),
    ],
)
def test_only_full_years_count(date, now, years):
    """A year is over on its anniversary; a month counts from its first day; the future is no age."""
    assert whole_years_since(PartialDate.parse(date), now) == years


def test_today_can_be_set_for_tests(monkeypatch):
    """One variable in the environment sets today."""
    monkeypatch.setenv("WAYFINDER_TODAY", "2030-01-02")

    assert today() == DAY(2030, 1, 2)


def test_a_setting_that_is_no_date_is_refused_with_the_cure(monkeypatch):
    """Whoever starts the bot reads what to write."""
    monkeypatch.setenv("WAYFINDER_TODAY", "tomorrow")

    with pytest.raises(
        SettingInvalid, match=r"WAYFINDER_TODAY is 'tomorrow', which is no date\. Write it as YYYY-MM-DD"
    ):
        today()
