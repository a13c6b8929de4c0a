"""Errors planted in careful translations, to see which of them the checks find. Seeded: the same pairs every time."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS = (
    "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
)
_NUMBER = re.compile(
    r"\b(?:\d+(?:[.,:]\d+)*|(?:"
    + "|".join(_NUMBER_WORDS.split())
    + r")\b(?:[- ](?:"
    + "|".join(_NUMBER_WORDS.split())
    + r"))*) ?"
)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = re.compile(r"\b(?:" + "|".join(m for m in MONTHS if m != "May") + r")\b|\bMay(?= \d)")
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|has|have|had|should)\b(?! not| no\b|n't| never)")
_NOT = re.compile(r"\b(?:not |never )|(?<=\w)n't\b|\bno (?=[a-z])")
_CAN = {"ca": "can", "wo": "will"}


@dataclass(frozen=True, slots=True)
class Plant:
    """One kind of error: ``spoil`` returns the English with the error in it, or None where the pair offers no place for it."""

    name: str
    kinds: tuple[str, ...]
    target: float
    spoil: Callable[[random.Random, str, str], str | None]


def plant(error: Plant, pairs: Sequence[Pair], count: int, seed: int = 7) -> Iterator[Pair]:
    """Up to ``count`` pairs with ``error`` in their English, from a seeded shuffle of ``pairs``."""
    rng = random.Random(f"{seed}-{error.name}")
    order = list(range(len(pairs)))
    rng.shuffle(order)
    found = 0
    for i in order:
        ar, en = pairs[i]
        spoilt = error.spoil(rng, ar, en)
        if spoilt is not None and spoilt != en:
            yield ar, spoilt
            found += 1
            if found == count:
                return


def _digit_changed(rng: random.Random, ar: str, en: str) -> str | None:
    places = [i for m in _DIGITS.finditer(en) for i in range(m.start(), m.end()) if en[i].isdigit()]
    if not places:
        return None
    i = rng.choice(places)
    first = not en[i - 1 : i].isdigit() and en[i + 1 : i + 2].isdigit()
    return en[:i] + rng.choice([d for d in "0123456789"[first:] if d != en[i]]) + en[i + 1 :]


def _number_dropped(rng: random.Random, ar: str, en: str) -> str | None:
    places = list(_NUMBER.finditer(en))
    if not places:
        return None
    m = rng.choice(places)
    return en[: m.start()] + en[m.end() :]


def _month_swapped(rng: random.Random, ar: str, en: str) -> str | None:
    places = list(_MONTH.finditer(en))
    if not places:
        return None
    m = rng.choice(places)
    return en[: m.start()] + rng.choice([x for x in MONTHS if x != m.group()]) + en[m.end() :]


def _negation_removed(rng: random.Random, ar: str, en: str) -> str | None:
    places = list(_NOT.finditer(en))
    if not places:
        return None
    m = rng.choice(places)
    if m.group() == "n't":
        head = en[: m.start()]
        for short, full in _CAN.items():
            if head.endswith(short):
                head = head[: -len(short)] + full
        return head + en[m.end() :]
    return en[: m.start()] + en[m.end() :]


def _negation_added(rng: random.Random, ar: str, en: str) -> str | None:
    places = list(_AUXILIARY.finditer(en))
    if not places:
        return None
    m = rng.choice(places)
    return en[: m.end()] + " not" + en[m.end() :]


_OPPOSITES = (
    "rose/fell risen/fallen increased/decreased increase/decrease raised/cut higher/lower highest/lowest "
    "more/less won/lost win/lose winner/loser victory/defeat north/south northern/southern east/west eastern/western "
    "before/after imports/exports imported/exported bought/sold buy/sell majority/minority arrested/released "
    "accepted/rejected approved/rejected supported/opposed support/oppose convicted/acquitted guilty/innocent opened/closed "
    "largest/smallest yesterday/tomorrow morning/evening strong/weak began/ended "
    "allowed/banned appointed/dismissed praised/criticised praised/criticized welcomed/condemned peace/war "
    "civilian/military men/women man/woman better/worse best/worst internal/external foreign/domestic profit/loss "
    "surplus/deficit success/failure succeeded/failed confirmed/denied allies/enemies ally/enemy survived/died "
    "arrived/departed built/demolished public/secret temporary/permanent positive/negative imposed/lifted"
)
_OPPOSITE = {a: b for pair in _OPPOSITES.split() for one in [pair.split("/")] for a, b in (one, one[::-1])}
_OPPOSED = re.compile(r"\b(?:" + "|".join(_OPPOSITE) + r")\b")
_HALF = re.compile(r"(?<=\d )[ap]\.?m\b|(?<=\d)[ap]m\b")
_PERCENT = re.compile(r"(?<=\d)(?: ?%| percent\b| per cent\b)")


def _opposite(rng: random.Random, ar: str, en: str) -> str | None:
    places = list(_OPPOSED.finditer(en))
    if not places:
        return None
    m = rng.choice(places)
    return en[: m.start()] + _OPPOSITE[m.group()] + en[m.end() :]


def _half_of_day(rng: random.Random, ar: str, en: str) -> str | None:
    if _HALF.search(en) is None:
        return None
    return _HALF.sub(lambda m: {"a": "p", "p": "a"}[m.group()[0]] + m.group()[1:], en)


def _percent_lost(rng: random.Random, ar: str, en: str) -> str | None:
    return _PERCENT.sub("", en) if _PERCENT.search(en) else None


def _percent_added(rng: random.Random, ar: str, en: str) -> str | None:
    places = list(re.finditer(r"(?<![\d.,:$€£-])\d+(?:\.\d+)?(?= [a-z])", en))
    if not places or _PERCENT.search(en):
        return None
    m = rng.choice(places)
    return f"{en[: m.end()]}% of{en[m.end() :]}"


def _cut(rng: random.Random, ar: str, en: str) -> str | None:
    words = en.split()
    if len(words) < 8:
        return None
    return " ".join(words[: max(3, int(len(words) * rng.uniform(0.3, 0.8)))]).rstrip(".,;:\"'”")


def _cut_closed(rng: random.Random, ar: str, en: str) -> str | None:
    cut = _cut(rng, ar, en)
    return None if cut is None else cut + "."


def _repeated(rng: random.Random, ar: str, en: str) -> str | None:
    return f"{en} {en}" if len(en.split()) >= 4 else None


def _half_repeated(rng: random.Random, ar: str, en: str) -> str | None:
    words = en.split()
    if len(words) < 10:
        return None
    return " ".join(words + words[len(words) // 2 :])


_COUNTRIES = [
    "Afghanistan",
    "Algeria",
    "Argentina",
    "Australia",
    "Austria",
    "Bahrain",
    "Belgium",
    "Brazil",
    "Britain",
    "Bulgaria",
    "Canada",
    "Chad",
    "Chile",
    "China",
    "Colombia",
    "Croatia",
    "Cuba",
    "Cyprus",
    "Denmark",
    "Egypt",
    "Ethiopia",
    "Finland",
    "France",
    "Germany",
    "Greece",
    "Hungary",
    "India",
    "Indonesia",
    "Iran",
    "Iraq",
    "Ireland",
    "Israel",
    "Italy",
    "Japan",
    "Jordan",
    "Kenya",
    "Kuwait",
    "Lebanon",
    "Libya",
    "Malaysia",
    "Mali",
    "Mauritania",
    "Mexico",
    "Morocco",
    "Myanmar",
    "Netherlands",
    "Niger",
    "Nigeria",
    "Norway",
    "Oman",
    "Pakistan",
    "Peru",
    "Poland",
    "Portugal",
    "Qatar",
    "Romania",
    "Russia",
    "Senegal",
    "Serbia",
    "Somalia",
    "Spain",
    "Sudan",
    "Sweden",
    "Switzerland",
    "Syria",
    "Thailand",
    "Tunisia",
    "Turkey",
    "Uganda",
    "Ukraine",
    "Uruguay",
    "Venezuela",
    "Vietnam",
    "Yemen",
]
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w\u00c0-\u024f'’-]+)(?: [A-Z][\w\u00c0-\u024f'’-]+)*")
_NO_NAME = frozenset(
    (*MONTHS, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "English", "Arabic")
)


class _Pool:
    """The names of a set of pairs: capitalised words inside sentences whose words are never written small in the set."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.small = {w for _, en in pairs for w in re.findall(r"\b[a-z]+\b", en)}
        self.names = sorted({m for _, en in pairs for m in self.places(en) for m in (m.group(),)})

    def places(self, en: str) -> list[re.Match[str]]:
        return [
            m
            for m in _NAME.finditer(en)
            if len(m.group()) > 3
            and not m.group().isupper()
            and not any(w in _NO_NAME or w.lower().removesuffix("'s") in self.small for w in m.group().split())
        ]


