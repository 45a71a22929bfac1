"""Whom to ask: addresses and numbers, and what stands beside them.

A contact is a line with a label ("Contact", "Kontakt") and an address or a
number, a line of nothing but these, or the lines below a label. A short sentence
that begins with such a label is kept whole; another one that names an address
stays in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pamphlet.language import Language
from pamphlet.model import Contact
from pamphlet.reading.lines import begins, starts_small, word_count
from pamphlet.reading.names import LONGEST_NAME, is_small, words_in

# More words than this between addresses say something of their own.
NOTE_WORDS = 6
LABEL_WORDS = 6
SENTENCE_WORDS = 18

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
WEB = re.compile(
    r"(?:https?://|www\.)[^\s,;|<>]+|(?<![\w@.-])(?:[\w-]{1,63}\.)+[a-z]{2,24}(?![\w.])(?:/[^\s,;|]*)?"
)
PHONE = re.compile(r"(?<![\w.])(?:\+|\(|\d)[\d\s()/.–-]{4,24}\d(?!\w)")
# A name on a service, which has no address of its own.
_SOCIAL = re.compile(
    r"\W*(?:facebook|instagram|insta|mastodon|bluesky|telegram|tiktok|twitter|threads|youtube|x)"
    r"(?:\s*:\s*|\s+(?=@))\S",
    re.IGNORECASE,
)
_STRONG = re.compile(r"\s*[;؛|·•\t\n]\s*|\s+[–—-]\s+|(?<!\d)\s/\s|\s/\s(?!\d)")
_ASIDE = re.compile(r"(?<=\s)\([^()]*\)")
_WEAK = re.compile(r"\s*[,،]\s+|[，、]")
_EDGES = " \t\n,،;:–—-·|.()[]<>*_，、；：。（）\u3000"


def has_address(text: str) -> bool:
    """Tell whether a text holds an address of the net or a telephone number."""
    return any(pattern.search(text) for pattern in (EMAIL, WEB, PHONE))


def label_of(text: str, language: Language) -> tuple[str, str]:
    """Return the label that a line begins with, without its colon, and the rest."""
    end = begins(text, language.contacts)
    return text[:end].strip(_EDGES), text[end:].lstrip(" \u00a0\u202f\u3000:：*_–—-")


def is_bare_contact(text: str, language: Language) -> bool:
    """Tell a line of nothing but addresses, numbers and their names ("Tel.")."""
    is_social = _SOCIAL.match(text) is not None
    if not (is_social or EMAIL.search(text) or WEB.search(text) or _is_phone_line(text, language)):
        return False
    pieces = [piece for piece in _STRONG.split(text) if not _is_social(piece)]
    rest = PHONE.sub(" ", WEB.sub(" ", EMAIL.sub(" ", "\n".join(pieces))))
    return not words_in(_without_labels(rest, language))


def names_a_number(text: str, language: Language) -> bool:
    """Tell "Vicar: Ruth Adeyemi, 0555 0163": a name, and nothing but a telephone after it."""
    if len(text) > LONGEST_NAME:
        return False
    *name, number = re.split(r"\s*[,،;|]\s+|\s+[–—-]\s+", text.rstrip(". "))
    words = words_in(" ".join(name))
    if not words or not PHONE.fullmatch(number) or not _is_phone_line(number, language):
        return False
    return len(words) <= NOTE_WORDS and all(
        not word[0].islower() or is_small(word, language) for word in words
    )


def _is_social(piece: str) -> bool:
    return _SOCIAL.match(piece) is not None and word_count(piece) <= NOTE_WORDS


def _is_phone_line(text: str, language: Language) -> bool:
    """Tell a number that is announced as a telephone's or written like one."""
    match = PHONE.search(text)
    return match is not None and (
        begins(text, language.phones) > 0
        or (match[0][0] in "0+" and sum(letter.isdecimal() for letter in match[0]) >= 7)
    )


