"""May and will: what the Arabic holds possible and the English states as a fact, and the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .gazetteer import is_word
from .lexicon import words
from .tokens import cut_arabic, cut_english
from .types import Flag, Severity

_QAD = frozenset({"قد", "وقد", "فقد"})
_IF, _IF_EN = frozenset({"اذا", "واذا", "لو", "ولو", "حال"}), frozenset({"if", "whether"})
_MAY = frozenset({"may", "might", "maybe", "perhaps", "possibly"})


def check_modality(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning where the Arabic says "may" and no word of the English leaves it open, or an English "may" has no Arabic."""
    tokens, keys, here = cut_arabic(ar)
    english = cut_english(en)
    told = None if _heads().isdisjoint(here) else _possible(keys)
    if told is not None:
        if _is_open(here, english.there) and not _must(english.there):
            return ()
        shown = ar[tokens[told[0]].start : tokens[told[1]].end]
        message = f"“{shown}” (may) in the Arabic, and no word for it in the English"
        return (Flag("negation", "warning", message, shown, None),)
    if english.there.isdisjoint(_MAY):
        return ()
    i = next(i for i, key in enumerate(english.keys) if key in _MAY)
    if not here.isdisjoint(words("modality", "ar-wide")) or en[english.tokens[i].start] == "M":
        return ()
    shown = en[english.tokens[i].start : english.tokens[i].end]
    severity: Severity = "warning" if any(key[0] == "س" or key[:2] == "وس" for key in keys) else "note"
    message = f"“{shown}” in the English, and no word for it in the Arabic"
    return (Flag("negation", severity, message, None, shown),)


def _possible(keys: Sequence[str]) -> tuple[int, int] | None:
    """The first words of the Arabic that say "may": the numbers of the first and the last of them."""
    told = words("modality", "ar")
    for i, key in enumerate(keys):
        after = keys[i + 1] if i + 1 < len(keys) else ""
        if key in told:
            return i, i
        if f"{key.removeprefix('و')}_{after}" in told or (key in _QAD and _is_present(after)):
            return i, i + 1
    return None


@lru_cache(maxsize=65536)
def _is_present(key: str) -> bool:
    """Whether a word can only be a verb of the present: يضطر; تعرض may be the past of another."""
    return len(key) > 3 and key[0] == "ي" and (is_word(key) or is_word("ت" + key[1:]))


def _is_open(here: frozenset[str], there: frozenset[str]) -> bool:
    """Whether a word of the English may say it; "if" answers an إذا first."""
    if not there.isdisjoint(words("modality", "en")) or (not there.isdisjoint(_IF_EN) and here.isdisjoint(_IF)):
        return True
    begins = _beginnings()
    return any(key.startswith(begins) for key in there)


def _must(there: frozenset[str]) -> bool:
    """Whether the English says "must" for what only may be: it has no "may"."""
    return not there.isdisjoint(words("modality", "en-must")) and there.isdisjoint(_MAY)


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    return tuple(words("modality", "en-begins"))


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    heads = {told.partition("_")[0] for told in words("modality", "ar")}
    return _QAD | heads | {"و" + head for head in heads}
