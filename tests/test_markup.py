"""Templates: what they are given, what they may do, and what is said when they fail."""

from __future__ import annotations

import os
import re
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
import zxingcpp
from PIL import Image

from pamphlet.compose import compose
from pamphlet.errors import EditionError, LayoutError, PamphletError, StatementError
from pamphlet.layout import ROLES, Layout, find_layout
from pamphlet.markup import PageStyle, bounds, page_style, write_html
from pamphlet.markup.qr import qr_code
from pamphlet.model import Image as Picture
from pamphlet.model import Paragraph, Publisher, Run, Statement
from pamphlet.render import lay_out
from pamphlet.resources import bundled_root, font_folders
from pamphlet.setting.items import LOUD
from pamphlet.theme import find_theme

CASES = Path(__file__).parent / "cases" / "layouts"
BUNDLED = bundled_root() / "layouts"

DESIGN = find_theme("red", (bundled_root() / "themes",))


PLAIN_STYLE = {
    "size": 10.0,
    "leading": 13.8,
    "script": "Latn",
    "drops": {},
    "quotes": (LOUD,),
    "narrower": 0.0,
    "notes": (8.0, 10.5),
    "rests": (0.0,),
    "whites": ({},),
    "leads": (0.0,),
    "fills": (0.0,),
}


def style(layout: Layout, **options) -> PageStyle:
    options = {**PLAIN_STYLE, "design": DESIGN, "body_pages": 1, **options}
    display = layout.families("display", "Latn")
    return page_style(layout, layout.papers["a"], display=display, **options)


def written(layout: Layout, *body: Run, functions=None, publisher=None, **fields) -> str:
    """Return the HTML of a statement of one paragraph."""
    statement = Statement(
        statement_id="path",
        path=Path("path.md"),
        lang="en",
        body=(Paragraph(body or (Run("Text."),)),),
        **{"title": "The path stays", **fields},
    )
    composition = compose((statement,), layout, name="path", publisher=publisher)
    return write_html(composition, layout, style(layout), functions=functions or {})


@pytest.fixture(scope="session")
def plain() -> Layout:
    return find_layout("plain", (CASES,))


@pytest.fixture
def zine(tmp_path):
    """Make a layout that extends the plain one, of files given by name; return it."""

    def make(**files: str | bytes) -> Layout:
        folder = tmp_path / "layouts" / "zine"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "layout.yml").write_text("extends: plain\ntitle: Zine\n", "utf-8")
        for name, text in files.items():
            path = folder / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return find_layout("zine", (tmp_path / "layouts", CASES, BUNDLED))

    return make


def said(layout: Layout, *body: Run, **options) -> str:
    with pytest.raises(PamphletError) as caught:
        written(layout, *body, **options)
    assert isinstance(caught.value, LayoutError | EditionError | StatementError)
    return str(caught.value)


# --- What a statement says is text ------------------------------------------


def test_a_statement_s_signs_are_never_markup(plain):
    text = "<script>alert('x')</script> & <b onclick=\"x\">bold</b> {{ 7 * 7 }} {% raw %}"
    html = written(plain, Run(text), title="Mine & <yours>")
    assert "<h1>Mine &amp; &lt;yours&gt;</h1>" in html
    assert "<title>Mine &amp; &lt;yours&gt;</title>" in html
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<b " not in html
    assert "{{ 7 * 7 }} {% raw %}" in html


def test_a_quotation_mark_does_not_leave_its_attribute(plain):
    html = written(plain, Run("here", link='https://x.example/?a="><img src=x>&b'))
    assert '<a href="https://x.example/?a=&#34;&gt;&lt;img src=x&gt;&amp;b">here</a>' in html


@pytest.mark.parametrize(
    "link",
    [
        "http://x.example",
        "https://x.example/a?b#c",
        "HTTPS://X.EXAMPLE",
        " https://x.example ",
        "mailto:a@x.example",
        "tel:+4955",
        "#s1",
    ],
)
def test_links_to_the_web_to_people_and_within_the_text_are_written(plain, link):
    assert f'<a href="{link.strip()}">here</a>' in written(plain, Run("here", link=link))


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "x.html",
        "/etc/passwd",
        "//x.example",
        "ftp://x.example",
        "vbscript:x",
        "",
        "\0https://x",
    ],
)
def test_other_links_are_not_written(plain, link):
    html = written(plain, Run("here", link=link))
    assert "<p>here</p>" in html


