"""Amounts of money as people write them: currencies, and pay per month, week and hour.

The table of currencies is our own: libraries list ISO 4217's codes, but not what people write ("zł", "650k rand", "kr"),
nor which of it means something else ("won", "PHP").
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Currency:
    """A currency and the names that people write, parted by commas.

    The code is ISO 4217's; where several countries call their money the same, it is the name that they share.
    A name with a capital letter counts as written only ("try" is a verb), any other in upper and lower case.
    """

    code: str
    name: str
    # These mean nothing else, so they name the currency wherever they stand.
    anywhere: str = ""
    # These mean something else as well: they name the currency beside a number only, or after or before one only.
    beside: str = ""
    after: str = ""
    before: str = ""


# The codes that ISO 4217 has besides, without ALL, AMD and TOP: beside a number these are a word or a company.
_OTHER_CODES = (
    "AFN ANG AOA AWG AZN BAM BBD BHD BIF BMD BND BOB BSD BTN BWP BYN BZD CDF CRC CUP CVE DJF DOP DZD ERN FJD FKP "
    "GEL GIP GMD GNF GTQ GYD HNL HTG IQD IRR JMD JOD KGS KHR KMF KPW KYD KZT LAK LBP LRD LSL LYD MDL MGA MKD MMK "
    "MNT MOP MRU MUR MVR MWK MZN NAD NIO PAB PGK PYG RWF SBD SCR SDG SHP SLE SOS SRD SSP STN SVC SYP SZL TJS TMT "
    "TND TTD UYU UZS VES VUV WST XAF XCD XPF YER ZMW ZWG"
)
CURRENCIES = (
    Currency("USD", "US dollars", "$, us$, usd, dollar, dollars, us dollar, us dollars, american dollars, bucks"),
    Currency("EUR", "euros", "€, eur, euro, euros"),
    Currency("GBP", "British pounds", "£, gbp, pound, pounds, british pounds, pounds sterling, quid"),
    Currency("INR", "Indian rupees", "₹, inr, rs, rs., rupee, rupees, indian rupees"),
    Currency(
        "CAD",
        "Canadian dollars",
        "c$, ca$, can$, cdn$, canadian dollar, canadian dollars, canadian bucks",
        beside="cad, cdn, canadian",
    ),
    Currency(
        "AUD",
        "Australian dollars",
        "a$, au$, aud, australian dollar, australian dollars, aussie dollar, aussie dollars, aussie bucks",
        beside="australian, aussie",
    ),
    Currency("NZD", "New Zealand dollars", "nz$, nzd, new zealand dollars, nz dollars, kiwi dollars"),
    Currency("SGD", "Singapore dollars", "s$, sg$, sgd, singapore dollars, singaporean dollars, sing dollars"),
    Currency("HKD", "Hong Kong dollars", "hk$, hkd, hong kong dollars, hk dollars"),
    Currency("TWD", "Taiwan dollars", "nt$, twd, ntd, taiwan dollars, taiwanese dollars, new taiwan dollars"),
    Currency("CHF", "Swiss francs", "chf, sfr, franc, francs, swiss franc, swiss francs"),
    Currency("SEK", "Swedish kronor", "sek, swedish krona, swedish kronor, swedish crowns"),
    Currency("NOK", "Norwegian kroner", "nok, norwegian krone, norwegian kroner, norwegian crowns"),
    Currency("DKK", "Danish kroner", "dkk, danish krone, danish kroner, danish crowns"),
    Currency("ISK", "Icelandic kronur", "isk, icelandic krona, icelandic kronur"),
    Currency(
        "kroner or kronor", "kroner or kronor", "kroner, kroners, kronor, krona, kronas, krone, in kr", beside="kr, kr."
    ),
    Currency("CZK", "Czech koruna", "czk, kč, koruna, korunas, koruny, korun, czech crowns"),
    Currency("crowns", "crowns", "in crowns", after="crowns"),
    Currency("PLN", "Polish zloty", "pln, zł, zloty, zlotys, zloties, zlotych, złoty, złotych, złote, polish zloty"),
    Currency("HUF", "Hungarian forint", "huf, forint, forints, hungarian forint"),
    Currency("RON", "Romanian lei", "romanian lei, romanian leu, in lei", beside="ron", after="lei"),
    Currency("BGN", "Bulgarian leva", "bgn, leva, bulgarian lev, bulgarian leva", after="lev"),
    Currency("RSD", "Serbian dinars", "rsd, serbian dinars"),
    Currency("UAH", "Ukrainian hryvnias", "₴, uah, hryvnia, hryvnias, hryvnya, hrivna"),
    Currency(
        "RUB",
        "Russian rubles",
        "₽, rur, ruble, rubles, rouble, roubles, russian rubles, russian roubles",
        beside="rub",
    ),
    Currency("TRY", "Turkish lira", "₺, lira, liras, turkish lira, turkish liras", beside="TRY, TL"),
    Currency("ILS", "Israeli shekels", "₪, ils, shekel, shekels, sheqel, sheqels, israeli shekels", beside="NIS"),
    Currency("AED", "UAE dirhams", "dirham, dirhams, uae dirhams, in aed", beside="aed, dhs"),
    Currency("MAD", "Moroccan dirhams", "moroccan dirhams", beside="MAD"),
    Currency("SAR", "Saudi riyals", "saudi riyal, saudi riyals", beside="sar"),
    Currency("QAR", "Qatari riyals", "qar, qatari riyal, qatari riyals"),
    Currency("OMR", "Omani rials", "omr, omani rial, omani rials"),
    Currency("riyals", "riyals", "riyal, riyals, rial, rials"),
    Currency("KWD", "Kuwaiti dinars", "kwd, kuwaiti dinar, kuwaiti dinars"),
    Currency("dinars", "dinars", "dinar, dinars"),
    Currency("EGP", "Egyptian pounds", "e£, egp, egyptian pound, egyptian pounds"),
    Currency(
        "ZAR",
        "South African rand",
        "zar, south african rand, south african rands, in rand",
        after="rand, rands",
        before="r",
    ),
    Currency("NGN", "Nigerian naira", "₦, ngn, naira, nairas, nigerian naira"),
    Currency("GHS", "Ghanaian cedis", "₵, gh₵, ghs, cedi, cedis, ghana cedis, ghanaian cedis"),
    Currency("KES", "Kenyan shillings", "kes, ksh, kshs, kenyan shilling, kenyan shillings"),
    Currency("UGX", "Ugandan shillings", "ugx, ugandan shillings"),
    Currency("TZS", "Tanzanian shillings", "tzs, tanzanian shillings"),
    Currency("shillings", "shillings", "shilling, shillings"),
    Currency("ETB", "Ethiopian birr", "etb, birr, ethiopian birr"),
    Currency("XOF", "CFA francs", "fcfa, cfa franc, cfa francs", beside="cfa"),
    Currency("JPY", "Japanese yen", "jpy, yen, japanese yen"),
    Currency("CNY", "Chinese yuan", "cny, rmb, cn¥, yuan, yuans, renminbi, chinese yuan", beside="cnh"),
    Currency("yen or yuan", "yen or yuan", "¥, ￥"),
    Currency("KRW", "South Korean won", "₩, krw, korean won, south korean won, in won", after="won"),
    Currency("PKR", "Pakistani rupees", "pkr, pakistani rupee, pakistani rupees"),
    Currency("LKR", "Sri Lankan rupees", "lkr, sri lankan rupees"),
    Currency("NPR", "Nepali rupees", "nepali rupees, nepalese rupees", beside="npr"),
    Currency("BDT", "Bangladeshi taka", "৳, bdt, taka, takas, bangladeshi taka"),
    Currency("IDR", "Indonesian rupiah", "idr, rupiah, rupiahs, indonesian rupiah", before="rp, rp."),
    Currency("MYR", "Malaysian ringgit", "myr, ringgit, ringgits, malaysian ringgit", before="rm"),
    Currency("THB", "Thai baht", "฿, thb, baht, bahts, thai baht"),
    Currency("VND", "Vietnamese dong", "₫, vnd, vietnamese dong", after="dong"),
    Currency("PHP", "Philippine pesos", "₱, philippine peso, philippine pesos, filipino pesos", beside="php"),
    Currency("MXN", "Mexican pesos", "mx$, mxn, mexican peso, mexican pesos"),
    Currency("ARS", "Argentine pesos", "ar$, argentine pesos, argentinian pesos", beside="ars"),
    Currency("CLP", "Chilean pesos", "clp, chilean peso, chilean pesos"),
    Currency("COP", "Colombian pesos", "colombian peso, colombian pesos", beside="COP"),
    Currency("pesos", "pesos", "peso, pesos"),
    Currency("PEN", "Peruvian soles", "peruvian soles, peruvian sol", beside="PEN", after="soles"),
    Currency("BRL", "Brazilian reais", "r$, brl, reais, brazilian real, brazilian reais, brazilian reals"),
    *(Currency(code, code, beside=code) for code in _OTHER_CODES.split()),
)

# Below this an amount without a period is taken for an hour's pay, and above it for a year's.
SMALLEST_YEARLY = 1_000
MOST = 1e12
# Of each in a year of full-time work, 52 weeks of 5 days of 8 hours. An answer that counts hours or days says so.
PER_YEAR = {"hour": 52 * 40, "day": 52 * 5, "week": 52, "month": 12, "year": 1}

# What a number is counted in, as a pattern.
SIZE = r"(?:k|grand|thousands?|mil|millions?|m|lakhs?|lacs?|lpa|crores?|cr)\b"
_FACTORS = {
    "": 1, "k": 1e3, "thousand": 1e3, "grand": 1e3, "lakh": 1e5, "lac": 1e5, "lpa": 1e5, "crore": 1e7, "cr": 1e7,
    "million": 1e6, "mil": 1e6, "m": 1e6,
}  # fmt: skip
_NUMBER = re.compile(rf"(\d[\d,. '’]*)({SIZE})?", re.IGNORECASE)
_LAKHS = re.compile(r"(?<![^\W\d_])(?:lakhs?|lacs?|lpa|crores?|(?<=\d)cr|(?<=\d )cr)\b", re.IGNORECASE)
# So much is money even after a word that may mean something else; "PHP 8" and "Euro 2024" aren't.
_MUCH = rf"(?:\d+(?:[.,]\d+)?\s?{SIZE}|\d{{1,3}}(?:[,.'’ ]\d{{3}})+|\d{{3}}\b|(?!(?:19[5-9]|20[0-3])\d\b)\d{{4,}})"
# "60k PHP developer" and "CAD designer" are of a language and a trade.
_NO_JOB = r"(?!\s+(?:dev|engineer|programm|design|draft|technician|operator|job|role|skill|compan|cit))"


def _names(*columns: str) -> list[str]:
    """Return the names in these columns of the table."""
    return [name for c in CURRENCIES for column in columns for name in getattr(c, column).split(", ") if name]


def _any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of the names as a whole word, the longest first; by first letters, which is quick."""
    names = sorted(names, key=lambda name: (name[0], -len(name)))
    alike = {first: list(group) for first, group in itertools.groupby(names, key=lambda name: name[0])}
    signs = "|".join(re.escape(name) for first, group in alike.items() if not first.isalpha() for name in group)
    words = "|".join(_pattern(first, group) for first, group in alike.items() if first.isalpha())
    return rf"(?:(?<![^\W\d_])(?:{words})" + (f"|{signs})" if signs else ")")


