"""How long a text is said to be: in words, or in characters where no spaces part them."""

from __future__ import annotations

import re

from pamphlet.language import language

# Thai and Lao, Burmese, Khmer, then Han, kana, full-width forms and their punctuation: each
# sign counts, as it does in editors.
_SIGNS = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    r"\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003134f"
)
_COUNTED = re.compile(rf"[{_SIGNS}]|[^\s{_SIGNS}]+")


def length(text: str) -> int:
    """Return how many words a text has; where no spaces part them, each sign counts."""
    return len(_COUNTED.findall(text))


def started(text: str, many: int) -> str:
    """Return the beginning of a text, about so many words of it."""
    found = list(_COUNTED.finditer(text))
    return text[: found[min(many, len(found)) - 1].end()] if found else ""


def many(count: int, lang: str) -> str:
    """Return a length of a text in a language in words: "1 word", "120 characters"."""
    unit = "word" if language(lang).writing.has_spaces else "character"
    return f"{count} {unit}{'' if count == 1 else 's'}"
