"""The same name in two scripts: consonant skeletons and how alike they are.

Arabic writes consonants and long vowels, English spells one name in many ways (Mohammed, Muhamad). Both are reduced to
classes of consonants that are confused in practice (ق ك غ خ ج / k q c g kh gh j; س ص ز ش / s z sh c) and compared by
edit similarity; long vowels decide between short names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from .tokens import english_tokens

_AR = str.maketrans(
    {
        "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "د": "d", "ض": "d", "ذ": "d", "ظ": "s", "ز": "s", "س": "s", "ص": "s",
        "ش": "s", "ژ": "s", "ج": "k", "غ": "k", "ق": "k", "ك": "k", "ک": "k", "خ": "k", "گ": "k", "چ": "s", "ف": "f", "ڤ": "f",
        "ر": "r", "ل": "l", "م": "m", "ن": "n", "ح": "h", "ه": "h", "ع": "a", "ا": "a", "و": "o", "ي": "i", "ی": "i", "ء": "",
    }
)  # fmt: skip
_EN_PAIRS = (
    ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("ch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "k"), ("th", "t"), ("dh", "d"), ("ph", "f"),
    ("dj", "k"), ("ck", "k"), ("ce", "si"), ("ci", "si"), ("cy", "si"), ("zz", "ts"), ("x", "ks"), ("qu", "ko"), ("ou", "o"), ("oo", "o"),
    ("ee", "i"), ("ea", "i"), ("au", "o"), ("ie", "i"), ("ei", "i"),
)  # fmt: skip
# A letter that a table lacks costs str.translate an exception, so that the tables name them all.
_EN = {c: c for c in range(128)} | str.maketrans(
    {
        "p": "b", "v": "f", "w": "o", "z": "s", "c": "k", "q": "k", "g": "k", "j": "k", "e": "i", "y": "i", "u": "o", "'": "", "’": "",
        "-": "", "`": "",
    }
)  # fmt: skip
_VOWELS = {c: c for c in range(128)} | str.maketrans("", "", "aioh")
_DOUBLED = re.compile(r"(.)\1+", re.DOTALL)


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Lower case, without accents and apostrophes: the form in which English names are compared."""
    word = word.lower()
    if not word.isascii():
        word = (
            word.replace("ø", "o")
            .replace("ł", "l")
            .replace("ß", "ss")
            .replace("đ", "d")
            .replace("ı", "i")
            .replace("æ", "ae")
        )
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    return word.replace("'", "").replace("’", "").replace("`", "")


@lru_cache(maxsize=16384)
def sound_ar(key: str) -> tuple[str, str]:
    """``(consonants, consonants and long vowels)`` of a folded Arabic word."""
    full = _squeeze(key.translate(_AR).replace("تش", "s"))
    return full.translate(_VOWELS), full


@lru_cache(maxsize=16384)
def sound_en(word: str) -> tuple[str, str]:
    """``(consonants, consonants and vowels)`` of a plain English word."""
    for old, new in _EN_PAIRS:
        if old in word:
            word = word.replace(old, new)
    full = _squeeze(word.translate(_EN))
    return full.translate(_VOWELS), full


def _squeeze(text: str) -> str:
    return _DOUBLED.sub(r"\1", text)


@lru_cache(maxsize=65536)
def likeness(key: str, word: str) -> float:
    """How likely a folded Arabic word and a plain English word are the same name: 0 to 1; above 0.7 they usually are."""
    best = _alike(sound_ar(key), sound_en(word))
    if best < 0.7 and "ch" in word:  # Michael, Munich
        best = max(best, _alike(sound_ar(key), sound_en(word.replace("ch", "k"))))
    return best


@cache
def _similarity() -> Callable[[str, str], float]:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity


def _alike(arabic: tuple[str, str], english: tuple[str, str]) -> float:
    similarity = _similarity()
    (bones_ar, full_ar), (bones_en, full_en) = arabic, english
    if not bones_ar or not bones_en:
        return 1.0 if full_ar and full_ar == full_en else 0.6 * similarity(full_ar, full_en)
    bones = similarity(bones_ar, bones_en)
    if bones < 0.5 or (bones < 1 and min(len(bones_ar), len(bones_en)) == 1):
        return 0.6 * bones
    full = similarity(full_ar, full_en)
    share = 0.75 if min(len(bones_ar), len(bones_en)) > 2 else 0.5
    return share * bones + (1 - share) * full


def stands_in(word: str, en: str) -> bool:
    """Whether a folded Arabic word is written out in the English as a name (its first 300 words are looked at)."""
    return any(len(t.key) > 1 and likeness(word, plain(t.key)) >= 0.7 for t in english_tokens(en)[:300])
