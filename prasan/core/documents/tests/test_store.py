"""What is taken in, and what is refused with a clear word."""

from __future__ import annotations

import contextlib
import io
import uuid
import zipfile
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from prasan.core.documents import service
from prasan.core.documents.checks import archives, images
from prasan.core.documents.checks import pdf as pdfs
from prasan.core.documents.checks.sniff import clean_name, kind_name
from prasan.core.documents.flows import store
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, PrasanError, TooLarge, TooMany, Unavailable
from prasan.foundation.scope import Scope

from .conftest import pdf, picture, saved

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
pytestmark = pytest.mark.django_db


def stored() -> set[Path]:
    """Every file in the store now; other tests leave theirs."""
    return {p for p in Path(settings.FILES).rglob("*") if p.is_file()}


def refused(content: bytes, **options: object) -> str:
    """The code of the error with which `content` is refused; nothing of it may stay."""
    before = stored()
    with pytest.raises(PrasanError) as raised, scope.system("test"):
        service.store(content, owner=None, **options)  # type: ignore[arg-type]
    assert str(raised.value)
    with scope.system("test"):
        assert service.Document.objects.count() == 0
    assert stored() == before
    return raised.value.code


def test_a_photo_is_kept_upright_and_without_its_place(citizen: Scope) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Phone of Somchai"
    exif.get_ifd(0x8825)[2] = (13.0, 45.0, 0.0)  # latitude
    given_in = picture((60, 40), exif=exif)
    assert b"Somchai" in given_in
    with scope.activate(citizen):
        kept = service.store(given_in, owner=uuid.UUID(citizen.subject), name="รูป.png")
        content = service.open_document(kept.id).content
    assert kept.media_type == "image/jpeg"
    assert kept.name == "รูป.jpg"
    assert b"Somchai" not in content
    again = Image.open(io.BytesIO(content))
    assert again.size == (40, 60)
    assert not again.getexif()


def test_what_lies_on_disk_is_sealed(citizen: Scope, files: Path) -> None:
    with scope.activate(citizen):
        kept = service.store(picture(form="PNG"), owner=uuid.UUID(citizen.subject), name="x.png")
    (lies,) = [p for p in files.rglob("*") if p.is_file()]
    assert lies.name == str(kept.id)
    assert b"PNG" not in lies.read_bytes()


def test_a_file_put_in_the_place_of_another_is_noticed(citizen: Scope, files: Path) -> None:
    with scope.activate(citizen):
        one, two = (service.store(picture((9, n)), owner=uuid.UUID(citizen.subject)) for n in (9, 10))
    paths = {p.name: p for p in files.rglob("*") if p.is_file()}
    paths[str(one.id)].write_bytes(paths[str(two.id)].read_bytes())
    with pytest.raises(PrasanError) as raised, scope.activate(citizen):
        service.open_document(one.id)
    assert raised.value.code == "file-damaged"


def test_a_pdf_is_kept_as_it_is_and_its_pages_counted(citizen: Scope) -> None:
    content = saved(pdf(3))
    with scope.activate(citizen):
        kept = service.store(content, owner=uuid.UUID(citizen.subject), name="แบบ.pdf")
        assert service.open_document(kept.id).content == content
    assert kept.pages == 3


def test_types_are_told_by_content_not_by_name() -> None:
    assert refused(b"MZ" + b"\0" * 600, name="photo.jpg") == "wrong-type"
    assert refused(b"<html><script>alert(1)</script>", name="photo.png") == "wrong-type"
    assert refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>", name="a.svg") == "wrong-type"
    assert refused(saved(pdf()), accept=("image/png",)) == "wrong-type"
    assert [kind_name(m) for m in ("image/jpeg", "application/pdf", DOCX, "text/x")] == [
        "JPEG",
        "PDF",
        "DOCX",
        "X",
    ]
    assert refused("ไทย".encode("tis-620"), accept=("text/plain",)) == "wrong-type"


def test_size_and_emptiness() -> None:
    assert refused(b"") == "empty-file"
    assert refused(b"x" * 1001, limit=1000) == "file-too-large"


@pytest.mark.parametrize("cut", [20, 150, 400])
def test_broken_pictures_are_told_as_broken(cut: int) -> None:
    assert refused(picture()[:cut]) == "broken-file"
    assert refused(picture(form="PNG")[: min(cut, 60)]) == "broken-file"


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = picture((9000, 9000), "PNG")
    assert len(bomb) < 1_000_000
    assert refused(bomb) == "too-many-pixels"


def test_broken_and_locked_pdfs() -> None:
    assert refused(b"%PDF-1.7\n" + b"nonsense " * 50) == "broken-file"
    assert refused(saved(pdf(), encryption=pikepdf.Encryption(owner="a", user="b"))) == "encrypted"
    assert refused(saved(pdf(), encryption=pikepdf.Encryption(owner="a", user=""))) == "encrypted"


