"""The foot of a text: its last short paragraphs.

Each line is told by one rule: who is answerable, whom to ask, who made the
picture, a call to action, and, where the head gave none, the day and the body
that signs. What is left in bold type, in capitals or with an exclamation mark
is a slogan, if only lines of the foot come after it. The rest stays in the
body.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pamphlet.language import Language
from pamphlet.language.sentences import sentences
from pamphlet.model import Block, CallToAction, Contact, Divider, Heading, Imprint, Paragraph, plain
from pamphlet.reading.calls import CALL_WORDS, call_in_lines
from pamphlet.reading.contact import (
    has_address,
    is_bare_contact,
    names_a_number,
    read_contact,
    together,
)
from pamphlet.reading.dateline import read_dateline
from pamphlet.reading.found import Recognised
from pamphlet.reading.head import claims
from pamphlet.reading.lines import (
    Line,
    begins,
    is_exclaimed,
    is_only,
    joined,
    lines_of,
    unwrapped,
    word_count,
)
from pamphlet.reading.names import OWN, is_credit, is_timed, names_a_time, organisation, words_in

FOOT_BLOCKS = 14
FOOT_WORDS = 60
SLOGAN_WORDS = 14
SLOGANS = 8
# A line below a label, a line that signs: no longer than this.
LINE_WORDS = 14


@dataclass(slots=True)
class _Told:
    """A line of the foot and what tells it: "" while nothing does."""

    line: Line
    kind: str = ""


def read_foot(found: Recognised, language: Language) -> None:
    """Take from the end of the body what belongs to no paragraph of it."""
    start = _foot_start(found.body, language)
    blocks = found.body[start:]
    foot = _Foot(found, language, [_told(block, language) for block in blocks])
    foot.tell()
    del found.body[start:]
    for block, told in zip(blocks, foot.blocks, strict=True):
        found.body.extend(_left(block, told))
    while found.body and isinstance(found.body[-1], Divider):
        del found.body[-1]


def _foot_start(body: list[Block], language: Language) -> int:
    start = len(body)
    while start and len(body) - start < FOOT_BLOCKS and _may_be_foot(body[start - 1], language):
        start -= 1
    return start


def _may_be_foot(block: Block, language: Language) -> bool:
    if isinstance(block, Heading):
        return _is_label(plain(block.runs), language)
    if isinstance(block, Paragraph):
        return word_count(plain(block.runs)) <= FOOT_WORDS
    return isinstance(block, Divider)


def _told(block: Block, language: Language) -> list[_Told]:
    if isinstance(block, Heading):
        return [_Told(Line(block.runs, block.line))]
    return [_Told(line) for line in unwrapped(lines_of(block), language)]


def _left(block: Block, told: list[_Told]) -> list[Block]:
    """Return what a block keeps when its told lines are gone."""
    kept = [each.line for each in told if not each.kind]
    if len(kept) == len(told):
        return [block]
    return [replace(block, runs=joined(kept), line=kept[0].number)] if kept else []


def _is_label(text: str, language: Language) -> bool:
    """Tell a line that is a label and nothing else: "Contact", "Impressum"."""
    return is_only(text, (*language.contacts, *language.imprints))


class _Foot:
    """Tells the lines of a foot and puts what they say where it belongs."""

    def __init__(self, found: Recognised, language: Language, blocks: list[list[_Told]]) -> None:
        self.found, self.language, self.blocks = found, language, blocks

    def tell(self) -> None:
        self.tell_labelled()
        self.tell_signatures()
        self.tell_call()
        self.tell_slogans()

    # --- Imprint, contact, credit: by their labels ---

    def tell_labelled(self) -> None:
        """Tell labelled lines and those below them, as far as their block goes."""
        under = ""
        for number, told in enumerate(self.blocks):
            for place, each in enumerate(told):
                text = each.line.text
                own = self.label(each, told[place + 1 :] or self.after(number))
                if own or self.is_below(each, under):
                    each.kind = under = own or under
                else:
                    under = ""
                if own and _is_label(text, self.language) and place + 1 == len(told):
                    continue
            # A label alone in its block speaks for the next one.
            if not (told and len(told) == 1 and _is_label(told[0].line.text, self.language)):
                under = ""
        self.tell_addresses()
        self.put_labelled()

    def after(self, number: int) -> list[_Told]:
        return self.blocks[number + 1] if number + 1 < len(self.blocks) else []

    def label(self, each: _Told, below: list[_Told]) -> str:
        """Return what a line's own words tell it to be."""
        text, known = each.line.text, self.language
        if begins(text, known.imprints):
            return "imprint" if not _is_label(text, known) or below else ""
        if is_bare_contact(text, known):
            return "contact"
        if begins(text, known.contacts) or begins(text, known.phones):
            return "contact" if self.is_contact(text, below) else ""
        if names_a_number(text, known):
            return "contact"
        return "credit" if is_credit(text, known) else ""

    def is_contact(self, text: str, below: list[_Told]) -> bool:
        if has_address(text):
            return read_contact([text], self.language) is not None
        # "Contact: Tenants' Assembly", and its telephone on the lines below.
        return word_count(text) <= LINE_WORDS and any(
            is_bare_contact(each.line.text, self.language) for each in below
        )

    def is_below(self, each: _Told, under: str) -> bool:
        text = each.line.text
        if under not in ("imprint", "contact") or is_exclaimed(text) or each.line.is_bold:
            return False
        return word_count(text) <= LINE_WORDS and (under == "imprint" or text[-1] not in ".?؟")

    def tell_addresses(self) -> None:
        """Tell the lines of a letterhead: a name, where it is, and its telephone."""
        for number, told in enumerate(self.blocks):
            if not any(each.kind == "contact" for each in told) or self.signs(number):
                continue
            for each in told:
                text = each.line.text
                is_signature = "issuer" not in self.found.fields and self.is_body(text)
                is_other = is_signature or names_a_time(text, self.language)
                if not each.kind and not is_other and self.is_below(each, "contact"):
                    each.kind = "contact"

    def signs(self, number: int) -> bool:
        """Tell the end of a letter, whose names stay below its "Best wishes"."""
        before = self.blocks[number - 1][-1:] if number else []
        lines = [each.line.text for each in (*before, *self.blocks[number])]
        return any(is_only(text, self.language.closings) for text in lines)

    def put_labelled(self) -> None:
        for told in self.blocks:
            self.put_imprint([each for each in told if each.kind == "imprint"])
            self.put_contact([each for each in told if each.kind == "contact"])
            for each in told:
                if each.kind == "credit":
                    self.put_credit(each)

    def put_credit(self, each: _Told) -> None:
        """Take a credit; a second one stays where it is."""
        known = self.found.fields
        fields = claims(each.line.text, known, self.language, has_title=True) or {}
        self.found.put_all(fields, each.line.number)
        if not fields:
            each.kind = ""

    def put_imprint(self, told: list[_Told]) -> None:
        if told:
            known = self.found.fields.get("imprint", Imprint())
            lines = tuple(each.line.text for each in told)
            self.found.put("imprint", Imprint((*known.lines, *lines)), told[0].line.number)

    def put_contact(self, told: list[_Told]) -> None:
        if not told:
            return
        contact = read_contact([each.line.text for each in told], self.language)
        if contact is None:
            for each in told:
                each.kind = ""
            return
        known = self.found.fields.get("contact", Contact())
        self.found.put("contact", together(known, contact), told[0].line.number)

    # --- Day and body, where the head has none ---

    def open_lines(self) -> list[_Told]:
        return [each for told in self.blocks for each in told if not each.kind]

    def tell_signatures(self) -> None:
        for each in reversed(self.open_lines()):
            text = each.line.text
            if "date" not in self.found.fields and read_dateline(text, self.language):
                fields = claims(text, self.found.fields, self.language, has_title=False) or {}
                self.found.put_all(fields, each.line.number)
                each.kind = "date" if "date" in fields else ""
            elif "issuer" not in self.found.fields and self.is_body(text):
                self.found.put("issuer", text, each.line.number)
                each.kind = "issuer"
            elif self.is_prose(each.line):
                return

    def is_body(self, text: str) -> bool:
        # "Your choir" signs, and names nobody.
        is_own = text.split(maxsplit=1)[0].lower() in OWN
        return organisation(text, self.language) > 1 and not is_own

    # --- Call to action ---

    def tell_call(self) -> None:
        """Lift the one call of the foot; of several, none is torn from the others."""
        if "call_to_action" in self.found.fields:
            return
        calls = [call for told in self.blocks for call in self.calls_in(told)]
        if len(calls) == 1:
            call, told = calls[0]
            lead = self.lead_to(told) if not call.what else None
            if lead:
                call = replace(call, what=lead.line.text.rstrip(" :"))
                told = [lead, *told]
            for each in told:
                each.kind = "call"
            self.found.put("call_to_action", call, told[0].line.number)

    def lead_to(self, call: list[_Told]) -> _Told | None:
        """Return the line "So we take to the streets:" that stands before a day and a place."""
        before: list[_Told] = []
        for told in self.blocks:
            if told and told[0] is call[0]:
                break
            before = told
        line = before[-1] if len(before) == 1 and not before[-1].kind else None
        is_lead = line and line.line.text.endswith(":") and word_count(line.line.text) <= LINE_WORDS
        return line if is_lead else None

    def calls_in(self, told: list[_Told]) -> list[tuple[CallToAction, list[_Told]]]:
        """Return the calls of a block: all its lines together, or single ones."""
        is_open = [each for each in told if not each.kind]
        single = [(self.call_in([each]), [each]) for each in is_open]
        found = [(call, lines) for call, lines in single if call]
        together = self.call_in(is_open) if len(is_open) == len(told) > 1 else None
        if together and len(found) < 2:
            return [(together, is_open)]
        # One line of a programme says no more than the others.
        timed = [each for each in is_open if is_timed(each.line.text, self.language)]
        return found if len(timed) < 2 else []

    def call_in(self, told: list[_Told]) -> CallToAction | None:
        lines = [each.line.text for each in told]
        if not lines or sum(word_count(line) for line in lines) > CALL_WORDS:
            return None
        return call_in_lines(lines, self.language, self.found.day)

    # --- Slogans ---

    def tell_slogans(self) -> None:
        slogans: list[_Told] = []
        for told in reversed(self.blocks):
            is_open = [each for each in told if not each.kind]
            has_room = len(slogans) + len(is_open) <= SLOGANS
            if is_open and has_room and all(_is_slogan(each.line) for each in is_open):
                slogans = is_open + slogans
                continue
            if any(self.is_prose(each.line) for each in is_open):
                break
        for each in slogans:
            each.kind = "slogan"
        if slogans:
            texts = tuple(each.line.text for each in slogans)
            self.found.put("slogans", texts, slogans[0].line.number)

    def is_prose(self, line: Line) -> bool:
        """Tell a line of the text from a note below it: a signature, an account."""
        return line.text[-1] in ".?!؟…:" or word_count(line.text) > LINE_WORDS


def _is_slogan(line: Line) -> bool:
    if line.is_bold:
        return word_count(line.text) <= CALL_WORDS
    if len(words_in(line.text)) > SLOGAN_WORDS:
        return False
    return line.is_capitals or all(is_exclaimed(sentence) for sentence in sentences(line.text))
