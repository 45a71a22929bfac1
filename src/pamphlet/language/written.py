"""Days and numbers written out in the words and the digits of a language, by babel (CLDR).

The calendar is the Gregorian one in every language: it is the one of what is to be kept.
"""

from __future__ import annotations

import re
from datetime import date

from pamphlet.language import language
from pamphlet.language.facts import base_code, locale_name

# CLDR 45, numberingSystems.xml: the digits from nought to nine.
_DIGITS = {
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
    "beng": "০১২৩৪৫৬৭৮৯",
    "deva": "०१२३४५६७८९",
    "latn": "0123456789",
    "mymr": "၀၁၂၃၄၅၆၇၈၉",
}

# Raised figures, and the scripts whose faces have them.
_HAVE_RAISED = frozenset({"Latn", "Grek", "Cyrl", "Hebr"})
_RAISED = str.maketrans(_DIGITS["latn"], "⁰¹²³⁴⁵⁶⁷⁸⁹")

# The year in a CLDR pattern, with the words that hang on it: "d 'de' MMMM 'de' y", "y年M月d日".
_YEAR = re.compile(r"(?:[,،]?\s*(?:'[^']*'\s*)?)y+(?:\s*'[^']*'\.?|年|년)?")


def locale_of(lang: str, *, paper: str = "a") -> str:
    """Return the CLDR locale by which days are written: English depends on the paper."""
    if lang.lower() == "en":
        return "en_US" if paper == "us" else "en_GB"
    return locale_name(lang)


def write_day(
    day: date, lang: str, *, paper: str = "a", weekday: bool = False, beside: str = ""
) -> str:
    """Return a day in the words of a language: `Saturday 15 February` or `3 February 2025`.

    `beside` is what the author has written around it: its digits are taken for the day's
    where all of them are of one kind, else those of the locale.
    """
    from babel.dates import format_date, get_date_format

    locale = _nearest(locale_of(lang, paper=paper))
    if locale is None:
        return day.isoformat()
    pattern = "long"
    if weekday:
        full = get_date_format("full", locale=locale).pattern
        pattern = _YEAR.sub("", full, count=1).strip()
    return _in_digits(format_date(day, pattern, locale=locale), _digits(locale, beside))


def write_figure(number: int, lang: str, *, beside: str = "") -> str:
    """Return the figure that calls a note: raised where faces have it so, else as it is.

    `beside` is the text that it stands in; its digits are taken, as for a day.
    """
    figure = _in_digits(str(number), _digits(_nearest(locale_name(lang)) or "en", beside))
    return figure.translate(_RAISED) if language(lang).script in _HAVE_RAISED else figure


def _digits(locale: str, beside: str) -> str:
    """Return the digits of a text, or else those of a locale; "" where they are not known."""
    from babel import Locale

    return _digits_in(beside) or _DIGITS.get(Locale.parse(locale).default_numbering_system, "")


def _nearest(locale: str) -> str | None:
    """Return a locale that CLDR has: that of the language, where the region is not known."""
    from babel import Locale, UnknownLocaleError

    for name in (locale, base_code(locale)):
        try:
            return str(Locale.parse(name))
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _digits_in(text: str) -> str:
    """Return the digits of a text, from nought to nine, "" where they are of several kinds."""
    used = {sign for sign in text if sign.isdecimal()}
    kinds = [digits for digits in _DIGITS.values() if used and used <= set(digits)]
    return kinds[0] if kinds else ""


def _in_digits(text: str, digits: str) -> str:
    return text.translate(str.maketrans(_DIGITS["latn"], digits)) if digits else text