def test_white_between_tags_goes_and_white_within_text_stays(zine):
    layout = zine(page_html_j2="<p>\n  <b>a</b> <i>b</i>\n\n<b>{{ piece.title }}</b>\n</p>")
    title = "one > \n < two"
    html = written(layout, title=title)
    assert html == "<p><b>a</b> <i>b</i><b>one &gt; \n &lt; two</b></p>"


@pytest.mark.parametrize(
    ("texts", "moved"),
    [
        (["a ", "b"], ["a", " b"]),
        (["a", " ", "b"], ["a", " b"]),
        (["a  ", " ", "b "], ["a", "   b "]),
        (["a ", ""], ["a "]),
        ([" "], []),
        (["a\n", "b"], ["a\n", "b"]),
        (["a\u00a0", "b"], ["a\u00a0", "b"]),
    ],
)
def test_a_space_at_the_end_of_a_run_begins_the_next(zine, texts, moved):
    layout = zine(
        page_html_j2="{% for r in piece.body[0].runs | for_engine %}[{{ r.text }}]{% endfor %}"
    )
    html = written(layout, *(Run(text, bold=n % 2 == 0) for n, text in enumerate(texts)))
    assert html == "".join(f"[{text}]" for text in moved)


# --- Layouts over layouts ---------------------------------------------------


def test_a_template_goes_on_from_the_one_of_its_name_below():
    layout = find_layout("handbill", (CASES, BUNDLED))
    html = written(layout, functions=_display())
    assert html.index('<p class="ours">Printed by ourselves</p>') < html.index("Text.")


def test_a_template_may_name_the_layout_that_its_own_replaces(tmp_path):
    folder = tmp_path / "layouts" / "plain"
    folder.mkdir(parents=True)
    (folder / "layout.yml").write_text("extends: plain\n", "utf-8")
    (folder / "page.html.j2").write_text(
        '{% extends "plain/page.html.j2" %}{% block page %}Ours{% endblock %}', "utf-8"
    )
    html = written(find_layout("plain", (tmp_path / "layouts", CASES)))
    assert "Ours" in html
    assert "<p>Text.</p>" in html


def test_a_template_without_one_of_its_own_is_the_one_below(zine):
    assert "<h1>The path stays</h1>" in written(zine())


def test_parts_of_a_template_lie_in_folders(zine):
    layout = zine(
        page_html_j2='{% include "parts/head.j2" %}', parts__head_j2="<b>{{ piece.title }}</b>"
    )
    assert written(layout) == "<b>The path stays</b>"


def test_a_template_that_was_changed_is_read_anew(zine):
    layout = zine(page_html_j2="one")
    assert written(layout) == "one"
    path = layout.folders[0] / "page.html.j2"
    when = path.stat().st_mtime_ns
    path.write_text("two", "utf-8")
    os.utime(path, ns=(when + 1_000_000, when + 1_000_000))
    assert written(layout) == "two"


def test_a_template_that_was_taken_away_uncovers_the_one_below(zine):
    layout = zine(page_html_j2="one")
    assert written(layout) == "one"
    (layout.folders[0] / "page.html.j2").unlink()
    assert "<h1>The path stays</h1>" in written(layout)


# --- What goes wrong in a template ------------------------------------------

HINT = "\n  mend the template at this line"
UNSAFE = "the template fails: access to attribute {!r} of {!r} object is unsafe."

