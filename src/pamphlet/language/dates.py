"""Days and times found in running text.

Text goes in with its `Language`; what was found comes out with its place in the
text, so that the caller can keep the author's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pamphlet.language import Language, language

# Eastern Arabic and Persian digits count as digits everywhere below, as in `\d` and int().
_DAY_NUMBER = r"(?:[0٠۰]?[1-9١-٩۱-۹]|[12١٢۱۲]\d|[3٣۳][01٠١۰۱])"
_MONTH_NUMBER = r"(?:[0٠۰]?[1-9١-٩۱-۹]|[1١۱][0-2٠-٢۰-۲])"


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day found in a text: `start` and `end` as in `str` slices.

    `weekday` counts from Monday as 0. `recurring` marks "every Sunday". A day such as
    3/2/2027, which is one day in London and another in Boston, has no month.
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    recurring: bool = False

    def resolve(self, after: date | None) -> date | None:
        """Return the calendar day, taking the year from `after` where none is written.

        Without a year it is the first such day on or after `after` that falls on
        the written weekday, if one is written. None if no one day is meant.
        """
        if self.recurring or self.day is None or self.month is None:
            return None
        if self.year is not None:
            return _calendar_day(self.year, self.month, self.day)
        if after is None:
            return None
        for year in range(after.year, min(after.year + 7, date.max.year)):
            found = _calendar_day(year, self.month, self.day)
            if found and found >= after - timedelta(days=1):
                agrees = self.weekday is None or found.weekday() == self.weekday
                return found if agrees else None
        return None


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- Days found -------------------------------------------------------------


def find_days(text: str, language: Language) -> tuple[WrittenDay, ...]:
    """Return every day named in a text, in order, as far as the language tells."""
    return tuple(
        _written_day(match, language) for match in _day_pattern(language.code).finditer(text)
    )


def find_months(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Return the places (start, end) of every month with its year: "May 2027"."""
    if not (language.months or language.date_forms):
        return ()
    return tuple(match.span() for match in _month_pattern(language.code).finditer(text))


# A day of any language: 2027-02-03 and, with its year, 3.2.2027 or 3/2/2027.
_ISO = r"(?<![\d-])(?P<iso_year>\d{4})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?![\d-])"
_DOTTED = (
    rf"(?<![\d.])(?P<day3>{_DAY_NUMBER})\.\s?(?P<month3>{_MONTH_NUMBER})\.\s?"
    r"(?P<year3>\d{4})(?!\d)"
)
_SLASHED = r"(?<![\d/])(?P<day4>\d\d?)/(?P<month4>\d\d?)/(?P<year4>\d{4})(?![\d/])"
# With no year where such a number is never a time of day: "am 15.2. um acht".
_SHORT = rf"(?<![\d.])(?P<day5>{_DAY_NUMBER})\.\s?(?P<month5>{_MONTH_NUMBER})\.(?!\s?\d)"

# What may stand between the parts: "3 de febrero de 2025", "the 3rd of February".
_JOIN = r"(?:[,،]?\s+(?:de\s+|del\s+|of\s+|d['’])?)"
_ORDINAL = rf"{_DAY_NUMBER}(?:st|nd|rd|th|er|\.|º|ª)?"
# The full stop of a shortened month belongs to it only inside a date.
_MONTH_END = r"(?!\w)(?:\.(?=,?\s+\d))?"


@cache
def _day_pattern(tag: str) -> re.Pattern[str]:
    known = language(tag)
    if "年月日" in known.date_forms:
        return re.compile("|".join((_ISO, *_unspaced_forms(known), _SLASHED)))
    if not known.months:
        return re.compile("|".join((_ISO, _DOTTED, _SLASHED)))
    months = _alternatives(_flat(known.months))
    weekdays = _alternatives(_flat(known.days))
    # Short names ("Sat", "Mi.") tell a day only before a number or after "every".
    any_weekday = _alternatives((*_flat(known.days), *_flat(known.short_days)))
    words = _alternatives(known.date_words) if known.date_words else "(?!)"

    def before(number: int) -> str:
        name = f"(?<!\\w)(?P<weekday{number}>{any_weekday})"
        return rf"(?:{name}\.?[,،]?\s+(?:(?:{words})\s+){{0,2}})?"

    def year(number: int) -> str:
        return rf"(?:[,،]?\s+(?:de\s+|del\s+)?(?P<year{number}>\d{{4}})(?!\d)(?:\s[rг]\.)?)?"

    forms = [
        _ISO,
        rf"{before(1)}(?<![\d.:/])(?P<day1>{_ORDINAL}){_JOIN}(?P<month1>{months}){_MONTH_END}{year(1)}",
        before(3) + _DOTTED,
        before(4) + _SLASHED,
        rf"(?<!\w)(?:{_alternatives(known.every)})\s+(?P<every>{any_weekday})s?(?!\w)"
        if known.every
        else "(?!)",
        rf"(?<!\w)(?P<often>{weekdays})s(?!\w)",
        rf"(?<!\w)(?P<weekday6>{weekdays})(?!\w)",
    ]
    if "month day" in known.date_forms:
        month = rf"(?<!\w)(?P<month2>{months}){_MONTH_END}"
        forms.insert(2, rf"{before(2)}{month}\s+(?P<day2>{_ORDINAL})(?!\d){year(2)}")
    if "day.month." in known.date_forms:
        forms.insert(4, before(5) + _SHORT)
    return re.compile("|".join(forms), re.IGNORECASE)