def _name_replaced(pool: _Pool) -> Callable[[random.Random, str, str], str | None]:
    def spoil(rng: random.Random, ar: str, en: str) -> str | None:
        places = pool.places(en)
        if not places:
            return None
        m = rng.choice(places)
        if m.group() in _COUNTRIES:
            other = rng.choice([c for c in _COUNTRIES if c not in en])
        else:
            count = len(m.group().split())
            alike = [n for n in pool.names if len(n.split()) == count and n not in en and n not in _COUNTRIES]
            other = rng.choice([n for n in alike if not set(n.split()) & set(en.split())] or pool.names)
        return en[: m.start()] + other + en[m.end() :]

    return spoil


def _name_dropped(pool: _Pool) -> Callable[[random.Random, str, str], str | None]:
    def spoil(rng: random.Random, ar: str, en: str) -> str | None:
        places = [m for m in pool.places(en) if en.count(m.group()) == 1]
        if not places:
            return None
        m = rng.choice(places)
        return en[: m.start()] + en[m.end() :].removeprefix("'s").lstrip()

    return spoil


def name_plants(pairs: Sequence[Pair]) -> tuple[Plant, ...]:
    """The plants that take their names from the pairs themselves."""
    pool = _Pool(pairs)
    return (
        Plant("name replaced", ("name",), 0.85, _name_replaced(pool)),
        Plant("name dropped", ("name",), 0.85, _name_dropped(pool)),
    )


PLANTS = (
    Plant("digit changed", ("number",), 0.98, _digit_changed),
    Plant("number dropped", ("number",), 0.98, _number_dropped),
    Plant("month swapped", ("date",), 0.98, _month_swapped),
    Plant("a.m. for p.m., p.m. for a.m.", ("number",), 0.98, _half_of_day),
    Plant("per cent lost", ("number",), 0.98, _percent_lost),
    Plant("per cent added", ("number",), 0.98, _percent_added),
    Plant("opposite", ("negation",), 0.80, _opposite),
    Plant("negation removed", ("negation",), 0.80, _negation_removed),
    Plant("negation added", ("negation",), 0.80, _negation_added),
    Plant("sentence cut", ("length",), 0.98, _cut),
    Plant("sentence cut, full stop put back", ("length",), 0.98, _cut_closed),
    Plant("sentence repeated", ("loop",), 0.98, _repeated),
    Plant("second half repeated", ("loop",), 0.98, _half_repeated),
)
