"""Files that are no PDF, or no longer one: place, what, how to mend it, and never a traceback."""

from __future__ import annotations

import random
import stat
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from imposition_samples import pdf_of, saved
from pamphlet.errors import OutputError, PamphletError, PdfError
from pamphlet.files import write_atomically
from pamphlet.impose import impose, page_sizes, plan_for
from pamphlet.pdf.opening import is_ours, open_pdf
from pamphlet.units import PAPERS

A5 = PAPERS["A5"]
MEND = "open it in a PDF viewer and save it anew, or try: qpdf IN.pdf MENDED.pdf"


def refusal(path: Path) -> str:
    with pytest.raises(PdfError) as caught:
        plan_for(path, "saddle")
    return str(caught.value).replace(str(path), path.name)


def written(content: bytes, folder: Path) -> Path:
    path = folder / "in.pdf"
    path.write_bytes(content)
    return path


# --- files that cannot be read ----------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "in.pdf: is empty\n  make the file anew"),
        (b"  \n", "in.pdf: is empty\n  make the file anew"),
        (b"PK\x03\x04 a document", "in.pdf: is no PDF\n  print or export it to PDF first"),
        (b"\xff" * 5000, "in.pdf: is no PDF\n  print or export it to PDF first"),
        (
            pdf_of([A5] * 4)[:900],
            "in.pdf: ends before its end: it is cut short\n  copy or download it again",
        ),
        (b"%PDF-1.7\n%%EOF\n", f"in.pdf: cannot be read: startxref not found\n  {MEND}"),
        (saved(pikepdf.new()), "in.pdf: has no pages\n  make the file anew"),
    ],
    ids=["empty", "blank", "archive", "noise", "cut short", "hollow", "no pages"],
)
def test_file_that_is_no_whole_pdf_is_refused(content, said, tmp_path):
    assert refusal(written(content, tmp_path)) == said


def test_missing_file_is_named(tmp_path):
    assert refusal(tmp_path / "nowhere.pdf") == (
        "nowhere.pdf: cannot be opened: No such file or directory\n  check the name"
    )


def test_folder_is_no_file(tmp_path):
    path = tmp_path / "pages.pdf"
    path.mkdir()
    assert refusal(path) == "pages.pdf: cannot be opened: Is a directory\n  check the file"


def test_pages_that_cannot_be_read_are_counted(tmp_path):
    content = pdf_of([A5] * 3)
    with pikepdf.open(BytesIO(content)) as pdf:
        content = saved(pdf, qdf=True).replace(b"/Count 3", b"/Count 4")
    assert refusal(written(content, tmp_path)) == (
        f"in.pdf: is damaged: it should have 4 pages, 3 can be read\n  {MEND}"
    )


def test_page_whose_content_is_gone_is_named(tmp_path):
    content = pdf_of([A5] * 3)
    with pikepdf.open(BytesIO(content)) as pdf:
        number = pdf.pages[1].obj.Contents.objgen[0]
    broken = content.replace(b"/Contents %d 0 R" % number, b"/Contents 99 0 R")
    assert refusal(written(broken, tmp_path)) == (f"in.pdf: page 2 has lost its content\n  {MEND}")


def test_page_without_extent_is_refused(tmp_path):
    def flatten(pdf):
        pdf.pages[0].obj.MediaBox = Array([0, 0, 100, 0])

    assert refusal(written(pdf_of([A5], finish=flatten), tmp_path)) == (
        "in.pdf: page 1 has no width or no height\n  make the page anew"
    )


def test_content_that_cannot_be_decoded_is_refused():
    def spoil(pdf):
        parts = [pdf.make_stream(b"q"), pdf.make_stream(b"Q")]
        pdf.pages[0].obj.Contents = Array(parts)

    content = pdf_of([A5], finish=spoil, compress_streams=False)
    broken = content.replace(b"<< /Length 1 >>", b"<< /Length 1 /Filter /Nonsense >>")
    with pytest.raises(PdfError, match="cannot be read"):
        impose(broken, plan_for(broken, "single"))


