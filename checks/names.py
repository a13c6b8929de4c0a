"""Names of the Arabic that the English lost or swapped for others, and how a name should be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from .calendar import months
from .gazetteer import (
    Entry,
    NameKind,
    NameTable,
    choice_words,
    entry,
    families,
    family_of,
    form,
    heads,
    initials,
    is_english_word,
    is_inflected,
    is_word,
    longest,
    name_likeness,
    shortened,
    variants,
)
from .kinds import country_of, kind_of
from .lexicon import rows, words
from .pairings import check_pairings
from .swaps import Place, check_swaps
from .tokens import Token, arabic_tokens, cut_arabic, cut_english
from .translit import likeness, plain, sound_ar, sound_en
from .twins import reading, twin_key
from .types import Flag, Severity

ALIKE = 0.7
"""``likeness`` from which an Arabic and an English word are taken for the same name."""

_ODD = 0.64  # likeness from which two words that both sides have left over are one name
_MANY = 300  # words of a sentence that are compared by sound; only a text that is no sentence has more
_OFTEN = 8  # a name that the English has more often stands nowhere in particular
_SURE = 0.85
_PEOPLES = (
    ("يون", ("ي", "يا", "ا")),
    ("يين", ("ي", "يا", "ا")),
    ("يات", ("ي", "يه")),
    ("يه", ("ي", "يا", "ا")),
    ("يا", ("ي",)),
)
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "at", "az", "ul"})  # before a part of a name: al-Hawamdeh
_LIKELY = 0.4
_QUIET = 0.8  # below what is told loudly


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name in an Arabic sentence: ``sentence[start:end] == text``.

    ``english`` are spellings, best first; ``confidence`` is how sure it is that this is a name (0 to 1).
    """

    text: str
    start: int
    end: int
    kind: NameKind
    english: tuple[str, ...]
    confidence: float


class Name(NamedTuple):
    """A name in an Arabic sentence: its place, its folded words, what is known of it, how sure it is to show in English.

    ``own`` marks an entry of the user's glossary, whose spelling is the only right one; ``first`` is the number of its first
    word in the sentence.
    """

    token: Token
    keys: tuple[str, ...]
    entry: Entry | None
    sure: float
    own: bool = False
    first: int = 0


def find_names(ar: str, names: NameTable | None = None) -> tuple[NameHit, ...]:
    """The names of an Arabic sentence, in order, with the English they are known by."""
    hits = []
    for name in _arabic_names(ar, names):
        if name.sure < 0.3 or name.entry is None:
            continue
        t = name.token
        kind = kind_of(name.keys, name.entry, arabic_tokens(ar), name.first)
        twin = reading(ar, t, key) if not name.own and (key := twin_key(t.key)) is not None else None
        choices = name.entry.choices if twin is None else (twin.english,)
        hits.append(NameHit(ar[t.start : t.end], t.start, t.end, kind, choices, round(name.sure, 2)))
    return tuple(hits)


def best_spelling(arabic_name: str, english_text: str, names: NameTable | None = None) -> tuple[str, str] | None:
    """The words of ``english_text`` that spell ``arabic_name`` wrongly, and the right spelling; None when nothing is wrong.

    "Stantford University" for ستانفورد gives ``("Stantford", "Stanford")``. A word is wrong when it sounds like the name, is
    one or two letters off its spelling, and is neither a known spelling of it nor a common word.
    """
    here = english_names(english_text)
    for name in _arabic_names(arabic_name, names):
        if name.entry is None or name.sure < 0.4:
            continue
        spelt = {p for c in name.entry.choices for p in choice_words(c)[0]}
        if not spelt.isdisjoint(here.at):
            continue
        for part in name.entry.choices[0].split():
            for i in here.large:
                word = here.plain[i]
                if _misspelt(word, plain(part)) and any(_alike(k, word) for k in name.keys):
                    wrong = english_text[here.tokens[i].start : here.tokens[i].end]
                    return wrong.removesuffix("'s").removesuffix("’s"), part
    return None


@lru_cache(maxsize=4096)
def _misspelt(word: str, right: str) -> bool:
    from rapidfuzz.distance import OSA

    if min(len(word), len(right)) < 5 or is_english_word(word):
        return False
    return 0 < OSA.distance(word, right) <= (1 if len(right) < 7 else 2)