# A template's third line, and what is said of it behind "layouts/zine/page.html.j2:3: ".
FAILING = {
    "{{ pece.title }}": "the template fails: 'pece' is undefined",
    "{{ piece.titel }}": (
        "the template fails: 'pamphlet.model.Piece object' has no attribute 'titel'"
    ),
    "{{ piece.title | capitalise }}": "No filter named 'capitalise'.",
    "{% if piece is nice %}{% endif %}": "the template fails: No test named 'nice' found.",
    "{{ piece.title | round }}": None,
    "{{ 1 / 0 }}": "the template fails: division by zero",
    "{% for x in piece %}{% endfor %}": "the template fails: 'Piece' object is not iterable",
    "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}": (
        "the template calls itself without end"
    ),
    "{% iff piece %}": (
        "Encountered unknown tag 'iff'."
    ),
    "{{ ''.__class__.__mro__ }}": UNSAFE.format("__class__", "str"),
    "{{ ''['__class__'] }}": UNSAFE.format("__class__", "str"),
    "{{ '' | attr('__class__') }}": UNSAFE.format("__class__", "str"),
    "{{ qr.__globals__ }}": UNSAFE.format("__globals__", "function"),
    "{{ piece.title.upper.__self__ }}": UNSAFE.format("__self__", "builtin_function_or_method"),
    "{{ cycler.__init__.__globals__ }}": UNSAFE.format("__init__", "type"),
    "{{ '{0.__class__}'.format(1) }}": UNSAFE.format("__class__", "int"),
    "{{ ('{0.' ~ '__class__}').format(1) }}": UNSAFE.format("__class__", "int"),
    "{{ [1] | map(attribute='__class__') | first }}": UNSAFE.format("__class__", "int"),
    "{{ pages.facts.update(size=1) }}": UNSAFE.format("update", "dict"),
    "{{ lipsum() }}": "the template fails: 'lipsum' is undefined",
    "{{ [1, 2] | random }}": "No filter named 'random'.",
    "{{ range(10 ** 9) | sum }}": (
        "the template fails: Range too big. The sandbox blocks ranges larger than "
        "MAX_RANGE (100000)."
    ),
    "{{ 10 ** (10 ** 10) }}": (
        "the template fails: 10 ** 10000000000 is too large to be computed"
    ),
    "{{ (piece.title * 10 ** 10) | length }}": (
        "the template takes more than a gigabyte of memory"
    ),
    "{{ 'x'.ljust(10 ** 10) | length }}": "the template takes more than a gigabyte of memory",
}  # fmt: skip


@pytest.mark.parametrize("line", FAILING)
def test_a_template_that_fails_is_named_with_its_own_line(zine, line):
    layout = zine(page_html_j2=f"<p>one</p>\n<p>two</p>\n{line}\n<p>four</p>\n")
    found = said(layout, functions=_display())
    place = "layouts/zine/page.html.j2:3: "
    if FAILING[line] is None:
        assert found.startswith(place)
    else:
        assert found == f"{place}{FAILING[line]}{HINT}"


def test_braces_that_are_never_closed_are_named(zine):
    assert said(zine(page_html_j2="one\ntwo\n{{ piece.title")) == (
        "layouts/zine/page.html.j2:3: unexpected end of template, "
        f"expected 'end of print statement'.{HINT}"
    )


def test_a_tag_that_is_never_closed_is_named(zine):
    layout = zine(page_html_j2="one\n{% if piece %}\nthree\n")
    assert said(layout).startswith("layouts/zine/page.html.j2:3: Unexpected end of template.")


def test_a_part_that_fails_is_named_by_itself(zine):
    layout = zine(
        page_html_j2='one\n{% include "parts/head.j2" %}',
        parts__head_j2="one\ntwo\n{{ nothing }}\n",
    )
    assert said(layout) == (
        f"layouts/zine/parts/head.j2:3: the template fails: 'nothing' is undefined{HINT}"
    )


def test_a_macro_that_fails_is_named_where_it_stands(zine):
    layout = zine(
        page_html_j2='{% import "parts.j2" as parts %}\n{{ parts.head(piece) }}',
        parts_j2="{% macro head(p) %}\n{{ p.title.nothing.more }}\n{% endmacro %}",
    )
    assert said(layout).startswith("layouts/zine/parts.j2:2: the template fails: ")


def test_a_failure_in_an_extended_layout_is_named_there(zine):
    layout = zine(page_html_j2='{% extends "super/page.html.j2" %}')
    broken = replace(layout, folders=(layout.folders[0], _broken_below(layout)))
    assert said(broken) == (
        f"layouts/below/page.html.j2:2: the template fails: 'nothing' is undefined{HINT}"
    )


def _broken_below(layout: Layout) -> Path:
    folder = layout.folders[0].parent / "below"
    folder.mkdir()
    (folder / "layout.yml").write_text("title: Below\n", "utf-8")
    (folder / "page.html.j2").write_text("one\n{{ nothing }}\n", "utf-8")
    return folder


def test_what_a_function_is_given_wrongly_is_the_template_s_fault(zine):
    layout = zine(page_html_j2="one\n{{ display('x', wide=3) }}")
    found = said(layout, functions={"display": lambda text, *, width: text})
    assert found.startswith("layouts/zine/page.html.j2:2: the template fails: ")
    assert "unexpected keyword argument 'wide'" in found