def _pattern(first: str, names: list[str]) -> str:
    rests = (name[1:].replace(".", r"\.").replace("$", r"\$").replace(" ", r"\s+") for name in names)
    pattern = "|".join(rest + (r"(?![^\W\d_])" if (first + rest)[-1].isalpha() else "") for rest in rests)
    return f"{first}(?:{pattern})" if first.islower() else f"(?-i:{first}(?:{pattern}))"


def _is_word(name: str) -> bool:
    return " " in name or (name.isalpha() and len(name) > 3)


_ANYWHERE = _names("anywhere")
# Patterns for any case: what names a currency right before a number, right after one, and in words ("ten dollars").
BEFORE_NUMBER = (
    rf"(?:{_any_of(itertools.filterfalse(_is_word, _ANYWHERE))}(?=\s?\d)"
    rf"|{_any_of([*filter(_is_word, _ANYWHERE), *_names('beside', 'before')])}(?=\s?{_MUCH}))"
)
AFTER_NUMBER = rf"(?:{_any_of(_names('anywhere', 'after'))}|{_any_of(_names('beside'))}{_NO_JOB})"
UNIT = _any_of(name for name in _names("anywhere", "after") if _is_word(name) or name in ("yen", "won"))
_NAMED = re.compile(
    rf"(?P<before>{BEFORE_NUMBER})|\d\s?(?:{SIZE}\s?)?(?P<after>{AFTER_NUMBER})|(?P<anywhere>{_any_of(_ANYWHERE)})",
    re.IGNORECASE,
)
_CODES = {
    name.lower(): c.code
    for c in CURRENCIES
    for names in (c.anywhere, c.beside, c.after, c.before)
    for name in names.split(", ")
}
_DOLLARS = [c.code for c in CURRENCIES if c.name.endswith(" dollars") and c.code != "USD"]
_TOLD = {c.code: c.name if c.name == c.code else f"{c.name} ({c.code})" for c in CURRENCIES}


