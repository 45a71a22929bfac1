"""What a short line names: a body, a person, a place, a kind of text.

Names are told by their words and capitals, and from sentences by their small
words: "Initiative für saubere Luft" is a name, "Initiative fordert saubere
Luft" is not.
"""

from __future__ import annotations

import re
from functools import cache

from pamphlet.language import Language, language
from pamphlet.language.dates import find_days, find_times
from pamphlet.reading.lines import begins, contains, is_exclaimed, is_unspaced, word_count

NAME_WORDS = 16
SHORT_NAME_WORDS = 5
LONGEST_NAME = 160
PERSON_WORDS = 10
KIND_WORDS = 12
PLACE_WORDS = 4

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*['’]?")
_SAYS_MORE = re.compile(r"[!?:;؟！？：；。।]|\s[–—-]+\s|[.…]$")
# Between the names of people and within them.
_NAME_JOINS = frozenset(
    "and und et y e i & von van der de den del della la le di da dos zu bin ben al el ibn و".split()
)
# "Your tenants' union" is no name.
OWN = frozenset(
    "your our ihr ihre euer eure unser unsere votre notre vuestra vuestro nuestra nuestro".split()
)
_NUMBER = re.compile(
    r"\W*(?:nr|no|nº|n°|num|núm|رقم)?\W*[\d٠-٩]+(?:[/.-][\d٠-٩]+)*\W*$", re.IGNORECASE
)


def words_in(text: str) -> list[str]:
    """Return the words of a text, "d’élèves" as two."""
    return _WORD.findall(text)


def is_small(word: str, language: Language) -> bool:
    """Tell a word that has no capital even in a name."""
    bare = word.lower().rstrip("'’")
    return bare in _glue(language.code) or len(bare) == 1


@cache
def _glue(tag: str) -> frozenset[str]:
    known = language(tag)
    return frozenset(
        word.strip("'’") for word in (*known.glue, *known.of, *known.place_words, *known.date_words)
    )


def _is_capital(word: str) -> bool:
    return not word[:1].islower()


# --- Bodies -----------------------------------------------------------------


def organisation(text: str, language: Language) -> int:
    """Return how surely a line is the name of a body and no more: 2 surely, 1 perhaps, 0 not."""
    if len(text) > LONGEST_NAME:
        return 0
    text = _without_legal_form(text, language)
    match = _find_body(text, language)
    if match is None or _SAYS_MORE.search(text) or word_count(text) > NAME_WORDS:
        return 0
    if find_days(text, language) or _is_addressed(text, language):
        return 0
    if language.has_bodies_last:
        return 2 if _ends_as_body(text, language) else 0
    is_people = match.lastgroup == "people"
    if not language.has_case:
        is_sentence = any(_joins_clauses(word, language.code) for word in words_in(text))
        is_named = word_count(text[: match.start()]) < 2 and not is_sentence
        return (1 if is_people else 2) if is_named else 0
    loose = _loose_words(text, match, language, is_people=is_people)
    if loose:
        # Names without small words, "Союз жильцов": what stands there may be a verb.
        if not language.of and word_count(text) <= SHORT_NAME_WORDS:
            return 1
        # "Association sportive": what follows the body may be an adjective or a verb.
        romance = not (language.has_capital_nouns or language.has_capital_names)
        return 1 if romance and not is_people and loose == [match.end()] else 0
    return _sureness(text, match, language, is_people=is_people)


def _ends_as_body(text: str, language: Language) -> bool:
    """Tell "みどり公園を守る会": what a name is of stands before it, and nothing after."""
    names = (*language.organisations, *language.people)
    is_event = bool(language.events) and text.endswith(language.events)
    return text.endswith(names) and not is_event and not re.search(r"[、，,]", text)


def _without_legal_form(text: str, language: Language) -> str:
    """Return a name without the full stop of its "e. V."."""
    low = text.lower().rstrip()
    is_legal = any(low.endswith(word) for word in language.organisations if word.endswith("."))
    return text.rstrip(". ") if is_legal else text


def _is_addressed(text: str, language: Language) -> bool:
    """Tell "Open letter to the council" from "Statement of the council"."""
    end = begins(text, language.kinds)
    after = words_in(text[end:])
    return end > 0 and bool(after) and after[0].lower().rstrip("'’") not in _by(language.code)


def _joins_clauses(word: str, tag: str) -> bool:
    """Tell "that" and "not", which stand in sentences, from the small words of names."""
    known = language(tag)
    return word in known.glue and word not in (*known.of, *known.by, *known.place_words)


@cache
def _by(tag: str) -> frozenset[str]:
    return frozenset(word.rstrip("'") for word in language(tag).by)


def _find_body(text: str, language: Language) -> re.Match[str] | None:
    found = list(_bodies(language.code).finditer(text)) if language.organisations else []
    return next((match for match in found if match["body"]), found[0] if found else None)


@cache
def _bodies(tag: str) -> re.Pattern[str]:
    known = language(tag)

    def pattern(word: str) -> str:
        stem = re.escape(word.lstrip("-").rstrip("."))
        if is_unspaced(word[-1]):
            return stem
        start = r"(?<!\w)(?:[\w-]*)" if word.startswith("-") else r"(?<!\w)(?:\w+-)?"
        return start + stem + r"(?!\w)"

    def group(words: tuple[str, ...]) -> str:
        return "|".join(pattern(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"

    return re.compile(
        f"(?P<body>{group(known.organisations)})|(?P<people>{group(known.people)})", re.IGNORECASE
    )


def _loose_words(
    text: str, body: re.Match[str], language: Language, *, is_people: bool
) -> list[int]:
    """Return where small-letter words stand that no small word leads to, as verbs do."""
    loose: list[int] = []
    before, chained = "start", False
    for match in _WORD.finditer(text):
        word = match[0]
        if is_small(word, language):
            before, chained = "small", False
        elif _is_capital(word):
            before = "name"
        elif body.start() <= match.start() < body.end():
            is_last = not _WORD.search(text, match.end())
            if before != "small" and not is_last:
                loose.append(match.start())
            before = "name"
        elif before == "small" and not language.has_capital_names:
            before = "plain"
        elif before == "plain" and not chained and not is_people:
            chained = True
        else:
            loose.append(
                body.end() if not text[body.end() : match.start()].strip() else match.start()
            )
            before = "name"
    return loose


def _sureness(text: str, body: re.Match[str], language: Language, *, is_people: bool) -> int:
    after = words_in(text[body.end() :])
    leads_on = bool(after) and after[0].lower().rstrip("'’") in {
        of.strip("'’") for of in language.of
    }
    if text[body.end() :].lstrip()[:1] in tuple('«„“"'):
        return 2
    if is_people:
        return 2 if language.has_capital_names and not after and " " in text else int(leads_on)
    if not after or leads_on or body[0].lower().endswith((" of", " de", " du", " des", " del")):
        return 2
    # "Union Calls For Action": in English the next capital may be a headline's.
    is_name = _is_capital(after[0]) and not is_small(after[0], language)
    return 2 if is_name and not language.has_capital_names else 1


def is_name(text: str, language: Language) -> bool:
    """Tell "Ferrowby Night Riders": capitals throughout, where nouns and titles have none."""
    if not language.has_case or language.has_capital_nouns or _SAYS_MORE.search(text):
        return False
    if text[:1] in '"“«„':
        return False
    words = [word for word in words_in(text) if not is_small(word, language)]
    return 1 < len(words) <= 6 and all(word[0].isupper() for word in words)


# --- People, places, kinds --------------------------------------------------


def is_byline(text: str, language: Language) -> bool:
    """Tell "By Jane Doe" from a title that begins with the same word: all names are capital."""
    end = begins(text, language.bylines)
    if not end or re.search(r"[!?؟;]|[^\W\d_]{3}\.$", text):
        return False
    names, *role = re.split(r"[,،(]", text[end:], maxsplit=1)
    words = re.findall(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?|&", names)
    if not words or len(words) > PERSON_WORDS or (role and word_count(role[0]) > PERSON_WORDS):
        return False
    has_colon = text[:end].rstrip().endswith(":")
    if not language.has_case:
        return len(words) <= 6
    return (
        (len(words) > 1 or has_colon)
        and all(_is_capital(word) or word.lower() in _NAME_JOINS for word in words)
        and _is_capital(words[0])
        and _is_capital(words[-1])
    )


def is_place(text: str, language: Language) -> bool:
    """Tell what may stand beside a date: "Frankfurt am Main"."""
    words = words_in(text)
    if not words or word_count(text) > PLACE_WORDS or re.search(r"[\d!?.;:؟]", text):
        return False
    if not language.has_case:
        return len(words) < PLACE_WORDS
    big = [word for word in words if not is_small(word, language)]
    return words[0] in big and words[-1] in big and all(word[0].isupper() for word in big)


def is_kind(text: str, language: Language) -> bool:
    """Tell "Press release", numbered or not, and "Workers' Bulletin No. 14"."""
    if len(text) > LONGEST_NAME:
        return False
    end = begins(text, language.kinds)
    number = _NUMBER.search(text)
    if number and number.start() and not end:
        return _ends_with(text[: number.start()], language.kinds)
    return end > 0 and (not text[end:].strip(" :.*_)") or _NUMBER.match(text[end:]) is not None)


def leads_with_kind(text: str, language: Language) -> bool:
    """Tell what is a kicker where another line is the title.

    "Open letter to the council", "To all tenants", "The parish choir presents".
    """
    if word_count(text) > KIND_WORDS or is_exclaimed(text):
        return False
    return begins(text, language.kinds) > 0 or _ends_with(text, language.presents)


def _ends_with(text: str, words: tuple[str, ...]) -> bool:
    found = contains(text, words)
    return found is not None and not words_in(text[found.end() :])


def is_credit(text: str, language: Language) -> bool:
    """Tell "Photo by Marta Lindqvist"."""
    end = begins(text, language.credits)
    return 0 < end < len(text.rstrip(" )]")) and word_count(text) <= PERSON_WORDS + 4


def is_timed(text: str, language: Language) -> bool:
    """Tell whether a line names a day and an hour."""
    return bool(find_days(text, language) and find_times(text, language))


def names_a_time(text: str, language: Language) -> bool:
    """Tell whether a line names a day or an hour."""
    return bool(find_days(text, language) or find_times(text, language))
