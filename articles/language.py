"""Which language a text is in, which paragraphs of a page are Arabic, and which dialect it may be written in.

Languages in Arabic script are told apart by the letters and little words of ``data/languages.tsv``; the statistical model
(py3langid) is asked only where these are silent, and about other scripts. Dialects are told by the words of
``data/dialects.tsv``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from .tables import read_table
from .text import fold

SAMPLE = 1500  # characters that are looked at to name the language
_GLANCE = 400  # characters that are enough where the text is plainly Arabic
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPT = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdf1\ufe70-\ufefc]"
)
_WORD = re.compile("[\u0620-\u063f\u0641-\u065f\u066e-\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f]+")
_ARTICLE = re.compile("[وفبك]?ال[^\\W_]{3}|لل[^\\W_]{3}|.*ة$|.*ى$|.?[إأ]|.*اً|.*[ًٌٍَُِّْ]")
_EVIDENCE = re.compile(
    r"(?:(?<=\s)|^)(?:[وفبك]?ال\w{3}|لل\w{3}|(?:في|من|على|أن|إن|إلى|عن|التي|الذي|هذا|هذه)(?!\w))|ة(?!\w)"
)
_UNARABIC = re.compile(
    "[\u0620\u063b-\u063f\u066e-\u066f\u0671-\u0684\u0687-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f]"
)
_HARD = re.compile(
    "[^\u0621-\u063a\u0641-\u065f\u0670کی]"
)  # not only the Persian forms of kaf and ya, which some keyboards give
_LATIN = re.compile(r"[^\W\d_\u0600-\u06ff]")
_KEYBOARD = str.maketrans("یکھہۀە", "يكهههه")

_ARABIC_SCRIPT = frozenset({"ar", "arz", "fa", "ur", "ps", "ku", "ckb", "ug", "sd"})
_OTHER_SCRIPTS = frozenset(
    {"en", "fr", "de", "es", "it", "pt", "nl", "sv", "pl", "ro", "tr", "az", "ku", "so", "sw", "id", "ms"}
    | {"ru", "uk", "he", "el", "hy", "am", "hi", "bn", "zh", "ja", "ko"}
)
_MERGED = {"arz": "ar"}  # a dialect of Arabic to us, a language to the model

_WHOLE = 12  # a letter of one language alone, or a little word, in the points of _in_arabic_script
_PLAIN = 0.2  # share of the words that must speak for Arabic when none speaks against it
_DENSITY = 0.035
_SCORE = 5


@cache
def _marks() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Little words, and letters, of each language."""
    words: dict[str, frozenset[str]] = {}
    letters: dict[str, frozenset[str]] = {}
    for language, kind, entries in read_table(__package__, "languages.tsv"):
        if kind == "letters":
            letters[language] = frozenset(entries)
        else:
            words[language] = frozenset(_folded(entry.strip()) for entry in entries.split("،"))
    return words, letters


def _folded(word: str) -> str:
    return fold(word).translate(_KEYBOARD)