def test_an_error_of_the_program_s_own_passes_as_it_is(zine):
    def display(_text):
        raise EditionError("too long", at="statements/x.md", hint="cut")

    layout = zine(page_html_j2="{{ display('x') }}")
    assert said(layout, functions={"display": display}) == "statements/x.md: too long\n  cut"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('{% include "nothing.j2" %}', "nothing.j2"),
        ('{% extends "super/nothing.j2" %}', "nothing.j2"),
        ('{% import "plain/nothing.j2" as x %}', "nothing.j2"),
        ('{% include "nolayout/page.html.j2" %}', "nolayout/page.html.j2"),
        ('{% include "folder" %}', "folder"),
    ],
)
def test_a_template_that_is_not_there_is_named_with_the_line_that_asks(zine, line, name):
    layout = zine(page_html_j2=f"one\n{line}", folder__x_j2="")
    assert said(layout) == (
        f"layouts/zine/page.html.j2:2: there is no template {name!r}\n"
        "  a layout holds page.html.j2, or extends one that does"
    )


def test_a_list_of_templates_that_are_not_there_is_named(zine):
    layout = zine(page_html_j2='{% include ["a.j2", "b.j2"] %}')
    assert said(layout) == (
        "layouts/zine/page.html.j2:1: there is no template 'none of the templates given were "
        "found: a.j2, b.j2'\n  a layout holds page.html.j2, or extends one that does"
    )


def test_a_layout_without_any_template(zine):
    layout = zine()
    alone = replace(layout, folders=layout.folders[:1])
    assert said(alone) == (
        "layouts/zine: there is no template 'page.html.j2'\n"
        "  a layout holds page.html.j2, or extends one that does"
    )


def test_a_template_that_extends_itself(zine):
    layout = zine(page_html_j2='{% extends "page.html.j2" %}')
    assert said(layout) == (
        f"layouts/zine/page.html.j2:1: the template calls itself without end{HINT}"
    )


def test_a_template_in_another_encoding(zine):
    layout = zine(page_html_j2="Blätter".encode("latin-1"))
    assert said(layout) == (
        "layouts/zine/page.html.j2: this is not UTF-8 text\n  save the file again as UTF-8"
    )


# --- What a template may not do ---------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../../../../../../etc/passwd",
        "../outside.j2",
        "parts/../../outside.j2",
        "link.j2",
        "way/outside.j2",
        "super/../../outside.j2",
        "plain/../../outside.j2",
        "0:../x",
    ],
)
def test_a_template_reads_nothing_outside_its_layouts(zine, name):
    layout = zine(page_html_j2=f'one\n{{% include "{name}" %}}', parts__x_j2="")
    folder = layout.folders[0]
    (folder.parent / "outside.j2").write_text("SECRET", "utf-8")
    (folder / "link.j2").symlink_to(folder.parent / "outside.j2")
    (folder / "way").symlink_to(folder.parent)
    shown = name.removeprefix("super/").removeprefix("plain/").removeprefix("0:")
    assert said(layout) == (
        f"layouts/zine/page.html.j2:2: the template asks for a file outside its layout: {shown}\n"
        "  put the file into the layout's folder"
    )


def test_a_template_that_is_itself_a_link_out_of_its_layout_is_refused(zine, tmp_path):
    layout = zine()
    (tmp_path / "elsewhere.j2").write_text("SECRET", "utf-8")
    (layout.folders[0] / "page.html.j2").symlink_to(tmp_path / "elsewhere.j2")
    assert said(layout) == (
        "layouts/zine: the template asks for a file outside its layout: page.html.j2\n"
        "  put the file into the layout's folder"
    )


@pytest.mark.parametrize(
    "asks",
    [
        "src.read_text()",
        "src.parent",
        "src.unlink()",
        "src.joinpath('/etc/passwd').read_bytes()",
        "src['parent']",
        "src | attr('read_text')",
    ],
)
def test_a_path_is_nothing_but_a_name_to_a_template(zine, tmp_path, asks):
    path = tmp_path / "x.svg"
    path.write_text("<svg/>", "utf-8")
    layout = zine(page_html_j2=f"{{% set src = piece.image.src %}}\n{{{{ {asks} }}}}")
    found = said(layout, image=Picture(path))
    assert found.startswith("layouts/zine/page.html.j2:2: the template fails: access to attribute")
    assert path.exists()


