"""What is wrong with a password is said in the reader's language."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from prasan.core.identity.models import Account

SOMJAI = Account(username="somjai-jaidee", given_th="สมใจ", family_th="ใจดี")


@pytest.mark.parametrize(
    ("password", "thai", "english"),
    [
        ("สั้นไป", "อย่างน้อย 10 ตัวอักษร", "at least 10 characters"),
        ("password123", "มีผู้ใช้รหัสผ่านนี้กันมาก", "Many people use"),
        ("somjai-jaidee", "คล้ายชื่อ", "too much like your name"),
        ("ก" * 1001, "ไม่เกิน 1,000", "at most 1,000"),
    ],
)
def test_each_mistake_in_both_languages(password: str, thai: str, english: str) -> None:
    for language, words in (("th", thai), ("en", english)):
        with translation.override(language):
            with pytest.raises(ValidationError) as wrong:
                validate_password(password, SOMJAI)
            assert words in " ".join(wrong.value.messages)


def test_the_hints_of_the_form_are_thai_on_a_thai_page() -> None:
    with translation.override("th"):
        hints = password_validators_help_texts()
    assert len(hints) == 4
    assert not any(letter.isascii() and letter.isalpha() for letter in "".join(hints))
