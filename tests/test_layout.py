"""Manifests of layouts: what is read of them, and what is said when they are wrong."""

from __future__ import annotations

import importlib.metadata
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from pamphlet import resources
from pamphlet.errors import Complaints, LayoutError, UsageError
from pamphlet.layout import Layout, Margins, Paper, find_layout, layout_names
from pamphlet.resources import bundled_root, layout_folders, short_name
from pamphlet.units import Size

CASES = Path(__file__).parent / "cases" / "layouts"
BUNDLED = bundled_root() / "layouts"

GOOD = """\
title: Broadside
paper:
  a:
    trim: A5
    sheet: A4
margins: {top: 10mm, bottom: 10mm, inner: 12mm, outer: 12mm}
type:
  least: 9pt
  most: 12pt
faces:
  Latn:
    text: Source Serif 4
    sans: Source Sans 3
    display: Sofia Sans Extra Condensed Black
"""


@pytest.fixture
def write(tmp_path):
    """Write manifests into layouts/ and return the folder."""

    def written(**manifests: str | bytes) -> Path:
        folder = tmp_path / "layouts"
        for name, text in manifests.items():
            (folder / name).mkdir(parents=True)
            content = text.encode() if isinstance(text, str) else text
            (folder / name / "layout.yml").write_bytes(content)
        return folder

    return written


def said(name: str, *folders: Path) -> str:
    """Return what is said of a layout that is wrong."""
    with pytest.raises((LayoutError, Complaints, UsageError)) as caught:
        find_layout(name, folders)
    return str(caught.value)


# --- What is read -----------------------------------------------------------


def test_measures_are_millimetres_and_sizes_of_type_points(write):
    layout = find_layout("broadside", (write(broadside=GOOD + "frame: 0.5in\n"),))
    assert layout.papers == {"a": Paper((Size(148, 210),), Size(210, 297))}
    assert layout.margins == Margins(10, 10, 12, 12)
    assert (layout.type.least, layout.type.most, layout.type.good) == (9, 12, 9)
    assert layout.frame == pytest.approx(12.7)


def test_what_is_not_written_has_a_default(write):
    layout = find_layout("broadside", (write(broadside=GOOD),))
    assert (layout.pages, layout.body, layout.multiple, layout.densities) == (None, (), 1, 1)
    assert (layout.print_scheme, layout.sheets_scheme, layout.frame) == ("single", "single", 5)
    assert (layout.theme, layout.gathers) == ("red", False)


def test_a_byte_order_mark_is_passed_over(write):
    folder = write(broadside=b"\xef\xbb\xbf" + GOOD.encode())
    assert find_layout("broadside", (folder,)).title == "Broadside"


def test_pages_of_different_sizes_are_kept_in_reading_order(write):
    text = GOOD.replace("trim: A5", "trim: [100mm x 210mm, 97mm x 210mm]")
    layout = find_layout("z", (write(z=text + "pages: 2\nbody: [1]\n"),))
    assert [layout.papers["a"].trim(page).width for page in range(2)] == [100, 97]


def test_a_script_without_faces_is_set_in_those_of_latin(write):
    layout = find_layout("broadside", (write(broadside=GOOD + "  Grek: {leading: 1.5}\n"),))
    assert layout.families("text", "Grek") == ("Source Serif 4",)
    assert layout.setting("Grek").leading == 1.5
    assert layout.setting("Thai") == layout.setting("Latn")


def test_the_faces_of_a_script_come_before_those_of_latin(write):
    layout = find_layout("broadside", (write(broadside=GOOD + "  Arab: {text: Vazirmatn}\n"),))
    assert layout.families("text", "Arab") == ("Vazirmatn", "Source Serif 4")
    assert layout.families("text", "Latn") == ("Source Serif 4", "Vazirmatn")


@pytest.mark.parametrize("name", [n for n in layout_names((BUNDLED,)) if n != "base"])
def test_every_bundled_layout_can_be_read(name):
    layout = find_layout(name, (BUNDLED,))
    assert layout.name == name
    assert layout.about
    assert set(layout.papers) == {"a", "us"}
    assert layout.folders[-1] == BUNDLED / "base"


# --- Extending --------------------------------------------------------------


