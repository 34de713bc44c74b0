"""Words of a text: segmented Thai with the parts of compounds, English without endings, digits as 0-9."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import nlpo3
import pythainlp
from pythainlp.corpus import thai_stopwords, thai_words, tnc

from prasan.foundation.segmentation import segment
from prasan.foundation.thai import normalise, to_arabic

_DICTIONARY = "prasan"
_RUN = re.compile(r"[฀-๿]+|[^\W_]+")
_PIECE = re.compile(r"[฀-๿]+|[^\W฀-๿]+|\s+|.", re.DOTALL)
_THAI = re.compile("[฀-๿]")
_LEFT_OUT = re.compile("[ๆฯ๏๚๛฿]+")
_SHORTEST_COMPOUND = 5  # letters
_STEM = 6  # letters
_COMMON, _COMMON_SHORT = 400, 2000
_LONGEST = 20_000  # characters looked at; what is said later does not decide what a text is about

# Words of asking and of politeness: they say that something is wanted, not what.
_ASKING = """
    อยาก ต้องการ อยากได้ ขอ ทำ ทำไง ยังไง อย่างไร ไหน ที่ไหน อะไร เมื่อไหร่ ครับ ค่ะ คะ นะ หน่อย ช่วย บ้าง ได้ไหม ไหม
    มั้ย ผม ฉัน หนู เรา ดิฉัน จ้า เลย แล้ว ต้อง ได้ ไป มา ที่ ไม่ เป็น มี ให้ กับ ของ การ ความ
    a about am an and any are as at be by can could do does for from get give go got had has have how i if in into is it
    its like look make may me more my need no not of on or our please should so some than that the their them then there
    they this to too up us want was we what when where which who whose why will with would you your
"""


@cache
def _loaded() -> frozenset[str]:
    """Load nlpo3's dictionary once; the words it holds."""
    path = Path(pythainlp.__file__).parent / "corpus" / "words_th.txt"
    told, good = nlpo3.load_dict(str(path), _DICTIONARY)
    if not good and "exist" not in told:
        raise RuntimeError(f"the Thai dictionary cannot be loaded: {told}")
    return frozenset(thai_words())


@cache
def _stop() -> frozenset[str]:
    return frozenset(thai_stopwords()) | frozenset(_ASKING.split())


def load() -> None:
    """Load the dictionaries now (a third of a second) rather than at the first search."""
    _loaded()
    _stop()
    _common()


def is_stop(word: str) -> bool:
    """Whether the word says little about what a text is about."""
    return word in _stop()


def words(text: str) -> list[str]:
    """The words of `text` in order; punctuation and blanks left out, compounds whole."""
    return list(_words(text[:_LONGEST]))


def tokens(text: str) -> list[str]:
    """The words of `text`, each compound followed by its parts: "ทะเบียนบ้าน" also as "ทะเบียน", "บ้าน"."""
    found: list[str] = []
    for word in _words(text[:_LONGEST]):
        found.append(word)
        found += parts(word)
    return found


def pieces(text: str) -> list[str]:
    """`text` cut into words and what stands between them; joined they are the text again."""
    _loaded()
    return [
        piece
        for run in _PIECE.findall(text)
        for piece in (segment(run, _DICTIONARY) if _THAI.match(run) else [run])
    ]


def is_common(word: str) -> bool:
    """Whether the word is common in Thai writing, so that every text has it as one word."""
    return word in _common()


def thai_share(text: str) -> float:
    """Which part (0 to 1) of the letters of `text` makes up Thai words of the dictionary."""
    dictionary = _loaded()
    letters = sum(not c.isspace() for c in text)
    known = sum(len(word) for word in words(text) if word in (dictionary if len(word) > 2 else _common()))
    return known / letters if letters else 0.0


def _words(text: str) -> Iterator[str]:
    dictionary = _loaded()
    for run in _RUN.findall(to_arabic(normalise(text)).casefold()):
        if not _THAI.match(run):
            yield _stem(run)
            continue
        for word in segment(_LEFT_OUT.sub(" ", run), _DICTIONARY):
            bare = word.strip()
            # A lone mark or vowel is a slip of the segmentation.
            if bare and (len(bare) > 1 or bare in dictionary or bare.isdigit()):
                yield bare


def _stem(word: str) -> str:
    """English without its commonest endings, so that singular and plural meet."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


@cache
def _common() -> frozenset[str]:
    """Words common enough to be taken for a part of a compound (counts of the Thai National Corpus)."""
    return frozenset(
        word
        for word, count in tnc.unigram_word_freqs().items()
        if count >= (_COMMON if len(word) > 2 else _COMMON_SHORT)
    )


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """The words a Thai compound is made of, or the stem of a long English word; () when it is neither."""
    if not _THAI.match(word):
        # "registration" and "register" meet in their beginning.
        return (word[:_STEM],) if len(word) > _STEM and word.isalpha() else ()
    if len(word) < _SHORTEST_COMPOUND:
        return ()
    common = _common()
    cuts = [cut for cut in range(2, len(word) - 1) if word[:cut] in common and word[cut:] in common]
    if not cuts:
        return ()
    middle = min(cuts, key=lambda cut: abs(2 * cut - len(word)))
    pair = word[:middle], word[middle:]
    return tuple(piece for part in pair for piece in (part, *(parts(part) if len(part) > 7 else ())))
