"""What is proved of real pages: no word is called lost that is there, and every loss is seen."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import texts
from pamphlet.build import Surroundings, Wishes, build_edition, proving
from pamphlet.errors import Location, LostWords
from pamphlet.model import Composition
from pamphlet.pdf.text import Shown, tagged_texts
from pamphlet.preflight import words as proof
from pamphlet.project import Edition
from test_language_fonts import COLLECTION, needs_noto

LAYOUTS = ("handbill", "trifold", "booklet")

# The same paragraph again and again, in scripts that are set in different ways.
REPEATED = {
    "en": (
        "We keep the gate",
        "The gate was shut in autumn, and nobody was asked. We walk the long way round it, "
        "in rain and dark, with children and with bags, and we want it opened again.",
    ),
    "ar": (
        "معًا نحفظ البوّابة",
        "أُغلقت البوّابة في خريف عام 2026 ولم يُسأل أحد. نمشي الطريق الطويل حولها، تحت المطر وفي "
        "الظلام، مع الأطفال والأكياس، ونريد أن تُفتح من جديد قبل 15 أبريل.",
    ),
    "zh": (
        "我们守住这扇门",
        "秋天，门被关上了，没有人问过我们。我们绕远路走，在雨里，在黑暗中，带着孩子，提着袋子。"
        "我们要求在2027年4月15日以前重新打开它。",
    ),
}


def built(folder: Path, statement: str, layout: str) -> Path:
    """Build a statement in a layout, with all forms; return the screen form."""
    path = folder / "text.md"
    path.write_text(statement, "utf-8")
    edition = Edition("it", (path,), layout, Location("asked"))
    made = build_edition(edition, Surroundings(root=folder), Wishes(out=folder / "out"))
    return next(file for file in made.files if ".screen." in file.name)


def repeated(lang: str, times: int = 5) -> str:
    title, paragraph = REPEATED[lang]
    return f"---\ntitle: {title}\nlang: {lang}\n---\n" + f"{paragraph}\n\n" * times


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lang", ["en", "ar", pytest.param("zh", marks=needs_noto)])
def test_paragraph_that_is_said_five_times_is_there_five_times(tmp_path, lang, layout):
    if lang == "zh":
        (tmp_path / "fonts").symlink_to(COLLECTION.parent)
    screen = built(tmp_path, repeated(lang), layout)
    with pikepdf.open(screen) as pdf:
        shown = proof.letters("".join(text.text for text in tagged_texts(pdf)))
    if lang != "ar":  # figures may come in another order
        assert shown.count(proof.letters(REPEATED[lang][1])) == 5


@pytest.mark.parametrize(
    ("name", "layout"), [("it-260", "booklet"), ("ru-260", "handbill"), ("tr-1200", "booklet")]
)
def test_word_that_is_parted_over_pages_takes_none_of_a_heading(tmp_path, name, layout):
    """The heading is drawn after the text around it: what is drawn next is not read next."""
    screen = built(tmp_path, texts.text(name).statement, layout)
    with pikepdf.open(screen) as pdf:
        read = " ".join(text.text for text in tagged_texts(pdf))
    heading = re.search(r"^## (.+)$", texts.text(name).statement, re.MULTILINE)
    assert heading is None or heading[1] in read


# Marks above and beneath letters, where a line is set as display.
MARKED = [
    "معًا لأجل الحيّ",
    "شكرًا جزيلاً لكم",
    "الحَيُّ لَنَا جَمِيعاً",
    "هٰذا بيتٌ جديدٌ",
    "لا لإلغاء الخطّ",
    "كُلُّنا، كلُّ يومٍ!",
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_marks_in_display_lines_are_no_loss(tmp_path, layout):
    said = "\n\n".join(f"## {line}\n\n{REPEATED['ar'][1]}" for line in MARKED[2:])
    head = f"title: {MARKED[0]}\nlang: ar\nslogans: [{MARKED[1]}]"
    assert built(tmp_path, f"---\n{head}\n---\n{said}\n", layout).is_file()


# --- mutations of what is on real pages ---------------------------------------------------------


class Real:
    """A composition and the words on its pages, as they were built."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.said: list[Composition] = []
        prove = proving.prove_words

        def kept(screen: bytes, composition: Composition, sources, **options: float) -> None:
            self.said.append(composition)
            prove(screen, composition, sources, **options)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("pamphlet.build.prove_words", kept)
            self.screen = built(folder, repeated(lang), "booklet").read_bytes()
        self.paragraph = REPEATED[lang][1]
        with pikepdf.open(BytesIO(self.screen)) as pdf:
            self.shown = "".join(proof.letters(text.text) for text in proof._visible(pdf, 0.0))

    def lost(self, shown: str) -> list[proof.Lost]:
        """Return what is lost when the pages show this."""
        with pytest.MonkeyPatch.context() as patch, pikepdf.open(BytesIO(self.screen)) as pdf:
            patch.setattr(proof, "_visible", lambda *_: [Shown(0, None, [shown])])
            return proof.lost_words(pdf, self.said[0], ("text.md",))


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Real:
    return Real(tmp_path_factory.mktemp("real"), "en")


def test_pages_as_they_are_lose_nothing(real):
    assert real.lost(real.shown) == []


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_word_that_is_cut_out_of_a_page_is_missed(real, data):
    words = [proof.letters(word) for word in real.paragraph.split()]
    copy = data.draw(st.integers(0, 4))
    number = data.draw(st.integers(0, len(words) - 1))
    start = [found.start() for found in re.finditer("".join(words), real.shown)][copy]
    start += sum(map(len, words[:number]))
    shown = real.shown[:start] + real.shown[start + len(words[number]) :]
    (found,) = real.lost(shown)
    assert real.paragraph.split()[number] in found.words.split()
    assert len(found.words.split()) <= 3


@pytest.mark.parametrize("copy", range(5))
def test_repeated_paragraph_that_is_cut_out_is_missed_once(real, copy):
    letters = proof.letters(real.paragraph)
    start = [found.start() for found in re.finditer(letters, real.shown)][copy]
    (found,) = real.lost(real.shown[:start] + real.shown[start + len(letters) :])
    assert found.words.split()[-3:] == real.paragraph.split()[-3:]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_halves_of_a_paragraph_that_change_places_are_missed(real, data):
    letters = proof.letters(real.paragraph)
    at = data.draw(st.integers(20, len(letters) - 20))
    swapped = letters[at:] + letters[:at]
    assert real.lost(real.shown.replace(letters, swapped, 1))


def test_loss_is_told_with_its_line(real):
    left = real.shown.replace(proof.letters(real.paragraph), "", 1)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(LostWords) as caught:
        patch.setattr(proof, "_visible", lambda *_: [Shown(0, None, [left])])
        proving.prove_words(real.screen, real.said[0], ("text.md",), frame_mm=0.0)
    assert re.match(r"text\.md:\d+: 3\d words are lost on the pages\n  text: ", str(caught.value))
