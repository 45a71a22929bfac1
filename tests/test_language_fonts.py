"""Scripts that no bundled font has, set in Noto from the project's fonts/, and fonts missing.

The fonts are Debian's (fonts-noto-core, fonts-noto-cjk), copied into the project by the test.
"""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pikepdf
import pytest

from pamphlet.build.faces import with_faces
from pamphlet.cli import main
from pamphlet.errors import InputError
from pamphlet.fonts import FontLibrary, font_library
from pamphlet.language import language
from pamphlet.language.scripts import script
from pamphlet.layout import find_layout
from pamphlet.markup.measures import page_style
from pamphlet.pdf.text import tagged_texts
from pamphlet.resources import bundled_root, font_folders
from pamphlet.setting.items import LOUD
from pamphlet.setting.measure import Measure
from pamphlet.theme import find_theme

CASES = Path(__file__).parent / "cases" / "languages"
LAYOUTS = (bundled_root() / "layouts",)
NOTO = [Path(path) for code in ("Deva", "Hans") for path in script(code).files]
COLLECTION = NOTO[-1]

needs_noto = pytest.mark.skipif(
    not all(path.is_file() for path in NOTO), reason="Debian's Noto fonts are not installed"
)


@pytest.fixture(scope="module")
def noto(tmp_path_factory) -> Path:
    """A project whose fonts/ folder holds Noto for Devanagari, Chinese and Japanese."""
    project = tmp_path_factory.mktemp("noto")
    (project / "fonts").mkdir()
    for path in NOTO:
        shutil.copy(path, project / "fonts")
    (project / "pamphlet.yml").write_text("title: Languages\n", "utf-8")
    for path in CASES.glob("*.md"):
        shutil.copy(path, project)
    return project


@pytest.fixture(scope="module")
def library(noto) -> FontLibrary:
    return font_library(font_folders(noto))


def built(project: Path, lang: str, layout: str, monkeypatch) -> Path:
    monkeypatch.chdir(project)
    assert main(["build", f"{lang}.md", "--layout", layout, "--as", "screen", "--out", "out"]) == 0
    name = f"{lang}-{layout}".lower()
    return project / "out" / name / f"{name}.screen.pdf"