def test_a_layout_takes_over_what_it_does_not_say(write):
    child = "title: Child\nextends: parent\nmargins: {outer: 20mm}\ntheme: blue\n"
    parent = GOOD + "abstract: yes\npages: 2\nbody: [1, 2]\n"
    layout = find_layout("child", (write(child=child, parent=parent),))
    assert layout.title == "Child"
    assert layout.margins == Margins(10, 10, 12, 20)
    assert (layout.body, layout.theme) == ((1, 2), "blue")


def test_a_list_is_replaced_and_not_lengthened(write):
    child = "extends: parent\nbody: [2]\n"
    folder = write(child=child, parent=GOOD + "pages: 2\nbody: [1, 2]\n")
    assert find_layout("child", (folder,)).body == (2,)


def test_a_key_with_nothing_behind_it_takes_back_what_was_said_below(write):
    folder = write(child="extends: parent\ntheme:\n", parent=GOOD + "theme: blue\n")
    assert find_layout("child", (folder,)).theme == "red"


def test_a_chain_of_three_names_its_folders_nearest_first(write):
    folder = write(
        top="extends: middle\ntitle: Top\n", middle="extends: root\ntheme: green\n", root=GOOD
    )
    layout = find_layout("top", (folder,))
    assert layout.folders == (folder / "top", folder / "middle", folder / "root")
    assert (layout.title, layout.theme) == ("Top", "green")


def test_a_project_s_layout_comes_before_the_bundled_one_and_may_extend_it():
    layout = find_layout("handbill", (CASES, BUNDLED))
    assert layout.title == "Our handbill"
    assert layout.folders == (CASES / "handbill", BUNDLED / "handbill", BUNDLED / "base")
    assert layout.margins == Margins(12, 12, 13, 17)
    assert layout.pages == 2


def test_an_abstract_layout_below_does_not_make_the_one_above_abstract(write):
    folder = write(child="extends: parent\n", parent=GOOD + "abstract: yes\n")
    assert find_layout("child", (folder,)).name == "child"


def test_an_abstract_layout_cannot_be_used(write):
    folder = write(parent=GOOD + "abstract: yes\n")
    assert said("parent", folder) == "'parent' is no layout of its own, only what others extend"


def test_a_layout_that_extends_itself(write):
    assert said("loop", write(loop=GOOD + "extends: loop\n")) == (
        "layouts/loop/layout.yml:15: the layout 'loop' extends itself\n"
        "  name another, or leave 'extends' out"
    )


def test_two_layouts_that_extend_each_other(write):
    folder = write(one="extends: two\n", two="theme: red\nextends: one\n")
    assert said("one", folder) == (
        "layouts/two/layout.yml:2: the layout 'one' extends itself\n"
        "  name another, or leave 'extends' out"
    )


def test_a_layout_that_extends_one_that_is_not_there(write):
    assert said("child", write(child="title: C\nextends: pearent\n", parent=GOOD)) == (
        "layouts/child/layout.yml:2: there is no layout 'pearent'\n  did you mean 'parent'?"
    )


@pytest.mark.parametrize("name", ["../parent", "parent/", "..", "x" * 5000, "p\0", ""])
def test_no_name_leads_out_of_the_layouts(write, name):
    folder = write(child=GOOD, parent=GOOD)
    (folder.parent / "layout.yml").write_text(GOOD, "utf-8")
    message = f"there is no layout {name!r}"
    near = "\n  did you mean 'parent'?"
    assert said(name, folder) in (f"{message}\n  layouts: child, parent", message + near)


def test_a_folder_without_a_manifest_is_named(write):
    folder = write(other=GOOD)
    (folder / "broadside").mkdir()
    assert said("broadside", folder, BUNDLED) == (
        "layouts/broadside: this folder has no layout.yml\n"
        "  write one: 'extends: handbill' is enough"
    )


# --- Where layouts come from ------------------------------------------------


@pytest.fixture
def installed(monkeypatch):
    """Pretend that packages offering layouts are installed."""

    def install(*entries: EntryPoint) -> None:
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: entries)
        resources._packaged.cache_clear()

    yield install
    resources._packaged.cache_clear()


def entry(value: str) -> EntryPoint:
    return EntryPoint("their layouts", value, "pamphlet.layouts")


