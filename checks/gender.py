"""She and he, wife and husband: a person of the Arabic whom the English makes one of the other sex."""

from __future__ import annotations

from functools import cache

from .gazetteer import variants
from .lexicon import rows, words
from .tokens import Token, cut_arabic, cut_english
from .types import Flag

_HER, _HIS = "ها", "ه"


def check_gender(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning for kin of the other sex, or for "his" where the Arabic speaks of a woman only, "her" where of a man only."""
    return _kin(ar, en) or _pronouns(ar, en)


def _kin(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning where the Arabic has one of a pair of kin only and the English only the other."""
    english = _english_kin()
    (said, _, there) = cut_english(en)
    if english.keys().isdisjoint(there):
        return ()
    theirs = {english[key] for key in there if key in english}
    arabic = _arabic_kin()
    ours: dict[tuple[int, int], Token] = {}
    for token in cut_arabic(ar).tokens:
        for form in _forms(ar, token):
            if form in arabic:
                ours.setdefault(arabic[form], token)
    for one, token in ours.items():
        if one in theirs:
            continue
        other = next((o for o in theirs if o not in ours and _may_be_taken(one, o)), None)
        if other is not None:
            word = next(t for t in said if english.get(t.key) == other)
            return (_flag(ar, en, token, word),)
    return ()


def _may_be_taken(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two of a man and a woman, or of kin, may stand for each other by mistake only."""
    return one[0] == other[0] or rows("kin")[one[0]][0] == rows("kin")[other[0]][0] == "kin"


def _pronouns(ar: str, en: str) -> tuple[Flag, ...]:
    said, _, there = cut_english(en)
    she, he = words("persons", "she"), words("persons", "he")
    if she.isdisjoint(there) == he.isdisjoint(there):
        return ()
    own, other, pronouns = ("woman", "man", he) if she.isdisjoint(there) else ("man", "woman", she)
    tokens = cut_arabic(ar).tokens
    forms = [_forms(ar, token) for token in tokens]
    others = words("persons", other) | words("persons", f"maybe-{other}")
    if not any(map(words("persons", own).intersection, forms)) or any(map(others.intersection, forms)):
        return ()
    if any(_may_be(other, ar, token) for token in tokens):
        return ()
    person = next(t for t, one in zip(tokens, forms, strict=True) if not words("persons", own).isdisjoint(one))
    return (_flag(ar, en, person, next(t for t in said if t.key in pronouns)),)


def _may_be(sex: str, ar: str, token: Token) -> bool:
    """Whether a word may speak of a man or a woman without naming one: "his", "she said"."""
    key, written = token.key, ar[token.start : token.end]
    if sex == "man":
        return written.endswith(_HIS) and key not in words("persons", "his-not")
    return key.endswith(_HER) or (key.endswith("ت") and not key.endswith("ات"))


def _flag(ar: str, en: str, token: Token, word: Token) -> Flag:
    here, there = ar[token.start : token.end], en[word.start : word.end]
    return Flag("name", "warning", f"“{here}” in the Arabic, “{there}” in the English: another person", here, there)


def _forms(ar: str, token: Token) -> set[str]:
    """A folded word, with and without clitics and article, its ة kept."""
    key = token.key[:-1] + "ة" if ar[token.start : token.end].endswith("ة") else token.key
    found = variants(key)
    return {*found, *[one.removeprefix("ال") for one in found]}


@cache
def _arabic_kin() -> dict[str, tuple[int, int]]:
    return {
        word: (i, side) for i, row in enumerate(rows("kin")) for side in (0, 1) for word in row[2 * side + 1].split()
    }


@cache
def _english_kin() -> dict[str, tuple[int, int]]:
    return {w: (i, side) for i, row in enumerate(rows("kin")) for side in (0, 1) for w in row[2 * side + 2].split()}