def check_names(ar: str, en: str, names: NameTable | None = None) -> tuple[Flag, ...]:
    """Flags names that only one side has: an error where one name stands for another, warnings or notes for the rest.

    An Arabic name is answered by any of its known spellings, by its initials, or by an English word that sounds like it.
    """
    here = english_names(en)
    left = _arabic_names(ar, names)
    extra = _unexplained(ar, left, here)
    if len(left) > _MANY // 3 or len(here.plain) > _MANY:
        left = left[: _MANY // 3]
    answers = [(n, _answers(n, here)) for n in left]
    lost = [n for n, places in answers if not places]
    crowded = _crowded([(n, places) for n, places in answers if places])
    if extra:
        lost += [part for n, places in answers if places and len(n.keys) > 1 for part in _parts(n, here)]
    if extra:
        lost, extra = _capitals_apart(ar, lost, extra)
    places = _stand(arabic_tokens(ar), answers)
    swapped = check_swaps(ar, en, places) or check_pairings(ar, en, places)
    if lost and _has_other_acronym(ar, here, {i for _, places in answers for i in places}):
        lost = [n._replace(sure=min(n.sure, _QUIET)) if _is_of_a_country(n) else n for n in lost]
    return (*_flags(ar, en, lost, crowded, extra), *swapped)


def _has_other_acronym(ar: str, here: English, used: set[int]) -> bool:
    """Whether the English has an acronym that is none of the names found, and may stand for some of those not found: STC."""
    return any(
        i not in used and len(here.plain[i]) > 2 and _is_acronym(here, i) and here.plain[i] not in ar.lower()
        for i in here.large
    )


def _is_of_a_country(name: Name) -> bool:
    return name.entry is not None and any(families(p) or country_of(p) for p in map(plain, name.entry.choices))


def _stand(tokens: tuple[Token, ...], answers: list[tuple[Name, list[int]]]) -> list[Place]:
    """Where the names stand that the English has in one place; first name and surname are one."""
    found: list[tuple[Place, list[int]]] = []
    for name, places in answers if len(answers) > 1 else ():
        if not 0 < len(places) <= _OFTEN or name.sure < 0.3:
            continue
        last = name.first + len(name.keys) - 1 if name.entry is not None else name.first
        joined = name.entry is not None and tokens[name.first].key != name.keys[0]
        if found and found[-1][0].last + 1 == name.first and 0 <= places[0] - found[-1][1][-1] <= 2 and not joined:
            before, theirs = found.pop()
            found.append((before._replace(last=last), sorted({*theirs, *places})))
        else:
            found.append((Place(name.first, last, 0, 0, joined), sorted(set(places))))
    return [
        place._replace(begin=places[0], end=places[-1])
        for place, places in found
        if places[-1] - places[0] <= min(4, place.last - place.first + 2)
    ]


def _crowded(answers: list[tuple[Name, list[int]]]) -> list[Name]:
    """Names for which no English word is left when each word answers one name: the Arabic has the name more often."""
    used: set[int] = set()
    crowded = []
    for name, places in sorted(answers, key=lambda a: len(a[1])):
        free = next((p for p in places if p not in used), None)
        if free is None:
            crowded.append(name)
            continue
        used.add(free)
        room = max(len(name.keys), 2) if name.entry is not None else 1
        used.update(p for p in places if free < p < free + room and all(q in places for q in range(free, p)))
    return crowded


def _shy(name: Name) -> bool:
    """Whether a name is a common word too: جمال is Jamal and beauty."""
    return len(name.keys) == 1 and is_word(name.keys[0])


def _parts(name: Name, here: English) -> list[Name]:
    """The words of a name of several words that the English does not have, though it has others: a surname swapped."""
    return [
        Name(name.token, (key,), name.entry, min(name.sure, 0.6))
        for key in name.keys
        if len(key) > 3 and not is_word(key) and not any(_accounted(here.plain[i], [_account(key)]) for i in here.large)
    ][:1]


def _flags(ar: str, en: str, lost: list[Name], crowded: list[Name], extra: list[Token]) -> list[Flag]:
    flags = []
    rest = list(extra)
    whole = _whole(ar, lost, english_names(en)) if len(lost) > 1 else set()
    for name in sorted(lost, key=lambda n: -n.sure):
        text = ar[name.token.start : name.token.end]
        called = f" ({name.entry.choices[0]})" if name.entry is not None else ""
        near = next((word for word in rest if _near(name, plain(word.key))), None)
        if near is not None:
            rest.remove(near)
            said = en[near.start : near.end]
            message = f"“{text}”{called} in the Arabic, “{said}” in the English: an odd spelling or another name"
            flags.append(Flag("name", "note", message, text, said))
            continue
        if rest:
            word = rest.pop(0)
            said = en[word.start : word.end]
            severity: Severity = "error" if name.sure >= _SURE and said[1:].islower() and not _shy(name) else "warning"
            flags.append(Flag("name", severity, f"“{text}”{called} in the Arabic, “{said}” in the English", text, said))
        elif name.sure >= _LIKELY:
            loud = (name.sure >= _SURE or name.first in whole) and not _shy(name)
            severity = "error" if len(name.keys) > 1 and name.sure == 1 else "warning" if loud else "note"
            flags.append(
                Flag("name", severity, f"“{text}”{called} is in the Arabic but not in the English", text, None)
            )
    for name in crowded:
        if name.sure >= _SURE and name.entry is not None:
            text = ar[name.token.start : name.token.end]
            message = f"“{text}” ({name.entry.choices[0]}) is named more often in the Arabic"
            flags.append(Flag("name", "note", message, text, None))
    for word in rest:
        said = en[word.start : word.end]
        severity = "warning" if _foreign(plain(word.key), ar) else "note"
        flags.append(Flag("name", severity, f"“{said}” is in the English but not in the Arabic", None, said))
    return flags


def _whole(ar: str, lost: list[Name], here: English) -> set[int]:
    """Where the words stand of a name of several words, first name and surname, that is lost as a whole.

    Not where the English has capitals for it (AFP), nor where it writes one of the words small.
    """
    if any(here.plain[i] not in ar.lower() and _is_acronym(here, i) for i in here.large):
        return set()
    ends = {name.token.end + 1: name for name in lost}
    return {
        place
        for name in lost
        if (before := ends.get(name.token.start)) is not None
        and ar[name.token.start] != "و"
        and not any(_alike(key, word) for key in (*name.keys, *before.keys) for word in here.plain[:_MANY])
        for place in (before.first, name.first)
    }


def _is_acronym(here: English, i: int) -> bool:
    return here.text[here.tokens[i].start : here.tokens[i].end].isupper() and len(here.plain[i]) > 1


def _foreign(word: str, ar: str) -> bool:
    """Whether an English word is a country or a people of which no word of the Arabic speaks, however it is inflected."""
    family, country = families(word), country_of(word)
    if not family and not country:
        return False
    accounts = [_account(key) for key in cut_arabic(ar).keys[:_MANY]]
    accounts += [_account(known[0]) for key in cut_arabic(ar).keys[:_MANY] if (known := _people(key)) is not None]
    if any(families(told) == family if family else country_of(told) == country for a in accounts for told in a.names):
        return False
    return not any(_accounted(one, accounts) for one in (family_of(word) if family else (country,)))


def _near(name: Name, word: str) -> bool:
    """Whether an English word that nothing else explains may be an odd spelling of a lost name."""
    spoken = "".join(name.keys)
    return max(likeness(key, word) for key in {spoken, *name.keys}) >= _ODD and len(word) > 3


def names_in(ar: str) -> list[Name]:
    """The known and guessed names of an Arabic sentence, with their folded words."""
    return _arabic_names(ar, None)


def _arabic_names(ar: str, table: NameTable | None) -> list[Name]:
    tokens, words_, _ = cut_arabic(ar)
    found: list[Name] = []
    after = 0
    told = enumerate(map(_about, words_))
    for i, (begins, unlisted) in [one for one in told if one[1] is not _PLAIN] if table is None else told:
        if i < after:
            continue
        token = tokens[i]
        hit = longest(tokens, i, table) if begins or table is not None else None
        if hit is not None:
            after = hit.last + 1
            dated = (
                hit.last > i and (token.key in _DAY or token.key in months()) and tokens[hit.last].key in months()
            )  # غدا الأحد
            if (
                len(hit.key) > 2
                and not dated
                and not (token.key in months() and (hit.last == i or tokens[hit.last].key in _WHEN))
            ):
                own = table is not None and table.get(hit.key) is hit.entry
                span = Token(hit.key, token.start, tokens[hit.last].end)
                found.append(Name(span, _keys(hit.key), hit.entry, hit.entry.sure, own, i))
        elif unlisted and (people := _people(token.key)) is not None:
            found.append(Name(token, (people[0],), people[1], min(people[1].sure, unlisted), False, i))
        elif unlisted:
            found.append(Name(token, variants(token.key), None, unlisted, False, i))
    return found


_PLAIN = (False, 0.0)
_DAY = frozenset({"غدا", "امس", "اليوم"})
_WHEN = frozenset(
    {"المقبل", "الماضي", "الجاري", "القادم", "الفايت", "المنصرم", "الحالي"}
)  # next, last, this: behind a month


@lru_cache(maxsize=65536)
def _about(key: str) -> tuple[bool, float]:
    """Whether a known name can begin with a word, and how sure it is a name that no list knows: 0 for common words and dates."""
    begins = bool(heads(key))
    if len(key) < 4 or not "\u0621" <= key[0] <= "\u064a" or key in months() or is_inflected(key):
        return (True, 0.0) if begins else _PLAIN
    return begins, 0.55 if name_likeness(key) > 0 else 0.3


@lru_cache(maxsize=65536)
def _people(key: str) -> tuple[str, Entry] | None:
    """The known adjective or country that a word is an inflected form of: سويسريون for سويسري, مقدونيه for مقدونيا."""
    for one in variants(key):
        bare = one.removeprefix("ال")
        for ending, others in _PEOPLES:
            if bare.endswith(ending) and len(bare) - len(ending) >= 3:
                stem = bare[: len(bare) - len(ending)]
                for other in others:
                    for known in (stem + other, "ال" + stem + other):
                        if (listed := entry(known)) is not None:
                            return known, listed
    return None


@lru_cache(maxsize=16384)
def _keys(key: str) -> tuple[str, ...]:
    return tuple(key.split())


@lru_cache(maxsize=64)
def english_names(en: str) -> English:
    """The words of an English sentence, ready to be looked for."""
    return English(en)


class English:
    """An English sentence: its plain words, and where each word, each people and each beginning of a capitalised word stands.

    ``large`` are the places of capitalised words, ``proper`` those that can only be names.
    """

    __slots__ = ("at", "heads", "large", "peoples", "plain", "proper", "text", "tokens")

    def __init__(self, en: str) -> None:
        self.text = en
        self.tokens, keys, _ = cut_english(en)
        self.proper: list[int] = []
        self.at: dict[str, list[int]] = {}
        self.heads: dict[str, list[int]] = {}
        self.peoples: dict[int, list[int]] = {}
        self.plain = list(map(plain, keys))
        for i, word in enumerate(self.plain):
            if word in self.at:
                self.at[word].append(i)
            else:
                self.at[word] = [i]
        for i in [i for i, word in enumerate(self.plain) if word in shortened()]:
            self.at.setdefault(shortened()[self.plain[i]], []).append(i)
        capitals = not en.islower()
        self.large = [i for i, token in enumerate(self.tokens) if not capitals or en[token[1]].isupper()]
        for i in self.large:
            word = self.plain[i]
            self.heads.setdefault(word[:4], []).append(i)
            if people := families(word):
                self.peoples.setdefault(people, []).append(i)
        if capitals:
            self.proper = [i for i in self.large if _can_be_name(self.plain[i]) and _is_proper(en, self.tokens[i])]


@lru_cache(maxsize=65536)
def _can_be_name(word: str) -> bool:
    """Whether a plain word can be a name when it is written large."""
    return (
        len(word) > 2
        and word not in words("english", "small")
        and word not in words("english", "dates")
        and not is_english_word(word)
    )


def _is_proper(en: str, token: Token) -> bool:
    text = en[token.start : token.end]
    return not (text.isupper() and len(text) < 6) and not _begins(en, token.start)


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins here, so that a capital says nothing."""
    before = text[max(0, start - 3) : start].rstrip()
    if before[-1:] == "-" and before[:2].lower() in _ARTICLES:
        return False
    return not before or before[-1] in ".!?:;\"'“‘”’«([-–—/#…"


def is_shown(name: Name, here: English) -> bool:
    return bool(_answers(name, here))


def _answers(name: Name, here: English) -> list[int]:
    """Where the English has a name: the places of its words in any known spelling, of its initials, of words that sound like it."""
    if name.entry is not None:
        if name.own:
            parts = [plain(p) for p in name.entry.choices[0].replace("-", " ").split()]
            return [i for p in parts for i in here.at[p]] if all(p in here.at for p in parts) else []
        found: set[int] = set()
        for choice in name.entry.choices:
            found.update(_spelt(choice, here))
        if found:
            return sorted(found)
        if any(country_of(plain(choice)) for choice in name.entry.choices):
            return [i for i in _by_sound(name, here) if not country_of(here.plain[i])]
    return _by_sound(name, here)


def _by_sound(name: Name, here: English) -> list[int]:
    return [i for key in name.keys if len(key) > 2 for i in _heard(key, here)]


def _spelt(choice: str, here: English) -> list[int]:
    words_, proper = choice_words(choice)
    hits = 0
    found: list[int] = []
    for part in words_:
        places = (
            here.at.get(part)
            or here.peoples.get(families(part))
            or (here.heads.get(part[:4]) if len(part) > 4 else None)
        )
        if places and (country := country_of(part)):
            places = [i for i in places if country_of(here.plain[i]) in ("", country) or families(here.plain[i])]
        if places:
            hits += 1
            found += places
    if hits and (proper or 2 * hits >= len(words_)):
        return found
    return here.at.get(initials(choice), [])


def _heard(key: str, here: English) -> list[int]:
    """Where a capitalised English word, or two that stand together, sound like the Arabic one."""
    found = []
    for i in here.large[:_MANY]:
        word = here.plain[i]
        if _alike(key, word) or (len(key) > 4 and i + 1 < len(here.plain) and _alike(key, word + here.plain[i + 1])):
            found.append(i)
    return found


def _alike(key: str, word: str) -> bool:
    if _may_sound(key, word) and likeness(key, word) >= ALIKE:
        return True
    if key.startswith("ال") and len(key) > 4:
        key = key[2:]
        return _may_sound(key, word) and likeness(key, word) >= ALIKE
    return False


def _may_sound(key: str, word: str) -> bool:
    """A quick look that spares most comparisons: one of the first two consonants has to agree, and the lengths."""
    a, b = sound_ar(key)[0], sound_en(word)[0]
    if not a or not b:
        return len(word) < 5
    if a[0] != b[0] and a[1:2] != b[0] and a[0] != b[1:2] and "ch" not in word:
        return False
    return len(a) <= 2 * len(b) and len(b) <= 2 * len(a)


def _unexplained(ar: str, left: Sequence[Name], here: English) -> list[Token]:
    """The English words that can only be names and that no word of the Arabic accounts for."""
    if not here.proper:
        return []
    known: set[str] = set()
    for name in left:
        if name.entry is not None:
            for choice in name.entry.choices:
                known.update(choice_words(choice)[0])
                known.add(initials(choice))
    keys = cut_arabic(ar).keys
    known.update([plain(key) for key in keys if key.isascii()])
    rest = [i for i in here.proper[:_MANY] if here.plain[i] not in known]
    if not rest:
        return []
    accounts = list(dict.fromkeys(map(_account, keys[:_MANY])))
    return [here.tokens[i] for i in rest if not _accounted(here.plain[i], accounts)]


def _capitals_apart(ar: str, lost: list[Name], extra: list[Token]) -> tuple[list[Name], list[Token]]:
    """Lost and added names without the capitals that stand for a country of the Arabic: "Amman" for Jordan."""
    for word in [word for word in extra if plain(word.key) in _capitals()]:
        country = _capitals()[plain(word.key)]
        own = [n for n in lost if n.entry is not None and _speaks_of(country, map(plain, n.entry.choices))]
        accounts = map(_account, cut_arabic(ar).keys[:_MANY]) if not lost else ()
        if own or any(_speaks_of(country, a.names) for a in accounts):
            lost = [n for n in lost if n not in own]
            extra = [one for one in extra if one is not word]
    return lost, extra


def _speaks_of(country: str, names: Iterable[str]) -> bool:
    family = {country, *family_of(country)}
    return any(name in family or country_of(name) == country for name in names)


@cache
def _capitals() -> dict[str, str]:
    return {capital: country for country, capital in rows("capitals")}


class _Account(NamedTuple):
    """What English words an Arabic word can account for: their beginnings, words of names, and what sounds like its forms.

    ``onsets`` are the first two consonants of each form, with and without the article; "" for a form without consonants.
    """

    gloss: frozenset[str]
    names: frozenset[str]
    forms: tuple[str, ...]
    onsets: frozenset[str]


@lru_cache(maxsize=65536)
def _account(key: str) -> _Account:
    gloss: set[str] = set()
    names: set[str] = set()
    onsets: set[str] = set()
    forms = variants(key)
    for one in forms:
        known = form(one)
        if known is not None:
            gloss |= known.gloss
            if known.name is not None:
                names.update([word for choice in known.name.choices for word in choice_words(choice)[0]])
        for bare in (one, one[2:]) if one.startswith("ال") and len(one) > 4 else (one,):
            onsets.update(sound_ar(bare)[0][:2] or [""])
    return _Account(
        frozenset(gloss), frozenset(names), tuple([one for one in forms if len(one) > 1]), frozenset(onsets)
    )


def _accounted(word: str, accounts: Sequence[_Account]) -> bool:
    """Whether one of the Arabic words means the plain English word, names it or sounds like it."""
    beginning, onset = word[:5], sound_en(word)[0][:2]
    odd = not onset or "ch" in word
    for gloss, names, forms, onsets in accounts:
        if beginning in gloss or word in names:
            return True
        if (odd or "" in onsets or not onsets.isdisjoint(onset)) and any(_alike(one, word) for one in forms):
            return True
    return False
