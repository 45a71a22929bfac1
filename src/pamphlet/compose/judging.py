"""What an editor looks for in a sentence that is to be set large: points, each with its reason.

A quote is read at once and by itself: it is short, leans on nothing that was said before,
says what matters and not how the meeting went. By which words that is told stands in the
files of the languages; where nothing is known of one, length and form decide alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pamphlet.compose.sentences import OPENING, Sentence, fold
from pamphlet.language import Language
from pamphlet.model import Reason

# Words of a quote: fewer or more are none; the middle ones are best.
LEAST, SHORT, LONG, MOST = 4, 7, 17, 28
SHORT_POINTS, LONG_POINTS = 1.5, 1.5

# A word that is said twice has so many letters; so near are two halves alike.
TELLING, ALIKE = 4, 0.5

# So much of what a headline says makes a quote that repeats it.
SAID_ALREADY = 0.6

_HALVES = re.compile(r"[,;:،؛，；、–—]\s*")
_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*|\d+")


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence is read beside: its language, and the words of titles and slogans,
    one set each.
    """

    known: Language
    said: tuple[frozenset[str], ...] = ()
    terms: dict[str, frozenset[str]] | None = None

    @classmethod
    def of(cls, known: Language, said: Iterable[frozenset[str]] = ()) -> Context:
        quoting = known.quoting
        terms = {
            name: frozenset(map(_folded, getattr(quoting, name))) for name in quoting.__slots__
        }
        return cls(known, tuple(said), terms)

    def count(self, name: str, sentence: Sentence) -> int:
        """Return how many terms of a list a sentence has."""
        terms = self.terms[name]
        if not self.known.writing.has_spaces:
            return sum(term in sentence.text for term in terms)
        words = f" {' '.join(sentence.words)} "
        parts = {part for word in sentence.words for part in (word, *word.split("'"))}
        return len(terms & parts) + sum(" " in term and f" {term} " in words for term in terms)

    def hangs(self, sentence: Sentence) -> bool:
        """Tell whether a sentence leans on one before it."""
        terms, words = self.terms["hangs"], sentence.words
        if not self.known.writing.has_spaces:
            return sentence.text.lstrip(OPENING).startswith(tuple(terms))
        head = " ".join(words[:4])
        first = words[0] if words else ""
        if any(head == term or head.startswith(f"{term} ") for term in terms):
            return True
        if first.split("'")[0] in terms and "'" in first:
            return True
        weighty = self.terms["weighs"] | self.terms["generals"] | self.terms["contrasts"]
        prefixes = tuple(term[:-1] for term in terms if term.endswith("-"))
        return bool(prefixes) and first.startswith(prefixes) and first not in weighty


def _folded(term: str) -> str:
    return " ".join(map(fold, term.split()))


def judged(sentence: Sentence, context: Context) -> tuple[Reason, ...]:
    """Return the points of a sentence with their reasons, what counts most first."""
    found = [
        *_of_length(sentence, context),
        *_of_head(sentence, context),
        *_of_form(sentence, context),
        *_of_words(sentence, context),
        *_of_place(sentence, context),
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.points)))


def _of_length(sentence: Sentence, context: Context) -> Iterator[Reason]:
    length = sentence.length(context.known)
    if length < SHORT:
        points = SHORT_POINTS * (length - LEAST) / (SHORT - LEAST)
        yield Reason(f"short: {length:.0f} words", round(points, 1))
    elif length <= LONG:
        yield Reason(f"read at once: {length:.0f} words", SHORT_POINTS)
    else:
        points = LONG_POINTS * (1 - 2 * (length - LONG) / (MOST - LONG))
        yield Reason(f"long: {length:.0f} words", round(points, 1))


def _of_head(sentence: Sentence, context: Context) -> Iterator[Reason]:
    if context.hangs(sentence):
        yield Reason(f"leans on what came before: {_first(sentence, context.known)}", -2.0)
    elif sentence.words and sentence.words[0] in context.terms["generals"]:
        yield Reason("speaks of more than one case", 1.0)
    greetings = tuple(map(_folded, context.known.greetings))
    if greetings and " ".join(sentence.words).startswith(greetings):
        yield Reason("greets", -2.0)