@pytest.mark.parametrize("with_init", [True, False], ids=["package", "namespace package"])
def test_an_installed_package_comes_between_the_project_and_the_bundled(
    tmp_path, monkeypatch, installed, with_init
):
    package, project = tmp_path / "their_layouts", tmp_path / "project"
    for name in ("handbill", "zine"):
        (package / name).mkdir(parents=True)
        (package / name / "layout.yml").write_text(f"extends: base\n{GOOD}", "utf-8")
    if with_init:
        (package / "__init__.py").write_text("raise SystemExit('it is never run')", "utf-8")
    (project / "layouts" / "zine").mkdir(parents=True)
    (project / "layouts" / "zine" / "layout.yml").write_text("extends: zine\ntitle: Ours\n")
    monkeypatch.syspath_prepend(tmp_path)
    installed(entry("their_layouts"))

    folders = layout_folders(project)
    assert folders == (project / "layouts", package, BUNDLED)
    zine, handbill = find_layout("zine", folders), find_layout("handbill", folders)
    assert zine.folders == (project / "layouts" / "zine", package / "zine", BUNDLED / "base")
    assert handbill.folders[0] == package / "handbill"
    assert "their_layouts" not in sys.modules


@pytest.mark.parametrize("value", ["nowhere_at_all", "nowhere_at_all.layouts", "json.decoder"])
def test_a_package_that_is_not_there_is_named(installed, value):
    installed(entry(value))
    with pytest.raises(LayoutError) as caught:
        layout_folders(None)
    assert str(caught.value) == (
        f"the layouts 'their layouts' of an installed package cannot be found: "
        f"there is no package {value!r}\n  install the package again, or remove it"
    )


def test_the_names_of_layouts_are_sorted_and_each_given_once():
    assert layout_names((CASES, BUNDLED)) == tuple(
        sorted({*layout_names((BUNDLED,)), "handbill", "plain"})
    )


def test_a_file_of_a_layout_is_named_as_people_do(write):
    folder = write(zine=GOOD)
    assert short_name(folder / "zine" / "print.css") == "layouts/zine/print.css"
    assert short_name(folder / "zine" / "parts" / "a.j2") == "layouts/zine/parts/a.j2"


# --- What is wrong ----------------------------------------------------------

