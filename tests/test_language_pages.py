"""The page of each language: every rule that the guide points out is seen on what is built."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from conftest import ROOT, built_once

sys.path.insert(0, str(ROOT / "docs"))
from language_pages import Line, build, find, lines_of, missing_fonts, rules
from make_languages import GUIDE, PICTURES, guide

RULES = rules()
HAVE_FONTS = [lang for lang in RULES if not missing_fonts(lang)]


@pytest.fixture(scope="session")
def pages(shared_tmp) -> dict[str, Path]:
    """The reading form of the page of each language."""
    folder = shared_tmp / "language-pages"
    built_once(folder, lambda home: build(home / "project", HAVE_FONTS))
    return {
        lang: next((folder / "project" / "out").glob(f"{lang.lower()}-handbill/*.screen.pdf"))
        for lang in HAVE_FONTS
    }


def seen(pages: dict[str, Path], lang: str) -> tuple[Line, ...]:
    if lang not in pages:
        pytest.skip("Debian's Noto fonts are not installed")
    return lines_of(pages[lang], lang)


def test_guide_has_sixteen_languages_and_a_variant():
    assert set(RULES) == {*"en de fr es it pt pl tr el ru ar he fa hi zh ja".split(), "fr-CA"}
    assert all(len(found) >= 6 for found in RULES.values())
    assert all(one.source for found in RULES.values() for one in found)


@pytest.mark.parametrize("lang", RULES)
def test_every_rule_that_is_pointed_out_is_seen_on_the_page(pages, lang):
    lines = seen(pages, lang)
    assert [one.see for one in RULES[lang] if not find(one.see, lines)] == []


@pytest.mark.parametrize(
    "lang", [lang for lang, found in RULES.items() if any(o.never_ends for o in found)]
)
def test_no_line_of_the_page_ends_with_what_leads_on(pages, lang):
    words = {word for one in RULES[lang] for word in one.never_ends}
    is_spaced = lang not in ("zh", "ja")
    lines = [line.text.rstrip() for line in seen(pages, lang)]
    ends = [re.split(r"\s", line)[-1].lstrip("„«(") if is_spaced else line[-1:] for line in lines]
    assert [end for end in ends if end in words] == []


@pytest.mark.parametrize(
    "lang", [lang for lang, found in RULES.items() if any(o.never_begins for o in found)]
)
def test_no_line_of_the_page_begins_with_what_clings(pages, lang):
    signs = tuple(sign for one in RULES[lang] for sign in one.never_begins)
    lines = [line.text.strip() for line in seen(pages, lang)]
    assert [line for line in lines if line.startswith(signs)] == []


@pytest.mark.parametrize("lang", RULES)
def test_snippet_that_is_not_on_the_page_is_not_found(pages, lang):
    assert find("Quousque tandem", seen(pages, lang)) == []


def test_space_that_holds_is_not_found_over_the_end_of_a_line():
    lines = tuple(
        Line(0, tuple((sign, (0.0, at, 1.0, at + 1.0)) for sign in text))
        for at, text in enumerate(["five 5", "km to the sta‐", "tion"])
    )
    assert find("5 km", lines) and not find("5~km", lines)
    assert len(find("station", lines)) == 2


def test_guide_and_pictures_are_those_of_the_rules():
    assert GUIDE.read_text("utf-8") == guide(RULES)
    sizes = {lang: (PICTURES / f"{lang}.png").stat().st_size for lang in RULES}
    assert all(size < 150_000 for size in sizes.values()), sizes
