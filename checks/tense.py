"""What is still to come and what was done: a future that the English tells as done, and a past that it tells as to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from .bases import base_of, is_past
from .coverage import senses
from .gazetteer import heads, is_word, variants
from .lexicon import words
from .tokens import Cut, Token, cut_arabic, cut_english
from .types import Flag

_VERBAL = "يتن"
_NO_PAST = ("ي", "ن", "س", "ال", "م", "ب", "ل")  # with these letters no past begins, or seldom
_ENDINGS = ("ت", "وا", "ا", "")
_WAS = frozenset({"كان", "كانت", "كانوا", "وكان", "وكانت", "ظل", "ظلت"})
_IF = frozenset({"اذا", "واذا", "لو", "ولو", "متي", "حالما", "كلما", "مهما", "حيثما", "طالما", "ما"})
_FROM = frozenset({"من", "ومن", "فمن"})
_NEAR = 3


def check_tense(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning where the Arabic says that something will be and the English that it was, or the other way round."""
    left, right = cut_arabic(ar), cut_english(en)
    future = _future(left)
    if future is not None:
        first, last = future
        if _told_as_done(left, right, first, last) or (not _open(right) and _nothing_else(left, right, first, last)):
            here = ar[left.tokens[first].start : left.tokens[last].end]
            message = f"“{here}” (still to come) in the Arabic is not in the English"
            return (Flag("negation", "warning", message, here, None),)
        return ()
    told = _told_as_to_come(left, right)
    if told is None:
        return ()
    here, there = (text[t.start : t.end] for text, t in zip((ar, en), told, strict=True))
    message = f"“{here}” (done) in the Arabic, “{there}” (still to come) in the English"
    return (Flag("negation", "warning", message, here, there),)


def _future(left: Cut) -> tuple[int, int] | None:
    """The first words of the Arabic that leave something to the future: the numbers of the first and the last of them."""
    keys, told = left.keys, words("tense", "ar")
    i = next((i for i, key in enumerate(keys) if ("س" in key[:2] or key in told) and _will(key)), None)
    if i is not None:
        return i, i
    if not _FROM.isdisjoint(left.there):
        i = next((i for i, (one, two) in enumerate(pairwise(keys)) if one in _FROM and f"من_{two}" in told), None)
    return None if i is None else (i, i + 1)


@lru_cache(maxsize=65536)
def _will(key: str) -> bool:
    """Whether an Arabic word is one of the future, or a verb of the present behind a س."""
    if key in words("tense", "ar"):
        return True
    verb = key[1:] if key[0] in "وف" else key
    if len(verb) < 5 or verb[0] != "س" or verb[1] not in _VERBAL or heads(verb):
        return False
    if is_word(verb):  # ستبدأ is a verb, سيارة is none
        return any(not _bases(verb).isdisjoint(_bases(one + verb[2:])) for one in _VERBAL)
    return any(is_word(one + verb[2:]) for one in _VERBAL)


@lru_cache(maxsize=65536)
def _bases(key: str) -> frozenset[str]:
    return frozenset(map(base_of, senses(key)))


def _open(right: Cut) -> bool:
    """Whether a word of the English may leave something to the future."""
    keys, there = right.keys, right.there
    if not there.isdisjoint(words("tense", "en")) or any(key.endswith(("'ll", "'d")) for key in there):
        return True
    if any(key.startswith(_beginnings()) for key in there):
        return True
    behind = words("tense", "en-to")
    return any(
        (second == "to" and first in behind) or (first, second) == ("to", "be") for first, second in pairwise(keys)
    )


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    return tuple(words("tense", "en-begins"))


def _nothing_else(left: Cut, right: Cut, first: int, last: int) -> bool:
    """Whether the English cannot mean the future by a present ("faces Arsenal on Sunday"), or tells a past of which the Arabic has none."""
    key = left.keys[first]
    if first != last or key in words("tense", "ar") or not any(map(is_word, variants(key))):
        return True
    return any(_is_done(right.keys, i) for i in range(len(right.keys))) and not any(map(_is_perfect, left.keys))


def _told_as_done(left: Cut, right: Cut, first: int, last: int) -> bool:
    """Whether the English has the verb of the future only as a past of its own, with nothing before it that leaves it open."""
    verb = next((i for i in range(first if first == last else last + 1, len(left.keys)) if left.keys[i] != "ان"), None)
    if verb is None or verb > last + 2:
        return False
    key = left.keys[verb]
    meant = _bases(key) or (_bases(key[1:]) if key[0] == "س" else frozenset())
    if not meant or any(not meant.isdisjoint(_bases(k)) for i, k in enumerate(left.keys) if i != verb):
        return False
    places = [i for i, word in enumerate(right.keys) if base_of(word) in meant]
    return bool(places) and all(_is_done(right.keys, i) for i in places)


def _is_done(keys: Sequence[str], i: int) -> bool:
    """Whether a word is the past of a main clause: no form of "be", no "to" and no word of the future stands before it."""
    before = keys[max(0, i - _NEAR) : i]
    if not is_past(keys[i]) or not before:
        return False
    return not any(
        key in words("tense", "en") or key in words("tense", "en-be") or key.startswith(_beginnings()) for key in before
    )


def _told_as_to_come(left: Cut, right: Cut) -> tuple[Token, Token] | None:
    """A past verb of the Arabic and the word behind which the English has it as a future; the Arabic leaves nothing open."""
    told = list(_futures(right))
    if (
        not told
        or "if" in right.there
        or not left.there.isdisjoint(_IF)
        or not left.there.isdisjoint(words("tense", "ar-open"))
    ):
        return None
    for will, verb in told:
        base = base_of(right.keys[verb])
        same = [i for i, key in enumerate(left.keys) if base in _bases(key)]
        if same and all(_was(left.keys, i) for i in same):
            return left.tokens[same[0]], right.tokens[will]
    return None


def _futures(right: Cut) -> Iterator[tuple[int, int]]:
    """The words of the English that tell a future and the verbs behind them: will not sign, is to be signed."""
    keys = right.keys
    for i, key in enumerate(keys):
        if (
            key in ("will", "won't", "shall")
            or key.endswith("'ll")
            or (key == "to" and i and keys[i - 1] in ("set", "due", "going"))
        ):
            verb = next(
                (k for k in range(i + 1, min(i + 4, len(keys))) if keys[k] not in words("tense", "en-beside")), None
            )
            if verb is not None:
                yield i, verb


def _was(keys: Sequence[str], i: int) -> bool:
    """Whether an Arabic word is a verb of the past, by itself or behind كان."""
    return _is_perfect(keys[i]) or not _WAS.isdisjoint(keys[max(0, i - _NEAR) : i])


@lru_cache(maxsize=65536)
def _is_perfect(key: str) -> bool:
    """Whether a word is a verb of the past: its present tense is a word of the list that means the same."""
    return any(_has_present(one) for one in variants(key) if not one.startswith(_NO_PAST) and len(one) > 2)


def _has_present(word: str) -> bool:
    for ending in _ENDINGS:
        stem = word.removesuffix(ending) if ending else word
        if not word.endswith(ending) or len(stem) < 2:
            continue
        bare = stem[1:] if stem[0] == "ا" and len(stem) > 3 else stem
        roots = [bare, bare[:-1] + "ي", bare[:-1] + "و"]
        if len(bare) == 3 and bare[1] == "ا":
            roots += [bare[0] + long + bare[2] for long in "وي"]
        if any(not _bases(one + root).isdisjoint(_bases(word)) for root in roots for one in "يت"):
            return True
    return False