def fonts_in(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        return {
            str(font.BaseFont).partition("+")[2]
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }


# The words that a title is known by, and the faces of text and headlines.
SET = {
    "hi": ("पार्किंग", "Noto-Serif-Devanagari", "Noto-Sans-Devanagari-Bold"),
    "zh": ("停车场", "Noto-Serif-CJK-SC", "Noto-Sans-CJK-SC-Bold"),
    "zh-Hant": ("停車場", "Noto-Serif-CJK-TC", "Noto-Sans-CJK-TC-Bold"),
    "ja": ("駐車場", "Noto-Serif-CJK-JP", "Noto-Sans-CJK-JP-Bold"),
}


@needs_noto
@pytest.mark.parametrize("layout", ["handbill", "trifold", "booklet"])
@pytest.mark.parametrize("lang", SET)
def test_language_is_set_in_its_own_faces(noto, lang, layout, monkeypatch):
    word, text, display = SET[lang]
    path = built(noto, lang, layout, monkeypatch)
    used = fonts_in(path)
    assert {text, display} <= used
    # No shape of another language of the same collection.
    others = {face for _, *faces in SET.values() for face in faces} - {text, display}
    assert not used & others
    with pikepdf.open(path) as pdf:
        said = "".join(shown.text for shown in tagged_texts(pdf))
    assert word in said.replace(" ", "")


@needs_noto
def test_hindi_can_be_read_back_word_for_word(noto, monkeypatch):
    with pikepdf.open(built(noto, "hi", "handbill", monkeypatch)) as pdf:
        said = " ".join(shown.text for shown in tagged_texts(pdf))
    for words in ("एक भी पेड़ न कटे", "शनिवार, 14 मार्च", "हस्ताक्षर इकट्ठे किए"):
        assert words in " ".join(said.split())


@needs_noto
def test_marks_of_chinese_are_full_and_lines_keep_to_kinsoku(noto, monkeypatch):
    with pikepdf.open(built(noto, "zh", "handbill", monkeypatch)) as pdf:
        said = "".join(shown.text for shown in tagged_texts(pdf))
    assert "公园里有一百二十棵树，每天早上" in said and "“孩子们没有地方玩了。”" in said
    assert "（2025年调查）" in said and "回来……我们不走！" in said
    assert "3月14日星期六" in said and "联系方式" in said


@needs_noto
def test_every_face_of_a_collection_is_read(library):
    faces = [face for face in library.faces if face.path.name == COLLECTION.name]
    found = {(face.index, face.families[0]) for face in faces}
    assert {(0, "Noto Sans CJK JP"), (2, "Noto Sans CJK SC"), (3, "Noto Sans CJK TC")} <= found
    assert len({face.index for face in faces}) == len(faces) > 4


@needs_noto
@pytest.mark.parametrize(
    ("code", "lang"), [("Deva", "hi"), ("Hans", "zh"), ("Hant", "zh-Hant"), ("Jpan", "ja")]
)
@pytest.mark.parametrize(("role", "weight"), [("text", 400), ("display", 900)])
def test_face_that_is_measured_is_the_one_that_is_set(
    noto, library, code, lang, role, weight, monkeypatch
):
    layout = with_faces(find_layout("handbill", LAYOUTS), library, frozenset({code}))
    measure = Measure(library, layout.families(role, code), lang=lang, weight=weight)
    face = measure._face(script(code).letters)
    name = SET[lang][1 if role == "text" else 2]
    assert face.families[0].replace(" ", "-") + ("-Bold" if face.weight == 700 else "") == name
    assert name in fonts_in(built(noto, lang, "handbill", monkeypatch))


@needs_noto
def test_signs_have_the_shapes_of_their_language_in_one_booklet(noto, monkeypatch):
    """直 is drawn otherwise in Japanese, though both are set in the face of the edition."""
    for lang in ("ja", "zh"):
        text = f"---\ntitle: 直\nlang: {lang}\n---\n直角。\n"
        (noto / f"shape-{lang}.md").write_text(text, "utf-8")
    monkeypatch.chdir(noto)
    paths = ["shape-zh.md", "shape-ja.md", "--title", "Shapes"]
    assert main(["build", *paths, "--layout", "booklet", "--as", "screen", "--out", "out"]) == 0
    with pikepdf.open(noto / "out" / "shapes" / "shapes.screen.pdf") as pdf:
        fonts = {
            str(font.BaseFont): font
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
        serif = next(font for name, font in fonts.items() if name.endswith("Serif-CJK-SC"))
        meanings = serif.ToUnicode.read_bytes().upper()
    assert meanings.count(b"<76F4>") == 2


@needs_noto
def test_one_family_of_a_script_serves_for_all_roles(tmp_path):
    shutil.copy(COLLECTION.with_name("NotoSansCJK-Regular.ttc"), tmp_path)
    layout = with_faces(
        find_layout("handbill", LAYOUTS), font_library((tmp_path,)), frozenset({"Hant"})
    )
    assert {layout.families(role, "Hant")[0] for role in ("text", "sans", "display")} == {
        "Noto Sans CJK TC"
    }


@needs_noto
def test_a_font_of_another_name_takes_the_place_of_those_that_are_not_there(tmp_path, monkeypatch):
    from test_fonts import remade

    remade(NOTO[0], tmp_path / "fonts" / "Own.ttf", family="Our Own")
    (tmp_path / "pamphlet.yml").write_text("title: Own\n", "utf-8")
    shutil.copy(CASES / "hi.md", tmp_path)
    used = fonts_in(built(tmp_path, "hi", "handbill", monkeypatch))
    assert any("Our-Own" in name or "Noto-Sans" in name for name in used)
    library = font_library((tmp_path / "fonts",))
    layout = with_faces(find_layout("handbill", LAYOUTS), library, frozenset({"Deva"}))
    assert layout.families("text", "Deva")[0] == "Our Own"


@pytest.mark.parametrize("lang", ["he", "fa"])
@pytest.mark.parametrize("layout", ["trifold", "booklet"])
def test_addresses_in_a_line_from_the_right_run_from_the_left(lang, layout, tmp_path, monkeypatch):
    shutil.copy(CASES / f"{lang}.md", tmp_path)
    name = {"he": "gina", "fa": "bagh"}[lang]
    with pikepdf.open(built(tmp_path, lang, layout, monkeypatch)) as pdf:
        said = [shown.text for shown in tagged_texts(pdf)]
    for address in (f"{name}.example", f"info@{name}.example", "0555 014 322"):
        assert any(address in text for text in said), address


def style_of(lang: str, *others: str) -> str:
    layout = find_layout("booklet", LAYOUTS)
    return page_style(
        layout,
        layout.papers["a"],
        size=10,
        leading=14,
        script=language(lang).script,
        design=find_theme("red", (bundled_root() / "themes",)),
        display=("Karantina",),
        drops={},
        quotes=(LOUD,),
        narrower=0.0,
        notes=(8.0, 10.5),
        body_pages=1,
        langs=(lang, *others),
    ).css


def test_style_sheet_is_told_what_a_script_and_a_language_want():
    said = style_of("he", "de")
    assert '[dir="rtl"] .body p { text-indent: 0 }' in said and "width: 1.1em" in said
    assert ".Hebr em, .Hebr .body blockquote { font-style: normal }" in said
    assert ".Hebr .label { letter-spacing: 0 }" in said
    assert '[lang="de"] { hyphenate-limit-chars: 7 4 3 }' in said
    said = style_of("pl", "ja")
    assert '[lang="pl"] { hyphenate-limit-chars: 6 3 3 }' in said and "rtl" not in said
    assert '[lang="ja"] em, [lang="ja"] .body blockquote { font-style: normal }' in said
    assert ".Latn em" not in said


# --- Collections that are no fonts --------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"ttcf",
        b"ttcf\0\1\0\0" + struct.pack(">I", 0),
        b"ttcf\0\1\0\0" + struct.pack(">I", 5),
        b"ttcf\0\1\0\0" + struct.pack(">I", 2**31) + bytes(100),
        b"ttcf\0\1\0\0" + struct.pack(">II", 1, 9_999) + bytes(100),
    ],
)
def test_broken_collection_is_named(tmp_path, content):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Broken.ttc").write_bytes(content)
    with pytest.raises(InputError) as caught:
        font_library((tmp_path / "fonts",))
    assert str(caught.value).startswith(
        "fonts/Broken.ttc: this is not a font, or it is damaged\n  copy it anew"
    )