def _without_labels(text: str, language: Language) -> str:
    parts = _STRONG.split(_WEAK.sub("\n", text))
    words = (*language.contacts, *language.phones)
    return " ".join(part[begins(part, words) :].strip(_EDGES) for part in parts)


def read_contact(lines: list[str], language: Language) -> Contact | None:
    """Return the contact that some lines make, or None when they say other things.

    Every word of the lines is in it, but for the language's own word for a contact.
    """
    label, first = label_of(lines[0], language)
    reader = _Reader(language)
    if label:
        lead, first = _lead(first, language)
        label = f"{label} {lead}".strip()
    for line in (first, *lines[1:]):
        if _is_for_several(line):
            reader.take_whole(line)
            continue
        for segment in _segments(line):
            if segment.strip(_EDGES) and not reader.take(segment):
                return _as_sentence(lines, label)
    return replace(reader.contact(), label=_label(label, reader, language))


def _is_for_several(line: str) -> bool:
    """Tell a line with two numbers or two addresses of a kind: which is whose, it says itself."""
    return any(len(pattern.findall(line)) > 1 for pattern in (EMAIL, PHONE))


def _segments(line: str) -> list[str]:
    """Return what stands between the strong marks of a line; those in a number part nothing."""
    numbers = [match.span() for match in PHONE.finditer(line)]
    found, start = [], 0
    for match in _STRONG.finditer(line):
        if not any(first <= match.start() < last for first, last in numbers):
            found.append(line[start : match.start()])
            start = match.end()
    return [*found, line[start:]]


def _after_address(piece: str) -> str:
    """Return what follows the first address or number of a piece, others left out."""
    found = [match for pattern in (EMAIL, WEB, PHONE) if (match := pattern.search(piece))]
    rest = piece[min(found, key=lambda match: match.start()).end() :] if found else ""
    return PHONE.sub(" ", WEB.sub(" ", EMAIL.sub(" ", rest))).strip(_EDGES)


def _as_sentence(lines: list[str], label: str) -> Contact | None:
    """Return "For more information ring Ruth on 0555 0188." as it stands."""
    is_short = len(lines) == 1 and word_count(lines[0]) <= SENTENCE_WORDS
    return Contact(note=lines[0]) if label and is_short and has_address(lines[0]) else None


def _lead(text: str, language: Language) -> tuple[str, str]:
    """Return the small words between a label and its address: "(contact us) at"."""
    words = text.split()
    count = 0
    while count < min(len(words), LABEL_WORDS) and is_small(words[count].strip(":"), language):
        count += 1
    lead = " ".join(words[:count])
    return lead.strip(_EDGES), text[len(lead) :].lstrip(_EDGES[:10]) if count else text


def _label(label: str, reader: _Reader, language: Language) -> str:
    """Return what to print over a contact: nothing where the usual word is meant."""
    usual = language.labels["contact"]
    others = [word for word in reader.labels if word.lower() != label.lower()]
    if not others:
        return "" if label.lower() == usual.lower() else label
    if not label and len(others) == 1 and reader.count == 1:
        return others[0]
    return _comma(language).join([label or usual, *others])


def _comma(language: Language) -> str:
    if not language.writing.has_spaces:
        return "、"
    return "، " if language.script == "Arab" else ", "