@pytest.mark.parametrize("seed", range(8))
def test_damage_of_any_kind_never_ends_in_a_traceback(seed):
    whole, chance = pdf_of([A5] * 4), random.Random(seed)
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(chance.choice((1, 2, 8, 30))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        at = chance.randrange(len(broken))
        del broken[at : at + chance.choice((0, 0, 3, 90))]
        try:
            impose(bytes(broken), plan_for(bytes(broken), "saddle"))
        except PamphletError as problem:
            assert problem.hint


# --- locked files -------------------------------------------------------------------------


@pytest.mark.parametrize("revision", [3, 4, 6], ids=["RC4", "AES-128", "AES-256"])
@pytest.mark.filterwarnings("ignore")
def test_file_locked_for_its_owner_alone_is_opened(revision, tmp_path):
    with pikepdf.open(BytesIO(pdf_of([A5] * 4))) as pdf:
        aes = revision > 3
        lock = pikepdf.Encryption(owner="secret", user="", R=revision, aes=aes, metadata=aes)
        locked = saved(pdf, encryption=lock, static_id=False)
    sheets = impose(locked, plan_for(locked, "saddle"))
    with pikepdf.open(BytesIO(sheets)) as pdf:
        assert not pdf.is_encrypted and len(pdf.pages) == 2


def test_file_locked_with_a_password_says_how_to_open_it(tmp_path):
    with pikepdf.open(BytesIO(pdf_of([A5] * 4))) as pdf:
        lock = pikepdf.Encryption(owner="secret", user="secret")
        locked = saved(pdf, encryption=lock, static_id=False)
    assert refusal(written(locked, tmp_path)) == (
        "in.pdf: is locked with a password\n"
        "  save it without: qpdf --password=SECRET --decrypt IN.pdf OUT.pdf"
    )


# --- boxes that make no sense ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("boxes", "size"),
    [
        ({"TrimBox": [30, 40, 130, 240]}, (100, 200)),
        ({"TrimBox": [130, 240, 30, 40]}, (100, 200)),
        ({"TrimBox": [-50, -50, 100, 100]}, (100, 100)),
        ({"TrimBox": [900, 900, 990, 990], "CropBox": [0, 0, 100, 50]}, (100, 50)),
        ({"TrimBox": [10, 10, 10, 90]}, (300, 400)),
        ({"TrimBox": [1, 2, 3]}, (300, 400)),
        ({"CropBox": [0, 0, 5000, 5000]}, (300, 400)),
        ({"Rotate": 90}, (400, 300)),
        ({"Rotate": -90}, (400, 300)),
        ({"Rotate": 450}, (400, 300)),
        ({"Rotate": 45}, (300, 400)),
        ({"UserUnit": 2}, (600, 800)),
        ({"UserUnit": -2}, (300, 400)),
        ({"UserUnit": Name("/Big")}, (300, 400)),
    ],
)
def test_page_is_as_large_as_its_valid_boxes_say(boxes, size):
    pdf = pikepdf.new()
    page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 300, 400])
    for key, value in boxes.items():
        page["/" + key] = Array(value) if isinstance(value, list) else value
    page.Contents = Stream(pdf, b"")
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    (found,) = page_sizes(saved(pdf))
    assert (found.width / 25.4 * 72, found.height / 25.4 * 72) == pytest.approx(size)


def test_page_without_boxes_is_us_letter():
    pdf = pikepdf.new()
    pdf.pages.append(
        pikepdf.Page(
            pdf.make_indirect(
                Dictionary(Type=Name.Page, MediaBox=[0, 0, 9, 9], Contents=Stream(pdf, b""))
            )
        )
    )
    del pdf.pages[0].obj.MediaBox
    (found,) = page_sizes(saved(pdf))
    assert (found.width, found.height) == pytest.approx((215.9, 279.4))


# --- files that are written -----------------------------------------------------------------


def test_our_own_files_are_recognised(tmp_path):
    source = pdf_of([A5] * 4)
    ours = written(impose(source, plan_for(source, "saddle")), tmp_path)
    assert is_ours(ours)
    assert not is_ours(written(source, tmp_path))
    assert not is_ours(written(b"pamphlet", tmp_path))
    assert not is_ours(tmp_path / "nowhere.pdf")


def test_file_is_written_whole_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "out.pdf"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["out.pdf"]


def test_overwritten_file_keeps_its_rights_and_its_link(tmp_path):
    target, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone/out.pdf", "cannot be written: No such file or directory\n  make its folder first"),
        ("folder", "is a folder\n  give the name of a file"),
        ("file/out.pdf", "cannot be written: Not a directory\n"
                         "  choose another folder, or make room on the disk"),
    ],
)  # fmt: skip
def test_file_that_cannot_be_written_leaves_nothing_behind(name, said, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / name, b"x")
    assert str(caught.value) == f"{tmp_path / name}: {said}"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_device_is_not_replaced_by_a_file():
    with pytest.raises(OutputError) as caught:
        write_atomically("/dev/null", b"x")
    assert str(caught.value) == "/dev/null: is not a plain file\n  give the name of a file"


def test_full_disk_leaves_the_old_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pamphlet.files.os.replace", full)
    with pytest.raises(OutputError) as caught:
        write_atomically(path, b"new")
    assert caught.value.message == "cannot be written: No space left on device"
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.pdf"]


def test_document_knows_its_version_and_pages():
    document = open_pdf(pdf_of([A5] * 3, force_version="1.5"), name="three")
    assert (document.name, document.version, len(document.pages)) == ("three", (1, 5), 3)
