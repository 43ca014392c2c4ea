"""Amounts as people write them."""

import pytest

from actions.money import CURRENCIES, Currency, Pay, currency_in, currency_told, read_pay
from wayfinder.reading.quantity_extractor import find_quantities

AMOUNTS = {
    "120k": (120_000, "USD", "year"),
    "120K USD": (120_000, "USD", "year"),
    "120 k": (120_000, "USD", "year"),
    "$1.5k": (1_500, "USD", "year"),
    "$95.5k": (95_500, "USD", "year"),
    "5,5k": (5_500, "USD", "year"),
    "$110,673": (110_673, "USD", "year"),
    "$110,673.00": (110_673, "USD", "year"),
    "110673 dollars": (110_673, "USD", "year"),
    "120'000 dollars": (120_000, "USD", "year"),
    "95 grand": (95_000, "USD", "year"),
    "2 thousands": (2_000, "USD", "year"),
    "$ 120 000": (120_000, "USD", "year"),
    "100 grand": (100_000, "USD", "year"),
    "90 thousand": (90_000, "USD", "year"),
    "1.2m": (1_200_000, "USD", "year"),
    "2.5 million yen": (2_500_000, "JPY", "year"),
    "95.000 €": (95_000, "EUR", "year"),
    "95,000 euros": (95_000, "EUR", "year"),
    "120.000,50 €": (120_000.5, "EUR", "year"),
    "60k€": (60_000, "EUR", "year"),
    "£45,000": (45_000, "GBP", "year"),
    "45k quid": (45_000, "GBP", "year"),
    "1.2 lakh": (120_000, "INR", "year"),
    "8 LPA": (800_000, "INR", "year"),
    "12LPA": (1_200_000, "INR", "year"),
    "1.5 crore": (15_000_000, "INR", "year"),
    "2 cr": (20_000_000, "INR", "year"),
    "15 lakh pkr": (1_500_000, "PKR", "year"),
    "1 lakh dollars": (100_000, "USD", "year"),
    "1,200,000 rupees": (1_200_000, "INR", "year"),
    "₹ 15,00,000": (1_500_000, "INR", "year"),
    "120k CAD": (120_000, "CAD", "year"),
    "A$120k": (120_000, "AUD", "year"),
    "$120k CAD": (120_000, "CAD", "year"),
    "CHF 120'000": (120_000, "CHF", "year"),
    "R650k": (650_000, "ZAR", "year"),
    "300000 XAF": (300_000, "XAF", "year"),
    "PLN 20k - PLN 30k": (25_000, "PLN", "year", True),
    "$60/hr": (60, "USD", "hour"),
    "12,50": (12.5, "USD", "hour"),
    "999": (999, "USD", "hour"),
    "1000": (1_000, "USD", "year"),
    "70-80k": (75_000, "USD", "year", True),
    "90k to 110k": (100_000, "USD", "year", True),
    "100,000 - 120,000": (110_000, "USD", "year", True),
    "120000-140000": (130_000, "USD", "year", True),
}
# What names a currency, and what only looks like it.
CURRENCY_NAMED = {
    "how much do ml engineers make": "USD",
    "": "USD",
    "$120k": "USD",
    "in dollars": "USD",
    "US$120k": "USD",
    "120k USD": "USD",
    "in euros pls": "EUR",
    "60k€": "EUR",
    "95 EUR": "EUR",
    "£45,000": "GBP",
    "in pounds": "GBP",
    "45k quid": "GBP",
    "₹ 15,00,000": "INR",
    "Rs. 50,000": "INR",
    "8 LPA": "INR",
    "12 lakhs": "INR",
    "what is that in rupees": "INR",
    "120k CAD": "CAD",
    "C$120k": "CAD",
    "in canadian dollars": "CAD",
    "A$120k": "AUD",
    "australian dollars": "AUD",
    "CHF 100k": "CHF",
    "in swiss francs": "CHF",
    "¥5m": "yen or yuan",
    "in yen": "JPY",
    "S$90k": "SGD",
    "90k sgd": "SGD",
    "how much in san francisco": "USD",
    "what do mles in europe make": "USD",
    "how many engrs are there": "USD",
    "euros or pounds": "EUR",
    "how much is $110,673 in euros": "EUR",
    "in pesos": "pesos",
    "55 000 kr": "kroner or kronor",
    "in rand": "ZAR",
    "25000 MAD": "MAD",
    "is 120k mad money": "USD",
    "120k try me": "USD",
    "she won 5000": "USD",
    "php developer 60k": "USD",
    "60k PHP developer": "USD",
    "60k PHP": "PHP",
    "CAD designer at 60k": "USD",
    "120k MLE": "USD",
    "r2 of 0.9": "USD",
}
NONSENSE = ["", "banana", "k", "six figures", "1.2.3", "$", "good money", "…"]


