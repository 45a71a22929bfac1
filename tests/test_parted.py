"""Words parted at the ends of lines are whole in the file, and take nothing from others."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from pamphlet.pdf.text import tagged_texts
from pamphlet.press.screen import screen_form
from test_words import laid

LINES = "<p class=l>We have measured the circum‐<p class=l>stances of it"


def read(html: str, folder, css: str = "") -> str:
    """Return what a screen form says in reading order."""
    out = BytesIO()
    laid(html, folder, f".l {{ margin: 0; hyphens: manual }} {css}").save(out)
    screen = screen_form(out.getvalue(), rtl=False, creator="it", parts_words=True)
    with pikepdf.open(BytesIO(screen)) as pdf:
        return " ".join(" ".join(text.text for text in tagged_texts(pdf)).split())


@pytest.mark.parametrize(
    ("html", "css"),
    [
        (LINES, ""),
        # A heading that is drawn after all the text around it.
        (f"<h2>Un lavatoio</h2>{LINES}", "h2 { position: relative }"),
        (
            LINES.replace("<p class=l>st", "<h2>Un lavatoio</h2><p class=l>st"),
            "h2 { float: right }",
        ),
        # A running head that is drawn between the two halves.
        (
            LINES,
            ".l + .l { break-before: page } "
            "@page { @top-left { content: 'Keepers'; font: 9pt 'Source Serif 4' } }",
        ),
    ],
    ids=["next", "heading before", "heading between", "over pages"],
)
def test_parted_word_is_whole_and_no_other_is_lost(tmp_path, html, css):
    said = read(html, tmp_path, css)
    assert "Un lavatoio" in said or "<h2>" not in html
    assert "stances of it" in said or "circumstances of it" in said
    if "between" not in html and "float" not in css:
        assert "the circumstances of it" in said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("We saw the circum‐|stances", "We saw the circumstances"),
        (
            "In unter‐|beamtengesell‐|schafts‐|vorsitz we sit",
            "In unterbeamtengesellschaftsvorsitz we sit",
        ),
        ("One cir‐|cum‐|stance of un‐|told ones", "One circumstance of untold ones"),
        ("‐|alone stays", "‐ alone stays"),
    ],
)
def test_word_over_several_lines_is_said_once(tmp_path, lines, said):
    html = "".join(f"<p class=l>{line}" for line in lines.split("|"))
    assert read(html, tmp_path) == f"The river {said}"


def test_hyphen_of_another_face_is_left_as_it_is(tmp_path):
    html = LINES.replace("circum‐", "circum<i>‐</i>")
    said = read(html, tmp_path, "i { font-family: 'Noto Sans'; font-style: normal }")
    assert "circum ‐ stances of it" in said
