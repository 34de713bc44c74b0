"""Papers of the state's own: Thai type, text that can be read out, values never taken as markup."""

from __future__ import annotations

import io
import subprocess
import uuid
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from prasan.core.documents import service
from prasan.core.documents.letters.typeset import words
from prasan.foundation import scope
from prasan.foundation.errors import Invalid
from prasan.foundation.scope import Scope

BODY = (
    "หนังสือฉบับนี้ให้ไว้เพื่อแสดงว่า {form.name} มีชื่ออยู่ในทะเบียนบ้านเลขที่ {form.house} ถนนราชดำเนิน"
    " แขวงพระบรมมหาราชวัง เขตพระนคร กรุงเทพมหานคร ทั้งนี้ให้ใช้ได้ภายในกำหนดเก้าสิบวันนับแต่วันที่ออกหนังสือ"
    "\nน้ำใจของปู่ย่าตายายที่ทำงานสำเร็จ"
)


@pytest.mark.django_db
def test_a_thai_paper_reads_back_as_it_was_written(citizen: Scope) -> None:
    with scope.activate(citizen):
        made = service.produce(
            "หนังสือรับรอง {case.number}", BODY,
            {"form.name": "นายสมชาย #ใจดี *มาก*", "form.house": "99/1", "case.number": "6911 0001 2345"},
            lang="th", owner=uuid.UUID(citizen.subject), check_url="https://prasan.example/check/A",
        )  # fmt: skip
        content = service.open_document(made.id).content
    with pypdfium2.PdfDocument(content) as read:
        text = "".join(read[0].get_textpage().get_text_range().split())
    for part in ("นายสมชาย#ใจดี*มาก*", "ทะเบียนบ้านเลขที่99/1", "น้ำใจของปู่ย่าตายายที่ทำงานสำเร็จ", "69110001"):
        assert part in text
    assert made.name == "หนังสือรับรอง-6911-0001-2345.pdf"
    assert made.pages == 1
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as facts:
        assert (facts["pdfaid:part"], facts["pdfaid:conformance"]) == ("2", "A")


@pytest.mark.django_db
def test_a_name_without_a_value_is_told() -> None:
    with pytest.raises(Invalid, match=r"form\.age"), scope.system("test"):
        service.produce("t", "{form.age}", {}, lang="en", owner=None)


def test_words_lose_and_repeat_nothing() -> None:
    assert "".join(words(BODY * 30)) == BODY * 30


def test_pdftotext_agrees_on_sara_am(tmp_path: Path) -> None:
    """Skipped where poppler is not installed: the same is read by pdfium above."""
    from shutil import which

    from prasan.core.documents.letters.typeset import Letter, typeset

    if not (tool := which("pdftotext")):
        return
    path = tmp_path / "a.pdf"
    path.write_bytes(typeset(Letter(title="คำนำ", paragraphs=["ทำน้ำจำ"], lang="th"))[0])
    assert "ทำน้ำจำ" in subprocess.run([tool, path, "-"], capture_output=True, check=True).stdout.decode()  # noqa: S603