# What is written instead of what, and what is then said behind "layouts/broadside/layout.yml:".
WRONG = {
    "a trim without a unit": (
        "trim: A5",
        "trim: 148x210",
        "4: trim '148x210' has no unit\n  write '148mm x 210mm' or 'A5'",
    ),
    "a trim of an unknown name": (
        "trim: A5",
        "trim: B5",
        "4: trim 'B5' is not a size\n  write '148mm x 210mm' or 'A5'",
    ),
    "a trim of no width": (
        "trim: A5",
        "trim: 0mm x 210mm",
        "4: trim '0mm x 210mm' is empty\n  write '148mm x 210mm' or 'A5'",
    ),
    "a trim larger than any page": (
        "trim: A5",
        "trim: 148mm x 210in",
        "4: trim '148mm x 210in' is larger than a page can be\n  5 m is the most",
    ),
    "a sheet in a foreign unit": (
        "sheet: A4",
        "sheet: 10furlong x 3mm",
        "5: sheet '10furlong': 'furlong' is not one of mm, cm, in, pt\n"
        "  write '148mm x 210mm' or 'A5'",
    ),
    "a family of paper that there is not": (
        "  a:\n",
        "  letter:\n",
        "3: 'letter' is no family of paper\n  it is 'a' or 'us'",
    ),
    "fewer trims than pages": (
        "trim: A5",
        "trim: [A5, A5]",
        "4: 2 sizes for any number of pages\n  give one size for all pages, or one for each",
    ),
    "no sheet": ("    sheet: A4\n", "", "3: 'paper.a.sheet' is missing\n  add a line 'sheet: …'"),
    "a margin without a unit": (
        "top: 10mm",
        "top: 10",
        "6: top '10' has no unit\n  write it as 12mm, 0.5in or 9pt",
    ),
    "a margin less than nothing": (
        "top: 10mm",
        "top: -10mm",
        "6: top '-10mm' is less than nothing\n  write 0mm or more",
    ),
    "margins that leave no room": (
        "inner: 12mm",
        "inner: 130mm",
        "4: the margins leave 6 x 190 mm of a page of 148 x 210 mm for the text\n"
        "  make the page larger or the margins smaller: 10 mm is the least",
    ),
    "a size of type without a unit": (
        "least: 9pt",
        "least: 9",
        "8: least '9' has no unit\n  write it as 12mm, 0.5in or 9pt",
    ),
    "type of no size": (
        "least: 9pt",
        "least: 0pt",
        "8: type of no size cannot be read\n  write 8pt or more",
    ),
    "least above most": (
        "least: 9pt",
        "least: 13pt",
        "7: the smallest size of the type is larger than the largest",
    ),
    "a good size outside": (
        "least: 9pt",
        "good: 8pt\n  least: 9pt",
        "8: the good size of the type is not between the others",
    ),
    "no faces for Latin": (
        "Latn:",
        "Grek:",
        "10: 'faces.Latn' is missing\n  add it, it is the rule",
    ),
    "no face for a role": (
        "    sans: Source Sans 3\n",
        "",
        "11: 'faces.Latn.sans' is missing\n"
        "  add 'sans: FAMILY'; 'pamphlet fonts' lists the families",
    ),
    "a script that is none": (
        "faces:\n",
        "faces:\n  Greek: {leading: 1.4}\n",
        "11: 'Greek' is no script\n"
        "  write its four letters of ISO 15924: Latn, Grek, Cyrl, Arab, Hebr …",
    ),
    "a leading of no height": (
        "    text: S",
        "    leading: 0\n    text: S",
        "12: leading is 0\n  write it as 1.4",
    ),
    "a leading that is no number": (
        "    text: S",
        "    leading: wide\n    text: S",
        "12: 'faces.Latn.leading' should be a number",
    ),
    "a leading without bounds": (
        "    text: S",
        "    leading: nan\n    text: S",
        "12: leading is nan\n  write it as 1.4",
    ),
    "no title": ("title: Broadside\n", "", "1: 'title' is missing\n  add a line 'title: …'"),
    "no margins": (
        "margins: {top: 10mm, bottom: 10mm, inner: 12mm, outer: 12mm}\n",
        "",
        "1: 'margins' is missing\n  add 'margins: …'",
    ),
    "margins that are no group": (
        "margins: {top: 10mm, bottom: 10mm, inner: 12mm, outer: 12mm}",
        "margins: 12mm",
        "6: 'margins' should be a group of keys",
    ),
    "bad YAML": (
        "  least: 9pt",
        "  least: about: 9pt",
        "8: this is not YAML: mapping values are not allowed in this context\n"
        "  put a text that has a colon, a # or a quotation mark in it between quotes",
    ),
    "a key given twice": (
        "  most: 12pt",
        "  most: 12pt\n  most: 13pt",
        "10: the key 'most' is given twice\n  keep one of them",
    ),
}

ADDED = {
    "pages: six": "pages is 'six'\n  write 'any', a number from 1 on, or two: '1-2'",
    "pages: 0": "pages is '0'\n  write 'any', a number from 1 on, or two: '1-2'",
    "pages: -2": "pages is '-2'\n  write 'any', a number from 1 on, or two: '1-2'",
    "pages: 2": (
        "'body' is missing\n  add 'body: [1]' or another: the pages that the text runs through"
    ),
    "body: [1]": "'body' needs a number of pages\n  add 'pages: 2' or another",
    "body: 1": "'body' should be a list",
    "multiple: 0": "multiple is 0\n  write 1 or more",
    "multiple: four": "'multiple' should be a whole number",
    "densities: -1": "densities is -1\n  write 1 or more",
    "gathers: perhaps": "'gathers' should be yes or no",
    "frame: 5": "frame '5' has no unit\n  write it as 12mm, 0.5in or 9pt",
    "print_scheme: sadle": "there is no scheme 'sadle'\n  did you mean 'saddle'?",
    "theme: [red]": "'theme' should be a text, not a list or a group of keys",
    "extends: [base]": "'extends' should be a text, not a list or a group of keys",
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_manifest_is_named_with_its_line(write, case):
    old, new, message = WRONG[case]
    assert GOOD.count(old) == 1
    folder = write(broadside=GOOD.replace(old, new))
    assert said("broadside", folder) == f"layouts/broadside/layout.yml:{message}"


@pytest.mark.parametrize("line", ADDED)
def test_a_wrong_line_is_named(write, line):
    folder = write(broadside=f"{GOOD}{line}\n")
    assert said("broadside", folder) == f"layouts/broadside/layout.yml:15: {ADDED[line]}"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[3]", "the text runs through page 3\n  its pages are 1 to 2"),
        ("[0, 1]", "the text runs through page 0\n  its pages are 1 to 2"),
        (
            "[2, 1]",
            "page 1 of the text comes after page 2\n  name the pages in their order, each once",
        ),
        (
            "[1, 1]",
            "page 1 of the text comes after page 1\n  name the pages in their order, each once",
        ),
    ],
)
def test_the_text_runs_through_pages_that_are_there_in_their_order(write, body, message):
    folder = write(broadside=f"{GOOD}pages: 2\nbody: {body}\n")
    assert said("broadside", folder) == f"layouts/broadside/layout.yml:16: {message}"