@pytest.mark.parametrize(("written", "expected"), AMOUNTS.items(), ids=AMOUNTS.keys())
def test_an_amount_is_read_in_the_notations_that_people_use(written, expected):
    """Factors, separators, currencies and ranges; without a period, small amounts are an hour's."""
    assert read_pay(written, None) == Pay(*expected)


@pytest.mark.parametrize("written", NONSENSE, ids=lambda written: written or "nothing")
def test_what_holds_no_amount_is_no_pay(written):
    """Words without a number give None, so that the bot can ask."""
    assert read_pay(written, None) is None


@pytest.mark.parametrize(("text", "code"), CURRENCY_NAMED.items(), ids=lambda words: words or "nothing")
def test_a_currency_is_known_by_its_sign_code_or_name(text, code):
    """US dollars where none is named; the one that is listed first where two are; a city is no currency."""
    assert currency_in(text) == code


@pytest.mark.parametrize("currency", CURRENCIES, ids=lambda currency: currency.code)
def test_what_is_found_as_money_is_reckoned_in_its_own_currency(currency: Currency):
    """Every name of the table, before and after a number, in upper and lower case, is found and read as that currency."""
    written = [
        shape.format(case)
        for names, shapes in (
            (currency.anywhere, ("{} 300000", "{} 120k", "300000 {}", "120k {}", "15 million {}", "30,000-40,000 {}")),
            (currency.beside, ("{} 300000", "{} 120k", "300000 {}", "120k {}")),
            (currency.after, ("300000 {}", "120k {}")),
            (currency.before, ("{} 300000", "{}120k", "{}300 000")),
        )
        for name in names.split(", ")
        if name
        for case in ({name, name.upper()} if name == name.lower() else {name})
        for shape in shapes
    ]
    found = {
        text: [span.value for span in find_quantities(f"is {text} a month ok") if span.entity == "amount"]
        for text in written
    }

    assert {text: values for text, values in found.items() if values != [text.rstrip(".")]} == {}
    assert {read_pay(value, None).currency for values in found.values() for value in values} == {currency.code}


def test_no_two_currencies_share_a_name():
    """Which of two is meant is nowhere left to their order."""
    names = [
        name
        for c in CURRENCIES
        for column in (c.anywhere, c.beside, c.after, c.before)
        for name in column.lower().split(", ")
        if name
    ]

    assert len(CURRENCIES) > 150
    assert sorted(names) == sorted(set(names))


def test_no_name_but_its_own_is_taken_for_the_dollar():
    """What isn't the dollar's is no dollars, so that nothing is set beside figures that are."""
    names = [
        name for c in CURRENCIES for column in (c.anywhere, c.beside, c.after) for name in column.split(", ") if name
    ]

    assert {name for name in names if currency_in(f"120k {name}") == "USD"} == {
        "$", "us$", "usd", "dollar", "dollars", "us dollar", "us dollars", "american dollars", "bucks",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "text", "code"),
    [
        ("300000", "is 300000 ok, in zloty", "PLN"),
        ("300000", "is 300000 ok? that's zloty, so $75k", "PLN"),
        ("$120k", "is $120k ok, in canadian dollars", "CAD"),
        ("$120k", "is $120k ok? I get 80k euros now", "USD"),
        ("120k", "is 120k dollars better than 80k euros", "USD"),
        ("120k", "is 120k ok", "USD"),
        ("12 lakhs", "12 lakhs, not dollars", "INR"),
    ],
)
def test_an_amount_without_a_currency_is_in_the_one_that_its_text_names_nearest(written, text, code):
    """A mere "$" may be that of another country, but isn't euros."""
    assert read_pay(written, None, text).currency == code


@pytest.mark.parametrize(
    ("code", "told"),
    [("PLN", "Polish zloty (PLN)"), ("pesos", "pesos"), ("XAF", "XAF")],
    ids=["named", "shared", "code"],
)
def test_a_currency_is_told_in_words(code, told):
    """With its code, if it has one; those that are known by their code alone, by that."""
    assert currency_told(code) == told


def test_more_digits_than_any_number_has_are_no_pay():
    """Four hundred digits are nonsense, not infinity, with which nothing can be reckoned."""
    assert read_pay("9" * 400, None) is None


@pytest.mark.parametrize(
    ("written", "period", "per_year"),
    [
        ("$60", "hour", 124_800), ("$400", "day", 104_000), ("$2,000", "week", 104_000), ("$5k", "month", 60_000),
        ("$120k", "year", 120_000), ("$500", "month", 6_000),
    ],
)  # fmt: skip
def test_an_amount_for_a_period_is_reckoned_for_a_full_time_year(written, period, per_year):
    """A year has 2,080 hours, 260 days, 52 weeks or 12 months."""
    assert read_pay(written, period).per_year == per_year


def test_a_period_that_is_none_is_left_to_the_amount():
    """An unknown word for the period doesn't stop the reading."""
    assert read_pay("120k", "fortnight") == Pay(120_000, "USD", "year")
