"""The call to action: what to do, when and where, found in the author's words.

A line that says nothing else is lifted out of the text, word for word: "Come to
the meeting: Saturday, 2 p.m., school hall", or what stands behind "When" and
"Where". A sentence inside a paragraph is copied and stays where it is. A
sentence that tells of the past calls for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pamphlet.language import Language
from pamphlet.language.dates import WrittenDay, find_days, find_times
from pamphlet.language.sentences import sentences
from pamphlet.model import CallToAction, When
from pamphlet.reading.lines import begins, contains, is_closed, word_count
from pamphlet.reading.names import words_in

# A line longer than this says more than what, when and where.
CALL_WORDS = 35
WHAT_WORDS = 12
PLACE_WORDS = 14

_EDGES = " \t\n,،;:–—-·|*_\u00a0\u202f，、；：。\u3000"
_PARTED = re.compile(r"[:,،;–—|·\n!?.：，、；。！？-]\s*$")


@dataclass(frozen=True, slots=True)
class _Parts:
    """One sentence cut at its day and its time; small words stay with what they lead to."""

    before: str
    day: WrittenDay
    day_text: str
    time: str
    after: str


def call_in_lines(lines: list[str], language: Language, after: date | None) -> CallToAction | None:
    """Return the call that lines of their own make, or None when they say other things.

    Every word of the lines is in the call.
    """
    text = "\n".join(lines)
    if word_count(text) > CALL_WORDS:
        return None
    if any(begins(line, language.whens) for line in lines):
        return _labelled_call(lines, language, after)
    said = _parted(text, language)
    if said is None:
        return None
    before, sentence, more = said
    parts = _cut(sentence, language, whole=True)
    if parts is None or contains(sentence, language.past):
        return None
    what = f"{before} {parts.before}".strip(_EDGES)
    place = parts.after.strip(_EDGES)
    is_parted = bool(_PARTED.search(parts.before.rstrip(" ") or before))
    if not what and parts.after.lstrip().startswith((":", "–", "—")):
        what, _, place = (part.strip(_EDGES) for part in place.partition(","))
        is_parted = True
    calls = contains(what, language.calls) is not None or begins(what, language.events) > 0
    is_event = parts.time != "" and contains(what, language.events) is not None
    if not (parts.time or (what and place)) or word_count(what) > WHAT_WORDS:
        return None
    if what and not (calls or is_parted or is_event):
        return None
    if not parts.time and not _is_place(place, language):
        return None
    # A line that ends like no sentence tells of nothing.
    is_sentence = is_closed(text) and not parts.before.rstrip().endswith(":")
    if place and not calls and is_sentence and not _is_place(place, language):
        return None
    if language.and_word and place.split(" ", 1)[0] == language.and_word:
        place, more = "", f"{place} {more}".strip()
    return CallToAction(
        what=_one_line(what),
        when=When(_one_line(parts.day_text), parts.day.resolve(after)),
        time=_one_line(parts.time),
        place=_one_line(place).removesuffix("."),
        more=_one_line(more),
    )


def _labelled_call(lines: list[str], language: Language, after: date | None) -> CallToAction | None:
    """Return the call of lines such as "When: Saturday, 2 p.m." and "Where: school hall"."""
    named = [number for number, line in enumerate(lines) if find_days(line, language)]
    if not named:
        return None
    day = next((n for n in named if begins(lines[n], language.whens)), named[0])
    parts = _cut(lines[day], language, whole=True)
    if parts is None:
        return None
    is_labelled = begins(lines[day], language.whens) > 0
    lead = parts.before if is_labelled else ""
    what, times, places = [], [parts.time], []
    more = [parts.after.strip(_EDGES)]
    if not is_labelled:
        what.append(parts.before.strip(_EDGES))
    for number, line in enumerate(lines):
        if number == day:
            continue
        if begins(line, language.whens):
            times.append(line)
        elif begins(line, language.wheres):
            places.append(line)
        elif number < day:
            what.append(line)
        else:
            more.append(line)
    return CallToAction(
        what=_joined(what),
        when=When(_one_line(f"{lead} {parts.day_text}"), parts.day.resolve(after)),
        time=_joined(times),
        place=_joined(places),
        more=_joined(more),
    )


def call_in_prose(
    text: str, language: Language, after: date | None, *, recurring: bool
) -> CallToAction | None:
    """Return the call that a sentence of a paragraph makes, in its own words but shortened.

    `recurring` asks for "every Thursday", else for one day.

    Only a sentence that calls ("join", "kommt zur"), or begins with what one is called
    to, and names a day and a time counts.
    """
    for sentence in sentences(text):
        parts = _cut(sentence, language, whole=False)
        if parts is None or not parts.time or contains(sentence, language.past):
            continue
        if parts.day.recurring != recurring or not (parts.day.month or recurring):
            continue
        if language.place_ends:
            found = _call_behind(sentence, parts, language, after)
            if found:
                return found
            continue
        verb = contains(parts.before, language.calls)
        if verb is None and not begins(parts.before, language.events):
            continue
        start = verb.start() if verb else 0
        what = _without_end(parts.before[start:].strip(_EDGES), language.date_words)
        return CallToAction(
            what=_capital(what),
            when=When(parts.day_text, parts.day.resolve(after)),
            time=parts.time,
            place=_place_in_prose(parts.after, language),
        )
    return None


def _call_behind(
    sentence: str, parts: _Parts, language: Language, after: date | None
) -> CallToAction | None:
    """Return the call of a sentence whose verb may come last: 「3月14日…集会に参加しましょう」."""
    verb, event = contains(sentence, language.calls), contains(sentence, language.events)
    if verb is None or event is None:
        return None
    rest = parts.after.strip(_EDGES)
    leads = tuple(sorted(language.place_words, key=len, reverse=True))
    lead = next((word for word in leads if rest.startswith(word)), "")
    ends = "|".join(map(re.escape, language.place_ends))
    place = re.match(rf"(.{{2,30}}?)\s?(?:{ends})", _from_there(rest[len(lead) :], language))
    named = place[1].strip(_EDGES) if place else ""
    return CallToAction(
        what=event[0],
        when=When(parts.day_text, parts.day.resolve(after)),
        time=parts.time,
        place=named if word_count(named) <= PLACE_WORDS else "",
    )


def _from_there(text: str, language: Language) -> str:
    """Drop what still belongs to the time: 「から」緑町公民館で."""
    word = next((word for word in language.date_words if text.startswith(word)), "")
    return text[len(word) :].strip(_EDGES)


def _parted(text: str, language: Language) -> tuple[str, str, str] | None:
    """Return the sentence with a day, what stands before it and what after."""
    first, *others = _sentences_with_lines(text)
    if find_days(first, language):
        return "", first, " ".join(others)
    if others and find_days(others[0], language):
        return first, others[0], " ".join(others[1:])
    return None


def _sentences_with_lines(text: str) -> tuple[str, ...]:
    """Return the sentences of a text with their line ends, which part like a comma."""
    held = sentences(text.replace("\n", " \u2063 "))
    return tuple(re.sub(r"\s*\u2063\s*", "\n", sentence).strip() for sentence in held)


def _cut(sentence: str, language: Language, *, whole: bool) -> _Parts | None:
    """Cut a sentence at its day and its time, or return None when it has no day.

    `whole` keeps the small words before a day and a time with them, and asks that
    nothing else stands between the two.
    """
    days = find_days(sentence, language)
    if not days:
        return None
    day = next((found for found in days if found.month or found.recurring), days[0])
    times = [
        (start, end)
        for start, end in find_times(sentence, language)
        if end <= day.start or start >= day.end
    ]
    first = (day.start, day.end)
    second = times[0] if times else first
    if second < first:
        first, second = second, first
    between = sentence[first[1] : second[0]] if times else ""
    start, second_start = first[0], second[0]
    if whole:
        if any(not _is_lead(word, language) for word in words_in(between)):
            return None
        start, second_start = _lead_start(sentence, start, language), first[1]
    spans = {first: sentence[start : first[1]], second: sentence[second_start : second[1]]}
    if not times:
        spans = {first: sentence[start : first[1]]}
    day_span = (day.start, day.end)
    return _Parts(
        before=sentence[:start],
        day=day,
        day_text=spans[day_span].strip(_EDGES),
        time=next((text.strip(_EDGES) for span, text in spans.items() if span != day_span), ""),
        after=sentence[second[1] :],
    )


def _is_lead(word: str, language: Language) -> bool:
    return word.lower().rstrip("'’") in (*language.date_words, *language.glue)


def _lead_start(sentence: str, start: int, language: Language) -> int:
    """Return where the small words begin that lead to a day or a time."""
    while match := re.search(r"(?:^|(?<=\s))(\S+)\s+$", sentence[:start]):
        if match[1].lower() not in language.date_words:
            break
        start = match.start()
    return start


def _is_place(place: str, language: Language) -> bool:
    """Tell a place from the rest of a report: "we plant the first trees"."""
    words = words_in(place)
    if not words or len(words) > PLACE_WORDS:
        return False
    is_led = words[0].lower().rstrip("'’") in _leads(language)
    if not language.has_case:
        return is_led or len(words) <= 5
    return is_led or place[0].isupper() or place[0].isdecimal()


def _place_in_prose(text: str, language: Language) -> str:
    """Return the place that the rest of a sentence begins with, without its small words."""
    rest = text.strip(_EDGES).rstrip(".!").strip()
    place = _without_start(rest, (*language.place_words, *language.glue))
    return _capital(place) if rest and _is_place(rest, language) else ""


def _leads(language: Language) -> frozenset[str]:
    """Return the words that may lead to a place."""
    return frozenset(word.split()[0].rstrip("'’") for word in language.place_words)


def _without_end(text: str, words: tuple[str, ...]) -> str:
    """Drop trailing small words: "join the assembly on" → "join the assembly"."""
    while (parts := text.rsplit(maxsplit=1)) and len(parts) == 2 and parts[1].lower() in words:
        text = parts[0].rstrip(_EDGES)
    return text


def _without_start(text: str, words: tuple[str, ...]) -> str:
    while (parts := text.split(maxsplit=1)) and len(parts) == 2 and parts[0].lower() in words:
        text = parts[1]
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(lines: list[str]) -> str:
    return _one_line("\n".join(line for line in lines if line))


def _one_line(text: str) -> str:
    """Return a text whose line ends have become commas where no mark stands already."""
    text = re.sub(r"(?<=[.,:;!?،])\s*\n\s*", " ", text.strip())
    return " ".join(re.sub(r"\s*\n\s*", ", ", text).split())
