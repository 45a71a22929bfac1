"""What was found out is noted, and a note that is damaged was never there."""

from __future__ import annotations

import pyphen
import pytest

from conftest import ROOT
from pamphlet import notes
from pamphlet.layout import TEMPLATE, find_layout
from pamphlet.markup.templates import environment
from pamphlet.setting import hyphens


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a test a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    notes.cache_folder.cache_clear()
    yield tmp_path / "cache" / "pamphlet"
    notes.cache_folder.cache_clear()


def test_note_is_read_again(folder):
    assert notes.read_note("home/name") is None
    notes.write_note("home/name", b"found out")
    assert notes.read_note("home/name") == b"found out"


@pytest.mark.parametrize("damage", [b"", b"found out", b"\0" * 40])
def test_damaged_note_was_never_there(folder, damage):
    notes.write_note("home/name", b"found out")
    (folder / "home/name").write_bytes(damage)
    assert notes.read_note("home/name") is None


def test_where_nothing_can_be_written_nothing_is(folder):
    notes.cache_folder().joinpath("home").write_text("a file where a folder should be")
    notes.write_note("home/name", b"found out")
    assert notes.read_note("home/name") is None


@pytest.mark.parametrize("lang", ["de", "en", "hu"])
def test_noted_patterns_hyphenate_as_those_that_were_parsed(folder, lang):
    path = pyphen.LANGUAGES[pyphen.language_fallback(lang)]
    parsed, noted = hyphens._patterns(path), hyphens._patterns(path)
    assert noted.patterns == parsed.patterns and noted.maxlen == parsed.maxlen
    for word in ("straßenbahnhaltestelle", "neighbourhood", "asszonnyal", "a", ""):
        points = [(int(point), point.data) for point in parsed.positions(word)]
        assert [(int(point), point.data) for point in noted.positions(word)] == points


def test_patterns_whose_breaks_change_letters_are_parsed_each_time(folder):
    hyphens._patterns(pyphen.LANGUAGES[pyphen.language_fallback("hu")])
    assert not (folder / "hyphens").exists()


def test_templates_are_compiled_once(folder, monkeypatch):
    folders = find_layout("handbill", (ROOT / "layouts",)).folders
    environment.cache_clear()
    environment(folders).get_template(TEMPLATE)
    environment.cache_clear()
    again = environment(folders)
    monkeypatch.setattr(type(again), "compile", None)
    assert again.get_template(TEMPLATE).filename.endswith(f"handbill/{TEMPLATE}")
    environment.cache_clear()


def test_changed_template_is_compiled_anew(folder, tmp_path):
    page = tmp_path / TEMPLATE
    for said in ("first", "second"):
        page.write_text(said)
        environment.cache_clear()
        assert environment((tmp_path,)).get_template(TEMPLATE).render() == said
