"""The fonts that pages are set in: what they cover, and that no others are seen."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from pamphlet import fonts, notes
from pamphlet.errors import InputError, OutputError
from pamphlet.fonts import Face, FontLibrary, font_library, use_only
from pamphlet.layout import ROLES, find_layout, layout_names
from pamphlet.resources import bundled_root, font_folders, theme_folders
from pamphlet.theme import find_theme, theme_names

ROOT = Path(__file__).parents[1]
BUNDLED = font_folders(None)
LAYOUTS = (bundled_root() / "layouts",)
THEMES = theme_folders(None)

SERIF = BUNDLED[0] / "source-serif-4" / "SourceSerif4-Regular.ttf"
DISPLAY = BUNDLED[0] / "sofia-sans-extra-condensed" / "SofiaSansExtraCondensed-Black.ttf"


@pytest.fixture(scope="session")
def library() -> FontLibrary:
    return font_library(BUNDLED)


@pytest.fixture(scope="session")
def families() -> dict[str, dict[str, tuple[str, ...]]]:
    """The families that the bundled layouts name, by script and role."""
    scripts = find_layout("handbill", LAYOUTS).scripts
    return {script: setting.families for script, setting in scripts.items()}


def remade(
    path: Path, target: Path, *, family: str = "", width: float = 1.0, extra: str = ""
) -> Path:
    """Write a font anew: under another name, wider, or with further characters."""
    font = TTFont(path)
    if family:
        for record in [r for r in font["name"].names if r.nameID in (1, 4, 6, 16)]:
            record.string = family.replace(" ", "") if record.nameID == 6 else family
    for glyph, (advance, bearing) in font["hmtx"].metrics.items():
        font["hmtx"].metrics[glyph] = round(advance * width), bearing
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({ord(character): table.cmap[ord("H")] for character in extra})
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)
    return target


# --- What they cover --------------------------------------------------------

VIETNAMESE = "ăâđêôơưaàảãáạằẳẵắặầẩẫấậeèẻẽéẹềểễếệiìỉĩíịoòỏõóọồổỗốộờởỡớợuùủũúụừửữứựyỳỷỹýỵ"
AFRICAN = "ɛɔɓɖɗƴɲʋ" + "ŋɣƙɩʊẹọṣ"
LATIN = "abcdefghijklmnopqrstuvwxyz" + "äöüßéèêëàâçñøåæœłżźśćńąęěščřžýůďťňőűğışîțșđĳ"
GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" + "іїєґўђћљњџјѓќѕ"
FIGURES = "0123456789"
SIGNS = ".,:;!?…–—‘’“”„«»‹›()[]/&@#%*+·•€£$§'\"-" + "\u2010\u2011\u00a0\u202f"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى" + "پچژگکی" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹" + "،؛؟"
HEBREW = "אבגדהוזחטיכלמנסעפצקרשתךםןףץ" + "־׳״"

# Families that layouts name for scripts whose fonts a project must bring.
UNBUNDLED = {"Noto Serif Devanagari", "Noto Sans Devanagari"} | {
    f"Noto {kind} CJK {place}" for kind in ("Serif", "Sans") for place in ("SC", "TC", "JP")
}

# The styles in which the stylesheets set each role.
STYLES = {
    "text": [(400, False), (400, True), (700, False)],
    "sans": [(400, False), (700, False)],
    "display": [(900, False)],
}


def both_cases(letters: str) -> str:
    capitals = (letter.upper() for letter in letters)
    return letters + "".join(capital for capital in capitals if len(capital) == 1)


@pytest.mark.parametrize(("role", "style"), [(r, s) for r in ROLES for s in STYLES[r]], ids=str)
@pytest.mark.parametrize(
    "letters",
    [LATIN, VIETNAMESE, AFRICAN, GREEK, CYRILLIC, FIGURES, SIGNS],
    ids=["Latin", "Vietnamese", "African", "Greek", "Cyrillic", "figures", "signs"],
)
def test_every_latin_role_has_every_letter(library, families, role, style, letters):
    weight, italic = style
    found = [library.find(f, weight=weight, italic=italic) for f in families["Latn"][role]]
    lacking = [c for c in both_cases(letters) if not any(ord(c) in f.characters for f in found)]
    assert lacking == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("script", "letters"), [("Arab", ARABIC), ("Hebr", HEBREW)])
def test_every_role_has_the_letters_of_arabic_and_hebrew(library, families, role, script, letters):
    face = library.find(families[script][role][0], weight=STYLES[role][0][0])
    assert [c for c in letters if ord(c) not in face.characters] == []


@pytest.mark.parametrize("letters", [LATIN, VIETNAMESE, AFRICAN, GREEK, CYRILLIC])
def test_a_headline_in_any_of_these_is_set_in_one_face(library, families, letters):
    headline = both_cases(letters) + FIGURES + "–“”’,.!?&"
    assert library.covering(families["Latn"]["display"], headline)


@pytest.mark.parametrize("character", ["\u2010", "\u202f"])
@pytest.mark.parametrize("role", ["text", "sans"])
def test_hyphen_and_narrow_space_are_the_face_s_own(library, families, role, character):
    """Else the engine takes them from another face, which shows in print."""
    like = "-" if character == "\u2010" else " "
    for weight, italic in STYLES[role]:
        face = library.find(families["Latn"][role][0], weight=weight, italic=italic)
        font = TTFont(face.path)
        advance = {c: font["hmtx"][font.getBestCmap()[ord(c)]][0] for c in (character, like)}
        assert 0 < advance[character] <= advance[like], face.path.name


@pytest.mark.parametrize("folder", sorted(p for p in BUNDLED[0].iterdir() if p.is_dir()))
def test_every_family_has_its_licence_beside_it(folder):
    licence = (folder / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright" in licence


def test_every_bundled_font_is_named_by_a_layout_or_a_theme(library):
    named = {
        family
        for name in layout_names(LAYOUTS)
        if name != "base"
        for setting in find_layout(name, LAYOUTS).scripts.values()
        for families in setting.families.values()
        for family in families
    }
    themes = (find_theme(name, THEMES) for name in theme_names(THEMES))
    named |= {
        family
        for theme in themes
        for _, faces in theme.faces
        for _, families in faces.families
        for family in families
    }
    unused = [face.path.name for face in library.faces if named.isdisjoint(face.families)]
    assert unused == []
    assert {f for f in named if not library.find(f)} == UNBUNDLED


def test_every_font_file_is_a_face_of_its_own(library):
    files = [path for path in BUNDLED[0].rglob("*") if path.suffix == ".ttf"]
    assert sorted(face.path for face in library.faces) == sorted(files)


# --- Finding faces ----------------------------------------------------------


def face(family: str, letters: str, *, weight: int = 400, italic: bool = False) -> Face:
    name = Path(f"{family}-{weight}{italic}")
    return Face(name, (family,), weight, 100, italic, frozenset(map(ord, letters)))


LIBRARY = FontLibrary(
    (
        face("One", "abc"),
        face("One", "abc", weight=700),
        face("One", "abc", italic=True),
        face("Two", "abcö-"),
        face("Three", "abcx☮"),
    )
)


@pytest.mark.parametrize(
    ("weight", "italic", "found"),
    [
        (400, False, "One-400False"),
        (900, False, "One-700False"),
        (700, True, "One-400True"),
        (100, False, "One-400False"),
    ],
)
def test_the_nearest_style_of_a_family_is_found(weight, italic, found):
    assert LIBRARY.find("One", weight=weight, italic=italic).path == Path(found)


def test_a_family_that_is_not_there_is_not_found():
    assert LIBRARY.find("Four") is None


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("a b\nc", "One"),
        ("aöb", "Two"),
        # A decomposed letter is the same letter.
        ("ao\u0308b", "Two"),
        # A sign too is better set in the face of the letters around it.
        ("a-b", "Two"),
        # No face has all signs: then one that has all letters.
        ("a-b☮x", "Three"),
        ("a\u00adb\u200b", "One"),
        ("aßb", None),
        ("", "One"),
    ],
)
def test_a_headline_is_set_in_the_first_family_that_has_all_of_it(text, family):
    assert LIBRARY.covering(("One", "Two", "Three", "Four"), text) == family


def test_missing_characters_are_named_once_in_their_order():
    assert LIBRARY.missing(("One", "Two"), "axö☮ x☮z") == ("x", "☮", "z")
    assert LIBRARY.missing(("Three",), "x☮") == ()
    assert LIBRARY.missing((), "a") == ("a",)


@pytest.mark.parametrize(
    "text",
    [
        "\n\t \u00a0\u2003\u202f\u3000",
        "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",
        "\u2066\u2069\u202a\u202c",
        "\ufe0e\ufe0f\u034f\U000e0100",
    ],
)
def test_white_and_marks_for_the_shaper_need_no_font(text):
    assert LIBRARY.missing(("One",), text) == ()


# --- Reading folders --------------------------------------------------------


@pytest.fixture
def own(tmp_path) -> Path:
    """A project's fonts folder with one good font in it."""
    folder = tmp_path / "fonts"
    (folder / "serif").mkdir(parents=True)
    shutil.copy(SERIF, folder / "serif")
    return folder