def _first(sentence: Sentence, known: Language) -> str:
    text = sentence.said.lstrip(OPENING)
    return text.split()[0].strip(",;:") if known.writing.has_spaces else text[:2]


def _of_form(sentence: Sentence, context: Context) -> Iterator[Reason]:
    text = sentence.text
    if sentence.is_speech:
        yield Reason("somebody's own words", 1.0)
    elif context.count("tells", sentence):
        yield Reason("reports what was said", -1.0)
    if text.rstrip("»”“’\"'」』").endswith(("?", "？", "؟", ";")):
        yield Reason("asks, and gives no answer", -0.7)
    if repeated := _repeated(sentence, context):
        yield Reason(f"says a word twice: {repeated}", 1.2)
    if _has_two_halves(sentence, context.known):
        yield Reason("two halves in balance", 0.8)


def _repeated(sentence: Sentence, context: Context) -> str:
    """Return a word of weight that comes back in another half of a sentence."""
    if not context.known.writing.has_spaces:
        return ""
    small = frozenset(map(fold, context.known.glue | context.known.common))
    seen: dict[str, str] = {}
    for word in sentence.words:
        stem = word[: max(TELLING, len(word) - 2)]
        if len(word) >= TELLING and word not in small:
            if stem in seen:
                return seen[stem]
            seen[stem] = word
    return ""


def _has_two_halves(sentence: Sentence, known: Language) -> bool:
    halves = [half for half in _HALVES.split(sentence.said) if half]
    if len(halves) != 2:
        return False
    one, two = (
        (len(half.split()) if known.writing.has_spaces else len(half) / 2) for half in halves
    )
    return min(one, two) >= 3 and min(one, two) / max(one, two) >= ALIKE


def _of_words(sentence: Sentence, context: Context) -> Iterator[Reason]:
    turns = context.count("negations", sentence)
    against = context.count("contrasts", sentence)
    if turns and against:
        yield Reason("sets one thing against another", 1.6)
    elif against:
        yield Reason("has a contrast", 0.5)
    elif turns:
        yield Reason("says no", 0.8)
    if weighs := context.count("weighs", sentence):
        yield Reason("says what matters", min(0.8 * weighs, 1.4))
    if context.count("firsts", sentence):
        yield Reason("speaks for itself: we, I", 0.5)
    if dull := context.count("procedure", sentence):
        yield Reason("tells of procedure", max(-1.3 * dull, -2.6))
    if context.count("ahead", sentence):
        yield Reason("points to what follows", -1.5)
    yield from _of_figures(sentence, context)


def _of_figures(sentence: Sentence, context: Context) -> Iterator[Reason]:
    figures = _FIGURE.findall(sentence.text)
    known = context.known
    named = {fold(name) for names in (*known.days, *known.months) for name in names}
    is_named = (
        bool(named & set(sentence.words))
        if known.writing.has_spaces
        else any(name in sentence.text for name in named)
    )
    if is_named or any(re.search(form, sentence.text) for form in known.times):
        yield Reason("gives a day or an hour", -1.2)
    elif len(figures) == 1:
        yield Reason(f"names a figure: {figures[0]}", 0.3)
    elif figures:
        yield Reason("counts", -0.8)
    if names := _names(sentence, known):
        yield Reason(f"names {names[0]}", max(-0.5 * len(names), -1.0))


def _names(sentence: Sentence, known: Language) -> list[str]:
    """Return the names in a sentence, where capitals show them."""
    if not known.has_case or known.has_capital_nouns:
        return []
    words = sentence.said.lstrip(OPENING).split()[1:]
    found = (word.strip(",.;:!?…»”\"'’") for word in words)
    return [word for word in found if word[:1].isupper() and len(word) > 1]


def _of_place(sentence: Sentence, context: Context) -> Iterator[Reason]:
    if sentence.of_text == 0:
        yield Reason("begins the text", -1.5)
    words = telling_words(sentence.words)
    if words and any(len(words & said) >= SAID_ALREADY * len(words) for said in context.said):
        yield Reason("is said in a headline", -4.0)


def telling_words(words: Iterable[str]) -> frozenset[str]:
    """Return the words by which texts are compared, without their endings."""
    return frozenset(word[: max(TELLING, len(word) - 2)] for word in words if len(word) >= TELLING)