def active(kind: str) -> bytes:
    made = pdf()
    name, text = pikepdf.Name, pikepdf.String
    if kind == "script":
        made.Root.OpenAction = pikepdf.Dictionary(S=name.JavaScript, JS=text("app.alert(1)"))
    elif kind == "launch":
        action = pikepdf.Dictionary(S=name.Launch, F=text("cmd"))
        made.pages[0].Annots = [pikepdf.Dictionary(Type=name.Annot, Subtype=name.Link, A=action)]
    elif kind in ("/SubmitForm", "/URI", "/GoToR", "/Launch"):  # on opening
        action = pikepdf.Dictionary(
            S=name(kind), F=text("https://evil.example/"), URI=text("https://x.example")
        )
        made.Root.OpenAction = made.make_indirect(action)
    elif kind == "following":
        leads = pikepdf.Dictionary(S=name.URI, URI=text("https://x.example"))
        made.Root.OpenAction = pikepdf.Dictionary(S=name.GoTo, D=text("top"), Next=[leads])
    elif kind == "page":
        leads = pikepdf.Dictionary(S=name.URI, URI=text("https://x.example"))
        made.pages[0].AA = pikepdf.Dictionary(O=leads)
    elif kind == "attachment":
        made.attachments["x.exe"] = b"MZ"
    elif kind == "form program":
        made.Root.AcroForm = pikepdf.Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=[])
    return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@pytest.mark.parametrize(
    "kind",
    ["script", "launch", "attachment", "form program", "/SubmitForm", "/URI", "/GoToR", "/Launch",
     "following", "page"],
)  # fmt: skip
def test_pdfs_that_run_or_carry_something_are_refused(kind: str) -> None:
    assert refused(active(kind)) == "active-content"


def test_a_pdf_may_open_at_a_place_and_have_links_to_press() -> None:
    made, name = pdf(), pikepdf.Name
    made.Root.OpenAction = pikepdf.Array([made.pages[0].obj, name.Fit])
    link = pikepdf.Dictionary(S=name.URI, URI=pikepdf.String("https://www.example.go.th"))
    made.pages[0].Annots = [pikepdf.Dictionary(Type=name.Annot, Subtype=name.Link, A=link)]
    made.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=name.Named, N=name.FirstPage))
    with scope.system("test"):
        assert service.store(saved(made), owner=None).pages == len(made.pages)


def office(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def test_office_files_where_the_caller_takes_them() -> None:
    good = office(("word/document.xml", b"<w:document/>"))
    assert refused(good) == "wrong-type"
    with scope.system("test"):
        assert service.store(good, owner=None, accept=(DOCX,)).media_type == DOCX


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("word/document.xml", b"0" * 30_000_000)], "zip-bomb"),
        ([("word/document.xml", b"<d/>"), ("word/vbaProject.bin", b"x")], "active-content"),
        ([("word/document.xml", b"<d/>"), ("word/a.zip", b"PK")], "nested-archive"),
    ],
)
def test_zip_bombs_macros_and_nested_archives(files: list[tuple[str, bytes]], code: str) -> None:
    assert refused(office(*files), accept=(DOCX,)) == code


def test_a_broken_office_file() -> None:
    assert refused(office(("word/document.xml", b"<d/>"))[:-30], accept=(DOCX,)) == "broken-file"


@given(st.binary(max_size=400))
def test_no_bytes_make_it_crash(content: bytes) -> None:
    for head in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"):
        try:
            with scope.system("test"):
                service.store(head + content, owner=None, accept=("image/jpeg", "image/png", DOCX))
        except (Invalid, TooLarge):
            continue


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\fakepath\\รูป.JPEG", "รูป.jpeg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("", "file.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie_ x.jpg"),
        ("x" * 500 + ".jpg", "x" * 120 + ".jpg"),
    ],
)
def test_names_are_cleaned(name: str, shown: str) -> None:
    assert clean_name(name, "image/jpeg") == shown


def test_a_transparent_picture_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (1, 2, 3, 4)).save(out, "PNG")
    cleaned = Image.open(io.BytesIO(images.clean_image(out.getvalue(), "image/png")))
    assert cleaned.getpixel((0, 0)) == (1, 2, 3, 4)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_office_file_is_refused_wherever_the_damage_is(method: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("word/document.xml", "<x>" + "hello" * 300 + "</x>")
    whole = made.getvalue()
    for at in range(30, len(whole) - 22):
        for wrong in (0, 0xFF, whole[at] ^ 0x10):
            with contextlib.suppress(PrasanError):
                archives.check_archive(whole[:at] + bytes([wrong]) + whole[at + 1 :])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_picture_is_refused_wherever_the_damage_is(form: str) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a picture"
    exif[0x8825] = {1: "N"}
    whole = picture((40, 30), form, exif=exif.tobytes())
    for at in range(4, min(len(whole), 400)):
        for wrong in (0, 2, 0xFF):
            with contextlib.suppress(PrasanError):
                images.clean_image(whole[:at] + bytes([wrong]) + whole[at + 1 :], f"image/{form.lower()}")


def test_a_person_does_not_fill_the_disk(
    citizen: Scope, stranger: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = picture()
    monkeypatch.setattr(store, "MOST_WAITING", 3 * len(content))
    with scope.activate(citizen):
        kept = [service.store(content, owner=uuid.UUID(citizen.subject)) for _n in range(2)]
        for _n in range(3):
            with contextlib.suppress(TooMany):
                kept.append(service.store(content, owner=uuid.UUID(citizen.subject)))
        with pytest.raises(TooMany) as told:
            service.store(content, owner=uuid.UUID(citizen.subject))
        assert told.value.code == "too-many-files" and 2 <= len(kept) < 5
    with scope.activate(stranger):
        service.store(content, owner=uuid.UUID(stranger.subject))
    monkeypatch.setattr(store, "LATELY", timedelta(0))  # what was sent before does not count
    with scope.activate(citizen):
        service.store(content, owner=uuid.UUID(citizen.subject))


def test_few_pdfs_are_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "_TURN", 0.01)
    content = saved(pdf())
    with pdfs._few:
        assert pdfs.check_pdf(content) == 1
        with pdfs._few, pytest.raises(Unavailable) as busy:
            pdfs.check_pdf(content)
    assert busy.value.code == "busy"
    assert pdfs.check_pdf(content) == 1