# --- Fonts that are not there -------------------------------------------------------------------


def complaint(tmp_path: Path, text: str, capsys, monkeypatch) -> list[str]:
    (tmp_path / "pamphlet.yml").write_text("title: T\n", "utf-8")
    (tmp_path / "text.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "text.md", "--out", "out"]) == 1
    return capsys.readouterr().err.splitlines()


def test_script_without_a_font_names_its_package_and_files(tmp_path, capsys, monkeypatch):
    said = complaint(tmp_path, (CASES / "ja.md").read_text("utf-8"), capsys, monkeypatch)
    assert said == [
        "text-handbill: not built",
        "  text.md:2: no font has the character '公' (U+516C)",
        "    it is Japanese, for which no font is bundled; on Debian or Ubuntu:",
        "      apt install fonts-noto-cjk",
        "      cp /usr/share/fonts/opentype/noto/{NotoSerifCJK-Regular.ttc,"
        "NotoSerifCJK-Bold.ttc,NotoSansCJK-Bold.ttc} fonts/",
        "    fonts/ is the folder beside your pamphlet.yml; make it if it is not there",
    ]


@pytest.mark.parametrize(
    ("sign", "why", "package"),
    [
        ("🎉", "it is an emoji, and no font here has any", "fonts-noto-color-emoji"),
        ("ก", "it is Thai, for which no font is bundled", "fonts-noto-core"),
        ("한", "it is Korean, for which no font is bundled", "fonts-noto-cjk"),
    ],
)
def test_what_to_add_is_told_by_the_sign(tmp_path, capsys, monkeypatch, sign, why, package):
    text = f"---\ntitle: Tonight\nlang: en\n---\nCome and bring {sign} along.\n"
    said = complaint(tmp_path, text, capsys, monkeypatch)
    assert said[1].startswith("  text.md:5: no font has the character")
    assert said[2].startswith(f"    {why}") and said[3] == f"      apt install {package}"


def test_fonts_verb_tells_which_languages_can_be_set(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["fonts"]) == 0
    said = capsys.readouterr().out
    assert "Greek: Ελληνικά (el)\n" in said and "Hebrew: עברית (he)\n" in said
    assert "Japanese: 日本語 (ja): no font; add one of fonts-noto-cjk to fonts/\n" in said
