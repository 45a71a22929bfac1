"""Pull quotes chosen from a text: which sentences an editor would take, and why.

A body in its final words and what stands over it come in; sentences of it, word for word,
come out, the best first, with their points and reasons. Nothing depends on chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pamphlet.compose.judging import LEAST, MOST, Context, judged, telling_words
from pamphlet.compose.sentences import Sentence, fold, may_stand_alone, sentences_of
from pamphlet.language import Language
from pamphlet.model import Block, Choice, Heading, Reason, plain

# Two short sentences that belong together, in words; what is worth more together.
SHORT_PAIR, LONGEST_PAIR, TOGETHER = 10, 18, 0.3

# Two quotes are alike that share so much of their words.
ALIKE = 0.4

# So many points has a sentence that is worth being set large.
WORTHY = 2.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One sentence or two, and what is thought of them."""

    sentences: tuple[Sentence, ...]
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        return round(sum(reason.points for reason in self.reasons), 1)

    @property
    def text(self) -> str:
        if len(self.sentences) == 1:
            return self.sentences[0].said
        return " ".join(one.text for one in self.sentences)

    @property
    def place(self) -> tuple[int, int]:
        return self.sentences[0].of_text, len(self.sentences)

    def choice(self) -> Choice:
        first = self.sentences[0]
        last = self.sentences[-1]
        length = last.before - first.before + sum(map(str.isalnum, last.text))
        return Choice(self.text, self.score, self.reasons, first.block, first.before, length)


def ranked_quotes(
    body: tuple[Block, ...], said: Iterable[str], known: Language
) -> tuple[Choice, ...]:
    """Return what could be quoted of a text, the best first, no two alike.

    `said` are title, subtitle, slogans: what they say is not said again.
    """
    headings = (plain(block.runs) for block in body if isinstance(block, Heading))
    heard = (telling_words(map(fold, text.split())) for text in (*said, *headings))
    context = Context.of(known, [words for words in heard if words])
    found = [*sentences_of(body)]
    if len(found) < 2:  # a text of one sentence says it already
        return ()
    candidates = sorted(_candidates(found, context), key=lambda one: (-one.score, one.place))
    return tuple(one.choice() for one in _unlike(candidates))


def _candidates(found: list[Sentence], context: Context) -> Iterator[_Candidate]:
    known = context.known
    whole = [one for one in found if may_stand_alone(one, known)]
    many = Counter(one.block for one in found)
    for one in whole:
        # A paragraph of its own is set off by that already.
        if many[one.block] > 1 and LEAST <= one.length(known) <= MOST:
            yield _Candidate((one,), judged(one, context))
    for one, two in pairwise(whole):
        if many[one.block] > 2 and _belong_together(one, two, context):
            yield _pair(one, two, context)


def _belong_together(one: Sentence, two: Sentence, context: Context) -> bool:
    """Tell whether two short sentences are one thought: the second leans on the first."""
    lengths = [sentence.length(context.known) for sentence in (one, two)]
    return (
        (one.block, one.number + 1) == (two.block, two.number)
        and max(lengths) <= SHORT_PAIR
        and sum(lengths) <= LONGEST_PAIR
        and one.is_speech == two.is_speech
        and not one.is_speech
        and context.hangs(two)
        and not context.hangs(one)
    )


def _pair(one: Sentence, two: Sentence, context: Context) -> _Candidate:
    """Return two sentences as one: the better of their points, and none for leaning."""
    reasons: dict[str, Reason] = {}
    for reason in (*judged(one, context), *judged(two, context)):
        if reason.points < 0 and reason.why.startswith("leans"):
            continue
        kind = reason.why.split(":")[0]
        kept = reasons.get(kind)
        if kept is None or reason.points < kept.points:
            reasons[kind] = reason
    reasons["together"] = Reason("two sentences, one thought", TOGETHER)
    ordered = sorted(reasons.values(), key=lambda reason: -abs(reason.points))
    return _Candidate((one, two), tuple(ordered))


def _unlike(candidates: list[_Candidate]) -> Iterator[_Candidate]:
    """Give the candidates that are like none before them."""
    taken: list[tuple[_Candidate, frozenset[str]]] = []
    for one in candidates:
        words = telling_words(word for sentence in one.sentences for word in sentence.words)
        places = {sentence.of_text for sentence in one.sentences}
        is_like = any(
            places & {sentence.of_text for sentence in other.sentences}
            or len(words & theirs) > ALIKE * max(1, min(len(words), len(theirs)))
            for other, theirs in taken
        )
        if not is_like:
            taken.append((one, words))
            yield one
