"""The statement that a new one begins as, and how much of it is still there."""

from __future__ import annotations

STATEMENT = """\
---
title: {title}
kicker: A few words above the title
issuer: Who speaks
date: {day}
lang: {lang}
slogans:
  - A short call, set large
call_to_action:
  what: Assembly
  date: {day}
  time: "18:00"
  place: Where
contact:
  web: your-address.example
  # email: us@your-address.example
  # phone: "0555 0100"
# image: {{src: picture.jpg, alt: What it shows, credit: "Photo: who took it"}}
---
Write or paste the text here. An empty line begins a new paragraph.

## A heading

More text, with **bold** and *italic* words.

> A quotation.

- a list
- of demands
"""

# What is to be replaced in it.
PLACEHOLDERS = (
    "A few words above the title",
    "Who speaks",
    "A short call, set large",
    "Where",
    "your-address.example",
    "Write or paste the text here.",
)


def placeholders_in(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the draft's own words that stand in some texts, each text being one field."""
    whole = {text.strip() for text in texts}
    starts = tuple(text[:40] for text in texts)
    return tuple(
        words
        for words in PLACEHOLDERS
        if words in whole or (len(words) > 20 and any(start.startswith(words) for start in starts))
    )