def test_fonts_are_found_however_deep_they_lie(own):
    (read,) = font_library((own,)).faces
    assert (read.families, read.weight, read.italic) == (("Source Serif 4",), 400, False)
    assert ord("é") in read.characters


def test_a_project_s_face_takes_the_place_of_the_bundled_one_of_its_style(own):
    both = font_library((own, *BUNDLED))
    regular = [f for f in both.faces if f.families == ("Source Serif 4",) and f.weight == 400]
    assert [f.path.is_relative_to(own) for f in regular if not f.italic] == [True]
    assert len(both.faces) == len(font_library(BUNDLED).faces)


def test_a_font_that_is_added_is_seen(own):
    assert len(font_library((own,)).faces) == 1
    shutil.copy(DISPLAY, own / "display.TTF")
    assert len(font_library((own,)).faces) == 2


def test_hidden_files_are_left_alone(own):
    (own / "._SourceSerif4-Regular.ttf").write_bytes(b"what macOS puts beside a file")
    (own / ".trash").mkdir()
    (own / ".trash" / "x.otf").write_bytes(b"")
    (own / "README.md").write_text("no font", "utf-8")
    (own / "folder.ttf").mkdir()
    assert len(font_library((own,)).faces) == 1


def broken_fonts() -> dict[str, bytes]:
    whole = SERIF.read_bytes()
    return {
        "empty": b"",
        "text": b"this is no font",
        "only a head": whole[:12],
        "cut short": whole[: len(whole) // 2],
        "one byte missing": whole[:-5],
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "zeros": bytes(5000),
        "a head of lies": b"\0\1\0\0\xff\xff" + bytes(4000),
    }


@pytest.mark.parametrize("kind", broken_fonts())
def test_a_broken_font_is_named(own, kind):
    (own / "serif" / "Broken.ttf").write_bytes(broken_fonts()[kind])
    with pytest.raises(InputError) as caught:
        font_library((own, *BUNDLED))
    assert str(caught.value) == (
        "fonts/serif/Broken.ttf: this is not a font, or it is damaged\n"
        "  copy it anew, or take it out of the folder"
    )


@pytest.mark.parametrize("suffix", [".woff2", ".WOFF", ".pfb"])
def test_a_font_of_another_kind_is_named(own, suffix):
    (own / f"Web{suffix}").write_bytes(b"wOF2")
    with pytest.raises(InputError) as caught:
        font_library((own,))
    assert str(caught.value) == (
        f"fonts/Web{suffix}: fonts of the kind {suffix} are not read\n"
        "  put the same font as .ttf, .otf or .ttc in its place"
    )


# --- A private fontconfig ---------------------------------------------------


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """Give each test an environment and a cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    monkeypatch.setattr(notes.tempfile, "gettempdir", lambda: str(tmp_path / "tmp"))
    notes.cache_folder.cache_clear()
    yield monkeypatch
    notes.cache_folder.cache_clear()


def test_fontconfig_is_shown_the_faces_and_nothing_else(environment, own, tmp_path):
    environment.setenv("FONTCONFIG_PATH", "/etc/fonts")
    environment.setenv("FONTCONFIG_SYSROOT", "/nowhere")
    path = use_only((own,))
    text = path.read_text("utf-8")
    assert os.environ["FONTCONFIG_FILE"] == str(path)
    assert path.is_relative_to(tmp_path / "cache" / "pamphlet")
    assert f"<glob>{own / 'serif' / SERIF.name}</glob>" in text
    assert "<rejectfont><glob>*</glob></rejectfont>" in text
    assert "include" not in text
    assert not {"FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"} & set(os.environ)


def test_a_font_written_anew_in_its_place_has_notes_of_its_own(environment, own):
    path = own / "serif" / SERIF.name
    before, when = use_only((own,)), path.stat()
    assert use_only((own,)) == before
    os.utime(path, ns=(when.st_atime_ns, when.st_mtime_ns + 1))
    assert use_only((own,)) != before


def test_a_folder_with_signs_of_xml_in_its_name(environment, tmp_path):
    folder = tmp_path / "Fonts & <Co>"
    folder.mkdir()
    shutil.copy(SERIF, folder)
    assert "Fonts &amp; &lt;Co&gt;" in use_only((folder,)).read_text("utf-8")


def test_without_a_cache_notes_go_into_a_temporary_folder(environment, own, tmp_path):
    (tmp_path / "cache").write_text("a file where a folder should be", "utf-8")
    path = use_only((own,))
    assert path.parent == tmp_path / "tmp" / f"pamphlet-{os.getuid()}"
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_temporary_folder_that_someone_else_made_is_not_trusted(environment, own, tmp_path):
    (tmp_path / "cache").write_text("", "utf-8")
    environment.setattr(fonts.os, "getuid", lambda: os.stat(tmp_path).st_uid + 1)
    with pytest.raises(OutputError) as caught:
        use_only((own,))
    assert str(caught.value) == (
        "no folder can be written for notes\n  set XDG_CACHE_HOME to one that can"
    )


# --- The same everywhere ----------------------------------------------------

TEXT = """\
---
title: "Ein Weg am Fluß, ɛnɛ ɔkwan: Đường ven sông"
issuer: Freunde des Mühlwegs
lang: de
slogans: [Haltet den Weg offen]
---
Seit neunzig Jahren gehen die Leute von der Mühle zum Bahnhof am Wasser entlang.
*Kursiv*, **fett** und `Schrift ohne Serifen`; Ελληνικά, Кириллица.

![Eine Mühle](mill-lane.jpg "Photo: Mill")
"""


def project_in(folder: Path, text: str = TEXT) -> Path:
    (folder / "statements").mkdir(parents=True)
    (folder / "statements" / "weg.md").write_text(text, "utf-8")
    shutil.copy(ROOT / "tests" / "cases" / "samples" / "mill-lane.jpg", folder / "statements")
    (folder / "pamphlet.yml").write_text(
        "editions:\n  - {name: weg, statements: [weg], layout: handbill}\n", "utf-8"
    )
    return folder


def built(project: Path, **environment: str) -> tuple[int, str, dict[str, str]]:
    """Build in a process of its own; return its code, its complaints and digests of its files."""
    kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "pamphlet", "build"],
        cwd=project,
        env={"HOME": str(project), "PYTHONPATH": str(ROOT / "src"), **kept, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    files = sorted((project / "out").rglob("*.pdf"))
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return done.returncode, done.stderr, digests


@pytest.fixture(scope="module")
def plain_build(tmp_path_factory) -> dict[str, str]:
    """The digests of a build in an environment with nothing in it."""
    project = project_in(tmp_path_factory.mktemp("plain") / "here")
    code, complaints, digests = built(project)
    assert (code, complaints) == (0, "")
    assert sorted(digests) == ["weg.print.pdf", "weg.screen.pdf", "weg.sheets.pdf"]
    return digests


def test_fonts_of_the_machine_change_nothing(tmp_path, plain_build):
    """Fonts of the same names and twice as wide lie wherever fontconfig looks."""
    project, home = project_in(tmp_path / "there"), tmp_path / "home"
    data = home / ".local" / "share" / "fonts"
    for source in (SERIF, DISPLAY, SERIF.parent / "SourceSerif4-Bold.ttf"):
        remade(source, data / source.name, width=2.0)
    shutil.copytree(data, home / ".fonts")
    config = home / ".config" / "fontconfig" / "fonts.conf"
    config.parent.mkdir(parents=True)
    config.write_text(f"<fontconfig><dir>{data}</dir></fontconfig>", "utf-8")
    code, complaints, digests = built(
        project,
        HOME=str(home),
        XDG_DATA_HOME=str(data.parent),
        XDG_CONFIG_HOME=str(home / ".config"),
        FONTCONFIG_FILE=str(config),
        FONTCONFIG_PATH=str(config.parent),
        FONTCONFIG_SYSROOT=str(home),
        PANGO_LANGUAGE="ja:ar",
    )
    assert (code, complaints) == (0, "")
    assert digests == plain_build


def test_the_same_text_gives_the_same_bytes_anywhere(tmp_path, plain_build):
    project = project_in(tmp_path / "another place" / "with a longer näme")
    code, complaints, digests = built(
        project,
        PYTHONHASHSEED="7",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
        COLUMNS="40",
    )
    assert (code, complaints) == (0, "")
    assert digests == plain_build


def test_a_project_s_own_font_is_used(tmp_path):
    project = project_in(tmp_path / "project", TEXT.replace("Kursiv", "☭"))
    remade(SERIF, project / "fonts" / "Signs.ttf", family="Signs", extra="☭")
    code, complaints, _ = built(project)
    assert (code, complaints) == (0, "")
    with pikepdf.open(project / "out" / "weg" / "weg.screen.pdf") as pdf:
        used = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert any("Signs" in name for name in used)


def test_a_broken_font_stops_the_build_with_a_clear_word(tmp_path):
    project = project_in(tmp_path / "project")
    (project / "fonts").mkdir()
    (project / "fonts" / "Broken.otf").write_bytes(b"OTTO" + bytes(100))
    code, complaints, digests = built(project)
    assert code == 2
    assert "fonts/Broken.otf: this is not a font, or it is damaged" in complaints
    assert "Traceback" not in complaints
    assert digests == {}


def test_a_character_that_no_font_has_is_named_with_its_line(tmp_path):
    project = project_in(tmp_path / "project", TEXT.replace("Kursiv", "☭"))
    code, complaints, digests = built(project)
    assert code == 1
    assert complaints.splitlines() == [
        "weg: not built",
        "  statements/weg.md:8: no font has the character '☭' (U+262D)",
        "    it is a symbol: leave it out, or add a font that may have it; on Debian or Ubuntu:",
        "      apt install fonts-noto-core",
        "      cp /usr/share/fonts/truetype/noto/{NotoSansSymbols-Regular.ttf,"
        "NotoSansSymbols2-Regular.ttf,NotoSansMath-Regular.ttf} fonts/",
        "    fonts/ is the folder beside your pamphlet.yml; make it if it is not there",
    ]
    assert digests == {}


def test_nothing_of_the_network_is_loaded_to_find_fonts_and_layouts():
    """They take longer to load than all that is needed."""
    heavy = "{'ssl', 'http', 'email', 'urllib.request', 'socket', 'xml.sax', 'importlib.metadata'}"
    code = f"import sys, pamphlet.fonts, pamphlet.resources; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