def test_a_logo_too_is_nothing_but_a_name(zine, tmp_path):
    layout = zine(page_html_j2="{{ edition.publisher.logo.read_bytes() }}")
    found = said(layout, publisher=Publisher(logo=tmp_path / "logo.svg"))
    assert "is unsafe" in found


def test_a_picture_is_given_as_an_address(zine, tmp_path):
    layout = zine(page_html_j2="{{ picture_url(piece.image.src) }}")
    path = tmp_path / "a b%.png"
    assert written(layout, image=Picture(path)) == f"{tmp_path.as_uri()}/a%20b%25.png"


@pytest.mark.parametrize(
    "loop",
    [
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{% set n = namespace(s='x') %}{% for a in range(9000) %}{% set n.s = n.s[:500] ~ n.s[:500]"
        " %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
    ],
)
def test_a_template_that_takes_too_long_is_stopped(zine, monkeypatch, loop):
    monkeypatch.setattr(bounds, "MAX_SECONDS", 0.2)
    layout = zine(page_html_j2=f"one\n{loop}")
    began = time.monotonic()
    assert said(layout) == (
        f"layouts/zine/page.html.j2:2: the template takes longer than any page needs{HINT}"
    )
    assert time.monotonic() - began < 5


def test_a_text_that_doubles_without_end_is_stopped(zine, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_BYTES", 200_000_000)
    layout = zine(
        page_html_j2="{% set n = namespace(s='xxxxxxxx') %}{% for a in range(60) %}\n"
        "{% set n.s = n.s ~ n.s %}{% endfor %}"
    )
    assert said(layout) == (
        f"layouts/zine/page.html.j2:2: the template takes more than a gigabyte of memory{HINT}"
    )


def test_bounds_are_lifted_afterwards(zine):
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.getsignal(signal.SIGALRM)
    written(zine())
    said(zine(page_html_j2="{{ nothing }}"))
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert signal.getsignal(signal.SIGALRM) == handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_template_can_be_rendered_in_any_thread(zine):
    from concurrent.futures import ThreadPoolExecutor

    layout = zine()
    with ThreadPoolExecutor(2) as pool:
        pages = list(pool.map(lambda _: written(layout), range(8)))
    assert set(pages) == {written(layout)}


# --- Measures ---------------------------------------------------------------


def test_the_stylesheet_is_told_every_measure_of_the_manifest():
    layout = find_layout("trifold", (BUNDLED,))
    css = style(layout, size=9.55, leading=13.179).css
    said = dict(re.findall(r"--([\w-]+): ([^;]+);", css))
    assert said["size"] == "9.55pt"
    assert said["leading"] == "13.179pt"
    assert (said["page-width"], said["page-height"]) == ("100mm", "210mm")
    assert said["margin-top"] == f"{layout.margins.top:g}mm"
    assert said["text"].startswith('"Source Serif 4", "Noto Serif"')
    assert (said["accent"], said["bleed"]) == ("#c4161c", "3mm")


def test_pages_of_other_sizes_have_rules_of_their_own():
    layout = find_layout("trifold", (BUNDLED,))
    rules = [line for line in style(layout).css.splitlines() if ":nth" in line]
    assert rules == [
        "@page :nth(4) { size: 97mm 210mm }",
        "@page :nth(5) { size: 97mm 210mm }",
    ]


def test_measures_in_inches_are_not_rounded_away():
    layout = find_layout("trifold", (BUNDLED,))
    style = page_style(
        layout, layout.papers["us"], **PLAIN_STYLE, design=DESIGN, display=(), body_pages=3
    )
    assert "size: 93.6625mm 215.9mm" in style.css


def test_a_family_with_quotation_marks_stays_one_name(plain):
    families = dict.fromkeys(ROLES, ('Kis "Janson" \\ 1', "Noto Sans"))
    odd = replace(plain.scripts["Latn"], families=families)
    css = style(replace(plain, scripts={"Latn": odd})).css
    assert r'--sans: "Kis \"Janson\" \\ 1", "Noto Sans";' in css


# --- QR codes ---------------------------------------------------------------


@pytest.fixture(scope="session")
def code_page(tmp_path_factory) -> Path:
    """A PDF with a QR code, 30 mm wide, 20 mm from the upper left corner."""
    folder = tmp_path_factory.mktemp("code")
    css = folder / "print.css"
    css.write_text(
        "@page { size: 70mm; margin: 20mm } body { margin: 0 } "
        ".qr-code { display: block; width: 30mm; height: 30mm }",
        "utf-8",
    )
    html = f"<html lang=en><body>{qr_code(ADDRESS, 'Scan & go')}</body></html>"
    laid = lay_out(
        html,
        measures="",
        stylesheets=(css,),
        allowed=(folder,),
        font_folders=font_folders(None),
        base=folder,
    )
    (folder / "code.pdf").write_bytes(laid.write())
    return folder / "code.pdf"


ADDRESS = "https://millpath.example/join?from=leaflet&lang=ɛn"


def test_a_code_is_read_back_from_the_printed_page(code_page):
    subprocess.run(
        ["pdftoppm", "-r", "300", "-gray", "-singlefile", code_page, code_page.with_suffix("")],
        check=True,
    )
    with Image.open(code_page.with_suffix(".pgm")) as picture:
        pixels = np.array(picture)
    (found,) = zxingcpp.read_barcodes(pixels)
    assert found.text == ADDRESS
    modules = 30 / 25.4 * 300 / _modules(qr_code(ADDRESS, ""))
    edge = round(20 / 25.4 * 300)
    quiet = round(4 * modules) - 1
    around = pixels[edge : edge + quiet, edge : edge + round(30 / 25.4 * 300)]
    assert around.min() == 255
    assert pixels[:, edge : edge + quiet].min() == 255
    inside = pixels[edge + quiet + 3 : edge + quiet + 3 + round(7 * modules), edge + quiet + 3 :]
    assert inside.min() == 0


def _modules(svg: str) -> int:
    return int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])