@dataclass(frozen=True)
class Pay:
    """An amount of a currency for a period (hour, day, week, month or year); of a range, the middle."""

    amount: float
    currency: str
    period: str
    is_range: bool = False

    @property
    def per_year(self) -> float:
        """Return the amount for a full-time year."""
        return self.amount * PER_YEAR[self.period]


def read_pay(written: str, period: str | None, text: str = "") -> Pay | None:
    """Return the pay that a person wrote, or None where there is no number in it that could be a pay.

    A range counts by its middle; where neither the amount nor the `text` that it stands in names
    a currency, it is in dollars; where no period is named, an amount below 1,000 is an hour's
    and any other a year's.

    >>> read_pay("120k", None)
    Pay(amount=120000.0, currency='USD', period='year', is_range=False)
    >>> read_pay("$60", "hour").per_year
    124800.0
    >>> read_pay("95,000 euros", None).currency
    'EUR'
    >>> read_pay("300000", None, "is 300000 ok, in zloty?").currency
    'PLN'
    >>> read_pay("70-80k", None).amount
    75000.0
    """
    numbers = [(float(_plain(digits)), unit.lower()) for digits, unit in _NUMBER.findall(written) if _plain(digits)]
    if not numbers:
        return None
    last_unit = numbers[-1][1]
    values = [
        number * _FACTORS[(unit or (last_unit if number < SMALLEST_YEARLY else "")).rstrip("s")]
        for number, unit in numbers
    ]
    amount = sum(values) / len(values)
    if not 0 < amount < MOST:
        return None
    if period not in PER_YEAR:
        period = "hour" if amount < SMALLEST_YEARLY else "year"
    return Pay(amount, _currency_of(written, text), period, is_range=len(values) > 1)


