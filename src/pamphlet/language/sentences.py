"""Where sentences end."""

from __future__ import annotations

import re

# In Chinese and Japanese no space follows.
_MARK = re.compile(r"[.!?…؟](?:\s?»|[\"”’“‘)\]*])*+\s+|[。！？]+[」』”’）]*\s*")
_OPENING = "\"“„«¿¡('‘*"

# A full stop after these ends no sentence. One letter, the number of a day, or a word with
# a dot inside it ("e. V.", "9. Mai", "p.m.") never does.
_SHORT = frozenset(
    "dr mr mrs ms st prof no nr vol tel str bzw ca etc evtl ggf inkl usw vgl approx dept "
    "av ul pl al sr sra srta núm mme mlle jr sen rev hon art abs bd".split()
)
# Nor after these, where a number follows: "Sept. 2027", "godz. 18".
_SHORT_BEFORE_NUMBER = frozenset(
    "jan feb mar apr jun jul aug sep sept oct okt nov dec dez janv févr avr juil déc ene abr ago "
    "dic gen mag giu lug set ott mon tue tues wed thu thur thurs fri sat sun mo di mi do fr sa so "
    "lun mer jeu ven sam dim mié jue vie sáb dom godz ul fig pp kap ch ext apt".split()
)
_WORD = 40  # no shorter form is longer


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, spaces made single, as far as marks and capitals tell."""
    text = " ".join(text.split())
    found, start = [], 0
    for match in _MARK.finditer(text):
        if _ends_here(text, match):
            found.append(text[start : match.end()].strip())
            start = match.end()
    return tuple(found) + ((text[start:],) if text[start:] else ())


def _ends_here(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 2].lstrip(_OPENING)[:1]
    if after.islower():
        return False
    return text[match.start()] != "." or not _is_shortened(text, match.start(), after)


def _is_shortened(text: str, end: int, after: str) -> bool:
    """Tell whether the full stop at `end`, before a sign, belongs to its word."""
    before = text[max(0, end - _WORD) : end].split()
    word = before[-1].lstrip(_OPENING) if before else ""
    return (
        "." in word
        or word.lower() in _SHORT
        or word.lower().endswith("str")
        or (after.isdecimal() and word.lower() in _SHORT_BEFORE_NUMBER)
        or (len(word) == 1 and word.isalpha())
        or (len(word) <= 2 and word.isdecimal())
    )
