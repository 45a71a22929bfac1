"""Texts as they are pasted in thirteen languages: letters, programmes, mails, leaflets of unions.

Each has its table beside it, told as in `test_reading_pasted`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphlet.reading import read_statement
from test_reading_pasted import CASES, told

TEXTS = sorted(path for path in (CASES / "more").iterdir() if path.suffix in (".txt", ".md"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_text_comes_out_as_its_table_says(path: Path):
    assert told(read_statement(path)) == path.with_suffix(".table").read_text("utf-8").strip()


def test_every_table_has_its_text():
    tables = {path.stem for path in (CASES / "more").glob("*.table")}
    assert tables == {path.stem for path in TEXTS}


def pasted(tmp_path: Path, text: str):
    path = tmp_path / "pasted.txt"
    path.write_text(text, "utf-8")
    return read_statement(path, lang="en")


BODY = "\n\nThe gate has been shut since autumn, and nobody who walks there was ever asked.\n"


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ("Subject: The gate", "title", "The gate"),
        ("To all tenants of Mill Lane\nThe gate is shut", "kicker", "To all tenants of Mill Lane"),
        ("The parish choir presents\n\nA mass for the gate", "title", "A mass for the gate"),
        ("Lock-keepers' Bulletin No. 14\nThe gate", "kicker", "Lock-keepers' Bulletin No. 14"),
        ("Ramblers' Society • Mill Lane 3 • Ferrowby\nThe gate", "issuer", "Ramblers' Society"),
        ("The gate\n\nby Friends of the Path", "byline", "by Friends of the Path"),
    ],
)
def test_line_of_a_head_is_told_by_its_rule(tmp_path, head, field, value):
    assert getattr(pasted(tmp_path, head + BODY), field) == value


def test_greeting_is_no_title_and_keeps_its_line(tmp_path):
    found = pasted(tmp_path, f"Ramblers' Society\n\nDear walkers!{BODY}")
    assert found.title == "Ramblers' Society"
    assert told(found).splitlines()[-2].startswith("¶ Dear walkers!")


@pytest.mark.parametrize(
    ("foot", "call"),
    [
        ("Walk the path\nWhen: Saturday, 13 February 2027, 2 p.m., rain or not\nWhere: Mill gate",
         "Walk the path | When: Saturday, 13 February 2027 = 2027-02-13 | 2 p.m. | "
         "Where: Mill gate | rain or not"),
        ("So we walk:\n\nSaturday, 13 February 2027, 2 p.m., Mill gate",
         "So we walk | Saturday, 13 February 2027 = 2027-02-13 | 2 p.m. | Mill gate | -"),
        ("Come to the gate on Monday 3 May at 5 p.m. and say so!",
         "Come to the gate | on Monday 3 May | at 5 p.m. | - | and say so!"),
    ],
)  # fmt: skip
def test_call_keeps_every_word_in_its_place(tmp_path, foot, call):
    found = pasted(tmp_path, f"The gate{BODY}\n{foot}\n")
    assert f"call     {call}" in told(found)


def test_line_of_a_programme_is_not_torn_from_the_others(tmp_path):
    programme = "Friday, 2 April - 2pm Vigil\nSunday, 4 April - 10am Easter service"
    found = pasted(tmp_path, f"Easter at the gate{BODY}\n{programme}\n")
    assert found.call_to_action is None


def test_deadline_in_a_sentence_is_no_call(tmp_path):
    found = pasted(tmp_path, f"The gate{BODY}\nWrite to the county before 15 April, and sign it.\n")
    assert found.call_to_action is None


@pytest.mark.parametrize(
    ("foot", "contact"),
    [
        ("Vicar: Ruth Adeyemi, 0555 0163", "name: Vicar: Ruth Adeyemi | phone: 0555 0163"),
        ("Phone 0555 / 01 63 (Mon–Fri, 10–4)", "phone: Phone 0555 / 01 63 | note: Mon–Fri, 10–4"),
        ("walk.example | Instagram @path", "web: walk.example | note: Instagram @path"),
    ],
)
def test_contact_is_told_by_its_number(tmp_path, foot, contact):
    assert f"contact  {contact}" in told(pasted(tmp_path, f"The gate{BODY}\n{foot}\n"))


def test_letter_keeps_who_signs_it(tmp_path):
    found = pasted(tmp_path, f"The gate{BODY}\nBest wishes,\nJoan Pellow\n0555 0163\n")
    assert told(found).splitlines()[-1] == "¶ Best wishes, / Joan Pellow"
    assert found.contact.phone == "0555 0163"


def test_rows_of_a_script_without_capitals_are_joined(tmp_path):
    row = "منذ خمسين عامًا تجلس العائلات في ظل الأشجار الكبيرة قرب النهر"
    assert len(row) > 55
    found = pasted(tmp_path, f"الحديقة لنا\n\n{row}\nولم يسألها أحد.\n\nنص آخر.\n")
    assert f"{row} ولم يسألها أحد." in " ".join(run.text for run in found.body[0].runs)


def test_rows_of_a_script_without_spaces_are_joined_without_one(tmp_path):
    row = "五十年来，家家户户都在河边大树的树荫下坐着乘凉，聊天下棋，看孩子们玩耍，" * 2 + "没有人"
    found = pasted(tmp_path, f"花园属于我们\n\n{row}\n问过他们。\n\n还有一段。\n")
    assert found.body[0].runs[0].text == f"{row}问过他们。"


def test_one_wrapped_paragraph_tells_its_own_width(tmp_path):
    rows = (
        "We sing because it is cold out and because nobody should spend December\n"
        "alone. No audition, no uniform, no fee: if you can hum, you can stay.\n"
        "New singers are welcome."
    )
    found = pasted(tmp_path, f"The choir sings{BODY}\n{rows}\n")
    assert "you can stay. New singers" in found.body[-1].runs[0].text