def test_a_code_is_black_and_white_and_nothing_else(code_page):
    with pikepdf.open(code_page) as pdf:
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/BBox" in o]
        contents = [pdf.pages[0].Contents.read_bytes(), *(form.read_bytes() for form in forms)]
    colours = {m for text in contents for m in re.findall(rb"[\d. ]+ (?:rg|RG|g|G|k|K)\b", text)}
    assert {tuple(map(float, c.split()[:-1])) for c in colours} <= {(0, 0, 0), (1, 1, 1)}


def test_a_code_has_four_quiet_modules_and_says_what_it_is_for():
    svg = qr_code("https://x.example", 'Scan "me" <now>')
    assert "<title>Scan &#34;me&#34; &lt;now&gt;</title>" in svg
    path = re.search(r'fill="#000000" d="([^"]+)"', svg)[1]
    starts = [tuple(map(int, pair)) for pair in re.findall(r"M(\d+) (\d+)h", path)]
    ends = [int(x) + int(length) for x, _, length in re.findall(r"M(\d+) (\d+)h(\d+)v", path)]
    assert (min(x for x, _ in starts), min(y for _, y in starts)) == (4, 4)
    assert max(ends) == max(y for _, y in starts) + 1 == _modules(svg) - 4


def test_the_same_address_gives_the_same_code():
    assert qr_code(ADDRESS, "x") == qr_code(ADDRESS, "x")


def test_an_address_too_long_for_any_code_is_said_to_be(zine):
    layout = zine(page_html_j2="{{ qr(piece.qr, 'Scan') }}")
    assert said(layout, qr="https://x.example/" + "a" * 3000) == (
        "an address of 3018 characters is too long for a QR code\n"
        "  write a shorter one behind 'qr:'"
    )


# --- With the bundled layouts -----------------------------------------------


def _display() -> dict:
    """Functions that a bundled template asks for, with lines that are as good as any."""
    from pamphlet.setting.display import Display, Line
    from pamphlet.setting.parting import split_title

    def display(text, *, most=20.0, **_):
        return Display((Line(text, most),))

    return {
        "display": display,
        "split_title": split_title,
        "height_of": lambda display: 10.0 * len(display.lines),
        "shortened": lambda text, *_, **__: text,
        "capitals": str.upper,
        "quoted": lambda text, lang="": f"“{text}”",
    }


@pytest.mark.parametrize("name", ["handbill", "trifold", "booklet"])
def test_a_bundled_layout_writes_a_statement_s_signs_as_text(name):
    layout = find_layout(name, (BUNDLED,))
    html = written(
        layout,
        Run("<i>& not markup</i>"),
        functions=_display(),
        title='A "title" <b>',
        slogans=("<u>slogan</u>",),
        byline="<s>",
        kicker="&amp;",
    )
    assert not re.search(r"<(i|b|u|s)>", html)
    assert "&lt;i&gt;&amp; not markup&lt;/i&gt;" in html
    assert "&amp;amp;" in html