def language_of(text: str) -> tuple[str, float]:
    """ISO 639 code of the text's main language (``ar fa ur ps ckb ug sd en fr …``) and how sure that is, 0 to 1.

    ``und`` where there is too little text to say.
    """
    if _plainly_arabic(text[:_GLANCE]) and not _UNARABIC.search(text, 0, SAMPLE):
        return "ar", 1.0
    sample = text[:SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters < 3:
        return "und", 0.0
    arabic = len(_SCRIPT.findall(sample))
    if 2 * arabic < letters:
        return _by_model(sample, _OTHER_SCRIPTS) if letters >= 12 else ("und", 0.0)
    return _in_arabic_script(sample)


def _plainly_arabic(sample: str) -> bool:
    """Whether at least a quarter of five or more words, all of them in Arabic script, are marked as Arabic; quick."""
    words = sample.count(" ") + 1
    return words >= 5 and 4 * len(_EVIDENCE.findall(sample)) >= words and not _LATIN.search(sample)


def _in_arabic_script(sample: str) -> tuple[str, float]:
    words = _WORD.findall(sample)
    if not words:
        return "und", 0.0
    known, letters = _marks()
    arabic = 0
    foreign = 0.0
    points: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for word in words:
        plain = _folded(word)
        arabic += plain in known["ar"] or _ARTICLE.match(word) is not None
        for language, entries in known.items():
            spoken[language] += plain in entries
        written = _letters_of(word)
        if written:
            foreign += 1 if _HARD.search(word) else 0.5
            points.update(written)
    other = max(letters, key=lambda language: points[language] + _WHOLE * spoken[language])
    against = foreign + spoken[other]
    share = max(arabic, against) / len(words)
    if arabic > 2 * against and (against or arabic >= _PLAIN * len(words)):
        return "ar", min(1.0, 0.5 + share)
    if foreign and against > arabic:
        return other, min(1.0, 0.5 + share)
    if len(words) < 3:
        return "und", 0.0
    return _by_model(sample, _ARABIC_SCRIPT)


@lru_cache(maxsize=8192)
def _letters_of(word: str) -> Counter[str]:
    """How much the letters of the word speak for each other language, in twelfths: a letter that two share, half for each."""
    letters = _marks()[1]
    points: Counter[str] = Counter()
    for letter in set(word) & _foreign():
        owners = [language for language, own in letters.items() if letter in own]
        for language in owners:
            points[language] += _WHOLE // len(owners)
    return points


@cache
def _foreign() -> frozenset[str]:
    return frozenset(letter for own in _marks()[1].values() for letter in own)


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _by_model(sample: str, codes: frozenset[str]) -> tuple[str, float]:
    """The likeliest of the languages that pages come in; the model knows many more and takes short lines for them."""
    for code, sure in _model().rank(sample):
        if str(code) in codes:
            return _MERGED.get(str(code), str(code)), round(float(sure), 3)
    return "und", 0.0


def arabic_paragraphs(paragraphs: Sequence[str]) -> tuple[list[int], list[int]]:
    """Indexes of the paragraphs that are Arabic or too short to say, and of those in another language."""
    kept: list[int] = []
    other: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        (kept if language_of(paragraph)[0] in ("ar", "und") else other).append(number)
    return kept, other


@cache
def _dialect_words() -> tuple[
    dict[str, tuple[int, tuple[str, ...]]],
    tuple[tuple[re.Pattern[str], int, tuple[str, ...]], ...],
    re.Pattern[str],
]:
    """Words with their weights and dialects, with and without "and" before them; patterns; all patterns, for a word a line."""
    words: dict[str, tuple[int, tuple[str, ...]]] = {}
    patterns = []
    for dialects, weight, entries in read_table(__package__, "dialects.tsv"):
        names = tuple(dialects.split(", "))
        for entry in entries.split("، "):
            if entry.startswith("/"):
                patterns.append((re.compile(entry.strip("/")), int(weight), names))
            else:
                words[entry] = int(weight), names
    any_pattern = "|".join(pattern.pattern for pattern, _, _ in patterns)
    with_and = {"و" + word: told for word, told in words.items()}
    return with_and | words, tuple(patterns), re.compile(rf"^(?:{any_pattern})$", re.MULTILINE)


def _dialects_in(words: set[str]) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Those of the folded words that standard Arabic does not have, with their weights and dialects."""
    known, patterns, any_pattern = _dialect_words()
    found = {word: known[word] for word in words & known.keys()}
    for match in any_pattern.finditer("\n".join(words)):
        word = match.group()
        if len(word) > 4 and word not in found:
            found[word] = next((weight, names) for pattern, weight, names in patterns if pattern.fullmatch(word))
    return found


def dialect_of(text: str) -> str | None:
    """The English name of the dialect the text is written in, None for standard Arabic."""
    return dialect_among(_WORD.findall(fold(text)))


def dialect_among(words: Sequence[str]) -> str | None:
    """The same of a text's folded words.

    A dialect is named only where several different words of it make up a fair share of the text: a quotation in a news
    report does not. The name is that of the dialect most of them belong to.
    """
    found = _dialects_in(set(words))
    if len(found) < 2:
        return None
    score = strong = 0
    votes: Counter[str] = Counter()
    for word, (weight, dialects) in sorted(found.items(), key=lambda item: words.index(item[0])):
        score += weight * min(words.count(word), 3)
        strong += weight == 2
        for dialect in dialects:
            votes[dialect] += weight * 12 // len(dialects)
    if not strong or score < min(_SCORE, 3 + len(words) // 20) or score < 2 * _DENSITY * len(words):
        return None
    return votes.most_common(1)[0][0]