@dataclass
class _Reader:
    """Sorts the pieces of a contact into its fields."""

    language: Language
    found: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    count: int = 0

    def contact(self) -> Contact:
        return Contact(**self.found, note=", ".join(self.notes))

    def take_whole(self, line: str) -> None:
        """Keep a line as it stands."""
        self.count += 1
        self.notes.append(line.strip(" ,،").removesuffix("."))

    def take(self, segment: str) -> bool:
        """Take what stands between two strong marks; False when it is no contact."""
        had_name = "name" in self.found
        if self.goes_on(segment):
            self.take_whole(segment)
            return True
        for aside in _ASIDE.findall(segment):
            if not has_address(aside):
                self.notes.append(aside.strip("()"))
                segment = segment.replace(aside, " ")
        plain_pieces: list[str] = []
        for piece in _WEAK.split(segment):
            if _is_social(piece):
                self.notes.append(piece.strip(" ,،"))
            elif has_address(piece):
                if not self.take_address(piece):
                    return False
            elif piece.strip(_EDGES):
                plain_pieces.append(piece.strip(" ,،"))
        return self.take_plain(plain_pieces, had_name)

    def goes_on(self, segment: str) -> bool:
        """Tell "Dolores 0555 0177 (after 5pm) or us@town.example": to be torn by no comma."""
        if starts_small(segment) or word_count(segment) > 2 * NOTE_WORDS:
            return False
        names = (*self.language.phones, *self.language.contacts)
        for piece in _WEAK.split(_ASIDE.sub(" ", segment)):
            after = _after_address(piece)
            if words_in(after) and not begins(after, names):
                return True
        return False

    def take_address(self, piece: str) -> bool:
        """Take a piece with an address or a number in it, and what stands beside that."""
        rest = piece
        for name, pattern in (("email", EMAIL), ("web", WEB), ("phone", PHONE)):
            for match in pattern.finditer(rest):
                self.take_match(name, match[0], piece)
            rest = pattern.sub(" ", rest)
        return self.take_beside(rest.strip(_EDGES), piece)

    def take_match(self, name: str, text: str, piece: str) -> None:
        self.count += 1
        text = text.rstrip(".").strip()
        if text.count("(") > text.count(")"):
            text = text.replace("(", "", 1)
        end = begins(piece, self.language.phones) if name == "phone" else 0
        if end and not has_address(piece[:end]):
            # "Tel." stays with its number, as it will be printed.
            text = f"{piece[: piece.find(text)].lstrip(_EDGES)}{text}"
        if name in self.found:
            self.notes.append(text)
        else:
            self.found[name] = text

    def take_beside(self, rest: str, piece: str) -> bool:
        if begins(piece, self.language.phones):
            rest = rest[begins(rest, self.language.phones) :].strip(_EDGES)
        if not words_in(rest):
            return True
        end = begins(rest, self.language.contacts)
        if end and not rest[end:].strip(_EDGES):
            self.labels.append(rest.strip(_EDGES))
            return True
        if starts_small(rest) or word_count(rest) > NOTE_WORDS:
            return False
        if "name" in self.found:
            self.notes.append(rest)
        else:
            self.found["name"] = rest
        return True

    def take_plain(self, pieces: list[str], had_name: bool) -> bool:
        """Take pieces without an address of the net: a name, then where it is."""
        if not pieces:
            return True
        if any(word_count(piece) > 2 * NOTE_WORDS for piece in pieces):
            return False
        numbered = next((i for i, piece in enumerate(pieces) if re.search(r"\d", piece)), None)
        start = len(pieces) if numbered is None else 0 if had_name else numbered
        if "address" in self.found:
            start = 0
        self.add("name", pieces[:start])
        self.add("address", pieces[start:])
        return True

    def add(self, name: str, pieces: list[str]) -> None:
        known = [self.found[name]] if name in self.found else []
        if pieces:
            self.found[name] = _comma(self.language).join([*known, *pieces]).rstrip(".")


def together(first: Contact, second: Contact) -> Contact:
    """Return two contacts as one; what both have stands in the note as well."""
    if not first:
        return second
    merged: dict[str, str] = {}
    notes = [first.note]
    for name in ("name", "address", "web", "email", "phone"):
        one, other = getattr(first, name), getattr(second, name)
        merged[name] = one or other
        if one and other and one != other:
            notes.append(other)
    labels = dict.fromkeys(label for label in (first.label, second.label) if label)
    note = ", ".join(note for note in (*notes, second.note) if note)
    return Contact(label=", ".join(labels), note=note, **merged)