def _plain(digits: str) -> str:
    """Return the number without separators: before three digits, or, as in India, two and then three."""
    joined = re.sub(r"[,. '’](?=(?:\d{2},)*\d{3}(?:\D|$))", "", digits.strip(" '’"))
    joined = re.sub(r"[ '’]", "", joined).replace(",", ".")
    return joined.strip(".") if joined.count(".") <= 1 else ""


def _currency_of(written: str, text: str) -> str:
    """Return the code of the currency that an amount names; if none, of the one that its text names nearest to it."""
    here, around = _named_in(written), _named_in(text)
    if here == [(0, "USD")] and written.startswith(
        "$"
    ):  # maybe another country's: "is $120k good, in Canadian dollars"
        return next((code for _, code in around if code in _DOLLARS), "USD")
    if here or not around or _LAKHS.search(written):
        return currency_in(written)
    at = text.find(written)
    return min(around, key=lambda named: abs(named[0] - at))[1]


def currency_in(text: str) -> str:
    """Return the code of the first currency other than US dollars that `text` names; "USD" where it names none.

    Of a name that several countries use, such as "pesos", it is that name. Lakhs and crores of nothing are of rupees.

    >>> currency_in("in euros pls"), currency_in("15 lakhs"), currency_in("40000 pesos")
    ('EUR', 'INR', 'pesos')
    """
    codes = [code for _, code in _named_in(text)]
    return next((code for code in codes if code != "USD"), "INR" if not codes and _LAKHS.search(text) else "USD")


def _named_in(text: str) -> list[tuple[int, str]]:
    """Return where `text` names currencies, and their codes, in order."""
    return [(match.start(), _CODES[_name_in(match)]) for match in _NAMED.finditer(text)]


def _name_in(match: re.Match[str]) -> str:
    return " ".join(next(filter(None, match.groups())).lower().split())


def currency_told(code: str) -> str:
    """Return a currency as people are told: in words, with its code if it has one.

    >>> currency_told("PLN"), currency_told("pesos"), currency_told("XAF")
    ('Polish zloty (PLN)', 'pesos', 'XAF')
    """
    return _TOLD[code]