def _unspaced_forms(known: Language) -> tuple[str, ...]:
    """Return the forms of days where no spaces part words: 2026年3月14日（土）, 每周六."""
    weekday = _alternatives((*_flat(known.days), *_flat(known.short_days)))
    full = _alternatives(_flat(known.days))
    after = rf"(?:\s?[（(](?:{weekday})[・、,，祝]*[)）]|\s?{full})?"
    every = _alternatives(known.every) if known.every else "(?!)"
    return (
        rf"(?:(?P<year7>\d{{4}})\s?年\s?)?(?<!\d)(?P<month7>{_MONTH_NUMBER})\s?月\s?"
        rf"(?P<day7>{_DAY_NUMBER})\s?[日號号]{after}",
        rf"(?:{every})(?P<every>{weekday})",
        rf"(?P<weekday6>{full})",
    )


@cache
def _month_pattern(tag: str) -> re.Pattern[str]:
    if "年月日" in language(tag).date_forms:
        return re.compile(r"(?<!\d)\d{4}\s?年\s?(?:1[0-2]|0?[1-9])\s?月(?!\s?\d)")
    months = _alternatives(_flat(language(tag).months))
    return re.compile(
        rf"(?<!\w){months}(?!\w)\.?,?\s+(?:de\s+|del\s+)?(?:1[89]|20|١٩|٢٠)\d\d(?!\d)",
        re.IGNORECASE,
    )


def _flat(names: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(form for forms in names for form in forms)


def _alternatives(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"


def _written_day(match: re.Match[str], language: Language) -> WrittenDay:
    parts = {name.rstrip("1234567"): value for name, value in match.groupdict().items() if value}
    if "iso_day" in parts:
        numbers = {name: int(parts[f"iso_{name}"]) for name in ("day", "month", "year")}
        return WrittenDay(*match.span(), **numbers)
    weekday = parts.get("weekday") or parts.get("every") or parts.get("often")
    day, month = _number(parts.get("day")), _month_number(parts.get("month"), language)
    if match["day4"]:
        day, month = _slashed(day, month, language)
    if weekday is None and parts.get("day") and "年月日" in language.date_forms:
        weekday = _weekday_in(match[0])
    return WrittenDay(
        *match.span(),
        day=day,
        month=month,
        year=_number(parts.get("year")),
        weekday=_weekday(weekday, language),
        recurring="every" in parts or "often" in parts,
    )


def _slashed(
    first: int | None, second: int | None, language: Language
) -> tuple[int | None, int | None]:
    """Return day and month of 3/2/2027, which in English is a day of two months."""
    if language.slashed == "month day":
        return second, first
    if language.slashed or "month day" not in language.date_forms:
        return first, second
    return None, None


def _weekday_in(text: str) -> str:
    """Return the name of the weekday that a day of Chinese or Japanese ends in: 3月14日（土）."""
    name = re.search(r"[日號号]\s?[（(]?(\w+)", text)
    return name[1] if name else ""


def _number(text: str | None) -> int | None:
    digits = "".join(letter for letter in text or "" if letter.isdecimal())
    return int(digits) if digits else None


def _month_number(name: str | None, language: Language) -> int | None:
    if name is None or name.isdecimal():
        return int(name) if name else None
    for number, forms in enumerate(language.months, 1):
        if name.lower() in forms:
            return number
    return None


def _weekday(name: str | None, language: Language) -> int | None:
    """Return the number of a weekday; some languages have two names for one day."""
    for names in (language.days, language.short_days):
        for number, forms in enumerate(names):
            if name and name.lower() in forms:
                return number
    return None


# --- Times found ------------------------------------------------------------


def find_times(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Return the places (start, end) of every time of day in a text, "2 to 5 p.m." as one."""
    if not language.times:
        return ()
    return tuple(match.span() for match in _time_pattern(language.code).finditer(text))


@cache
def _time_pattern(tag: str) -> re.Pattern[str]:
    known = language(tag)
    time = f"(?:{'|'.join(known.times)})"
    if not known.writing.has_spaces:
        joins = _alternatives(("–", "—", "-", "~", "〜", "～", *known.until))
        span = rf"(?:(?:{time}|\d{{1,2}})\s*(?:{joins})\s*)?{time}"
        return re.compile(rf"(?<![\d.,:£$€¥]){span}(?![\d%％])", re.IGNORECASE)
    joins = "|".join(("[–—-]", *(rf"\b{re.escape(word)}\b" for word in known.until)))
    span = rf"(?:(?:{time}|\d{{1,2}}(?:[:.h]\d\d)?)\s*(?:{joins})\s*)?{time}"
    # Neither a price nor a share of a hundred.
    return re.compile(rf"(?<![\w.,:£$€]){span}(?!\s?[%€£$])", re.IGNORECASE)
