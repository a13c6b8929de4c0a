"""Polarity: what the Arabic denies the English must not assert, nor the other way round.

By word lists of both sides, not by parsing: plain negators are counted, words that can stand behind them ("still", "only",
"failed", un-, دون, غير) answer them, and words that turn a sentence round (رفض, أحبط) need an English word of their sense.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from .coverage import senses, stem_of
from .lexicon import rows, words
from .opposites import check_opposites
from .support import stem
from .tokens import Token, arabic_tokens, cut_arabic, cut_english, english_tokens
from .types import Flag, Severity

_LONGER = frozenset({"longer", "more"})
_NO_LONGER = frozenset({("no", "longer"), ("any", "longer"), ("any", "more")})
_FAR, _NEAR = 8, 4  # English words before and behind what is denied, among which the denial stands
_MANY = 30
_CLITICS = ("", "ال", "و", "وال", "ل", "لل", "ب", "بال", "ف", "ول", "ك")
_ONLY, _TO_ONLY = frozenset({"سوي"}), 4  # لم تنشر سوى: published only; words between the two
_EXCEPT = frozenset({"الا", "والا", "بالا"})  # folded: إلا, "except", and ألا, "not to"


def check_negation(ar: str, en: str) -> tuple[Flag, ...]:
    """A flag for a negation that only one side has, and for words whose sense was reversed.

    A warning where nothing on the other side can answer it, a note where something might.
    """
    left, right = arabic_tokens(ar), english_tokens(en)
    lost, nouns, soft_ar = _arabic(ar, en)
    denies, soft, weak, words_ = _english(en)
    flags: list[Flag] = []
    fewer = len(lost) + len(nouns) > len(denies)
    bare = _undenied(left, right, [*lost, *nouns], words_) if fewer else None
    if lost and not denies and not soft:
        flags.append(_lost(ar, left[lost[0]], "note" if _any_of("en-instead", right) else "warning"))
    elif bare is not None:
        flags.append(_lost(ar, left[bare], "warning"))
    elif lost and len(lost) > len(denies) + max(0, soft - soft_ar):
        flags.append(_lost(ar, left[lost[-1]], "note"))
    elif nouns and len(lost) + len(nouns) > len(denies) + soft + weak:
        flags.append(_lost(ar, left[nouns[0]], "note"))
    elif denies and not lost and not nouns and soft_ar:
        flags.append(_added(en, denies[-1], "note"))
    elif denies and not lost and not nouns:
        flags.append(_added(en, denies[0], "note" if _any_of("ar-instead", left) else "warning"))
    elif denies and len(denies) > len(lost) + len(nouns) + max(0, soft_ar - soft):
        flags.append(_added(en, denies[-1], "note"))
    if not _LONGER.isdisjoint(cut_english(en).there):
        flags += _still(ar, left, right)
    if not denies:
        flags += _turned(ar, left, right, "note" if soft else "warning")
    flags += _demoted(ar, left, right)
    flags += check_opposites(ar, en, len(lost) + len(nouns) != len(denies))
    return tuple(flags)


def one_denies(ar: str, en: str) -> bool:
    """Whether one side denies and the other does not, or both do but not as often."""
    lost, nouns, _ = _arabic(ar, en)
    return len(lost) + len(nouns) != len(_english(en)[0])


def _still(ar: str, left: tuple[Token, ...], right: tuple[Token, ...]) -> list[Flag]:
    """A warning where something still is in the Arabic and is "no longer" in the English."""
    keys = [t.key for t in right]
    place = next((i for i, two in enumerate(pairwise(keys)) if two in _NO_LONGER), None)
    if place is None:
        return []
    told = next(
        (i for i, two in enumerate(pairwise(t.key for t in left)) if two[1] in words("negation", "ar-lasts")), None
    )
    if told is None or any(t.key in words("negation", "ar-ended") for t in left):
        return []
    here = ar[left[told].start : left[told + 1].end]
    said = f"{keys[place]} {keys[place + 1]}"
    return [Flag("negation", "warning", f"“{here}” (still) in the Arabic, “{said}” in the English", here, said)]


def _undenied(left: tuple[Token, ...], right: tuple[Token, ...], denied: list[int], deniers: list[int]) -> int | None:
    """The first of the Arabic words that deny whose next word the English has, with nothing near that denies it."""
    if not denied:
        return None
    there: dict[str, list[int]] = {}
    for i, token in enumerate(right):
        there.setdefault(stem_of(token.key), []).append(i)
    for i in denied[:_MANY]:
        if left[i].key.endswith("غير"):  # many an English adjective says it with its first letters
            continue
        meant = next((found for t in left[i + 1 : i + 3] if (found := senses(t.key))), frozenset())
        places = [p for stem in meant for p in there.get(stem, ())][:_MANY]
        if places and not any(p - _FAR <= k <= p + _NEAR for p in places for k in deniers[:_MANY]):
            return i
    return None


def _any_of(name: str, tokens: tuple[Token, ...]) -> bool:
    told = words("negation", name)
    return any(t.key in told for t in tokens)


def _lost(ar: str, token: Token, severity: Severity) -> Flag:
    word = _span(ar, token)
    return Flag("negation", severity, f"“{word}” (not) in the Arabic, and not denied in the English", word, None)


def _added(en: str, token: Token, severity: Severity) -> Flag:
    word = _span(en, token)
    return Flag("negation", severity, f"“{word}” in the English, and not denied in the Arabic", None, word)


def _span(text: str, token: Token) -> str:
    return text[token.start : token.end]


def _arabic(text: str, en: str) -> tuple[list[int], list[int], int]:
    """The numbers of the tokens that deny, of those that deny a noun, how many others regularly stand behind an English "not"."""
    tokens, keys, _ = cut_arabic(text)
    denied: list[int] = []
    nouns: list[int] = []
    soft = 0
    kinds = list(map(_arabic_kind, keys))
    if not any(kinds):
        return denied, nouns, soft
    still = words("negation", "ar-still")
    names = cut_english(en).keys.count("la")
    for i, token, kind in [(i, tokens[i], kind) for i, kind in enumerate(kinds) if kind]:
        if kind == 4:
            nouns.append(i)
        elif kind == 3:
            after = tokens[i + 1].key if i + 1 < len(tokens) else ""
            if after in still or not _ONLY.isdisjoint(keys[i + 1 : i + 1 + _TO_ONLY]):
                soft += 1
            elif token.key == "لا" and names:
                names -= 1
            else:
                denied.append(i)
        elif token.key in _EXCEPT and "أ" in text[token.start : token.start + 2]:
            after = tokens[i + 1].key if i + 1 < len(tokens) else ""
            if after in still:
                soft += 1
            elif after not in words("negation", "ar-namely"):
                denied.append(i)
        elif kind == 2:
            soft += 1
    return denied, nouns, soft


@cache
def _kinds(side: str) -> dict[str, int]:
    kinds = {"weak": 1, "soft": 2, "noun": 4, "not": 3}
    return {word: kind for name, kind in kinds.items() for word in words("negation", f"{side}-{name}")}


@lru_cache(maxsize=65536)
def _arabic_kind(key: str) -> int:
    kind = _kinds("ar").get(key, 0)
    return 2 if kind < 2 and _arabic_groups(key) else kind


def _english(text: str) -> tuple[list[Token], int, int, list[int]]:
    """The tokens that deny, how many words may stand for a denial, how many seldom do, and where all of them are."""
    tokens, keys, _ = cut_english(text)
    denies: list[Token] = []
    soft = weak = 0
    if not _pairs().isdisjoint(pairwise(keys)):
        soft = 1
    kinds = list(map(_english_kind, keys))
    if not any(kinds):
        return denies, soft, weak, []
    still = words("negation", "en-still")
    telling = [(i, tokens[i], kind) for i, kind in enumerate(kinds) if kind]
    for i, token, kind in telling:
        if kind == 3:
            after = tokens[i + 1].key if i + 1 < len(tokens) else ""
            before = tokens[i - 1].key if i else ""
            if f"{token.key}_{after}" in still or f"{before}_{token.key}" in still:
                weak += 1
            elif token.key == "no" and (
                after[:1].isdigit() or (text[token.start] == "N" and text[token.end : token.end + 1] == ".")
            ):
                continue
            else:
                denies.append(token)
        elif kind == 2:
            soft += 1
        elif kind == 1:
            weak += 1
    return denies, soft, weak, [i for i, _, _ in telling]


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    return frozenset(
        (first, second) for first, _, second in (two.partition("_") for two in words("negation", "en-pair"))
    )


@lru_cache(maxsize=65536)
def _english_kind(key: str) -> int:
    kind = _kinds("en").get(key, 0)
    if kind > 1:
        return kind
    if key.endswith("n't"):
        return 3
    if len(key) > 5 and (key.endswith("less") or (key.startswith("un") and _denies(key))):
        return 2
    return kind


def _denies(key: str) -> bool:
    return key not in words("negation", "en-plain") and not key.startswith("under")


@cache
def _groups() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Arabic word or stem → the names of its groups; name → the beginnings of the English words that answer it."""
    arabic: dict[str, tuple[str, ...]] = {}
    answers: dict[str, tuple[str, ...]] = {}
    for row in rows("reversal"):
        if row[0] != "one":
            continue
        _, name, ar, en = row
        answers[name] = tuple(en.split())
        for word in ar.split():
            for form in {word, stem(word)}:
                arabic[form] = (*arabic.get(form, ()), name)
    return arabic, answers