def test_an_unknown_key_is_answered_with_the_nearest(write):
    text = GOOD.replace("title: Broadside", "title: Broadside\nmargin: 3mm")
    assert said("broadside", write(broadside=text)) == (
        "layouts/broadside/layout.yml:2: unknown key 'margin'\n  did you mean 'margins'?"
    )


def test_everything_that_is_wrong_is_said_at_once(write):
    text = GOOD.replace("A5", "148x210").replace("9pt", "9").replace("  Latn:", "  Latin:")
    assert said("broadside", write(broadside=text)).splitlines()[::2] == [
        "layouts/broadside/layout.yml:4: trim '148x210' has no unit",
        "layouts/broadside/layout.yml:8: least '9' has no unit",
        "layouts/broadside/layout.yml:10: 'faces.Latn' is missing",
    ]


def test_a_manifest_in_another_encoding(write):
    assert said("broadside", write(broadside="title: Blätter\n".encode("latin-1"))) == (
        "layouts/broadside/layout.yml: this is not UTF-8 text\n  save the file again as UTF-8"
    )


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_manifest_lacks_a_title(write, text):
    assert said("broadside", write(broadside=text)) == (
        "layouts/broadside/layout.yml:1: 'title' is missing\n  add a line 'title: …'"
    )


def test_a_manifest_that_is_a_list(write):
    assert said("broadside", write(broadside="- title\n")) == (
        "layouts/broadside/layout.yml:1: expected 'key: value' lines"
    )


def test_a_manifest_that_is_a_folder(tmp_path):
    (tmp_path / "layouts" / "broadside" / "layout.yml").mkdir(parents=True)
    assert said("broadside", tmp_path / "layouts") == (
        "layouts/broadside/layout.yml: cannot be read: Is a directory"
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "trim: A5",
            "trim: 148x210",
            "4: trim '148x210' has no unit\n  write '148mm x 210mm' or 'A5'",
        ),
        (
            "most: 12pt",
            "most: 12pt\n  lest: 9pt",
            "10: unknown key 'lest'\n  did you mean 'least'?",
        ),
        (
            "least: 9pt",
            "least: 13pt",
            "7: the smallest size of the type is larger than the largest",
        ),
        (
            "Latn:",
            "Latin:",
            "10: 'faces.Latn' is missing\n  add it, it is the rule",
        ),
    ],
)
def test_a_wrong_value_is_named_in_the_manifest_where_it_stands(write, old, new, message):
    upper = "# one\n# two\n# three\n# four\ntitle: Child\nextends: middle\n"
    folder = write(child=upper, middle="extends: parent\n", parent=GOOD.replace(old, new))
    assert said("child", folder) == f"layouts/parent/layout.yml:{message}"


def test_a_group_written_in_both_manifests_is_named_where_it_was_said_last(write):
    child = "extends: parent\ntype:\n  least: 13pt\n"
    assert said("child", write(child=child, parent=GOOD)) == (
        "layouts/child/layout.yml:2: the smallest size of the type is larger than the largest"
    )


def test_a_complaint_from_each_manifest_has_its_own_file(write):
    child = "extends: parent\nmargins: {top: 5}\n"
    folder = write(child=child, parent=GOOD.replace("least: 9pt", "least: 9"))
    assert said("child", folder).splitlines()[::2] == [
        "layouts/child/layout.yml:2: top '5' has no unit",
        "layouts/parent/layout.yml:8: least '9' has no unit",
    ]


def test_a_layout_is_plain_facts_that_can_cross_a_process():
    import pickle

    layout = find_layout("trifold", (BUNDLED,))
    assert pickle.loads(pickle.dumps(layout)) == layout
    assert isinstance(layout, Layout)