@cache
def _ranks() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Arabic word, clitics on or off → the name of its rank and the beginnings of the English words that answer it.

    The first of two words that are joined by _ stands there too, with nothing.
    """
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for _, name, ar, en in (row for row in rows("reversal") if row[0] == "rank"):
        for word in ar.split():
            first, _, second = word.partition("_")
            for clitic in _CLITICS:
                found[clitic + first] = ("", ()) if second else (name, tuple(en.split()))
            if second:
                found[word] = (name, tuple(en.split()))
    return found


def _demoted(ar: str, left: tuple[Token, ...], right: tuple[Token, ...]) -> list[Flag]:
    """A warning for the first word of rank ("deputy", "former") that the English lacks, so that another is meant."""
    ranks = _ranks()
    if ranks.keys().isdisjoint(cut_arabic(ar).there):
        return []
    for i in [i for i, token in enumerate(left) if token.key in ranks]:
        token = left[i]
        rank = ranks[token.key]
        if not rank[1] and i + 1 < len(left):
            rank = ranks.get(f"{token.key[-3:]}_{left[i + 1].key}", rank)
        if rank[1] and not any(t.key.startswith(rank[1]) or f"={t.key}" in rank[1] for t in right):
            word = _span(ar, token)
            return [Flag("negation", "warning", f"“{word}” ({rank[0]}) in the Arabic is not in the English", word)]
    return []


@lru_cache(maxsize=65536)
def _arabic_groups(key: str) -> tuple[str, ...]:
    if _stems().search(key) is None or key in words("reversal", "not"):
        return ()
    arabic = _groups()[0]
    return arabic.get(key) or arabic.get(stem(key), ())


@cache
def _stems() -> re.Pattern[str]:
    """What a word of a group has in it: cheaper to look for than to make the stem of every word."""
    return re.compile("|".join(sorted(_groups()[0], key=lambda w: (len(w), w))))


def _turned(ar: str, left: tuple[Token, ...], right: tuple[Token, ...], severity: Severity) -> list[Flag]:
    """Flags for words that turn a sentence round and that no English word answers."""
    told = list(map(_arabic_groups, cut_arabic(ar).keys))
    if not any(told):
        return []
    found: dict[str, Token] = {}
    for token, groups in zip(left, told, strict=True):
        for group in groups:
            found.setdefault(group, token)
    answers = _groups()[1]
    return [
        Flag(
            "negation", severity, f"“{_span(ar, token)}” ({name}) in the Arabic is not in the English", _span(ar, token)
        )
        for name, token in found.items()
        if not any(t.key.startswith(answers[name]) for t in right)
    ]
