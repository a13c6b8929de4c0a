"""Names and the English they are known by; common words and the English they are known by.

One packed table in ``data/`` (built by ``training/build_gazetteer.py``; sources and licences in ``data/SOURCES.md``), opened
on first use without reading it into Python. All Arabic keys are folded spellings.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from ..articles.text import fold
from .lexicon import rows
from .packed import Packed
from .tokens import Token
from .translit import plain

NameKind = Literal["person", "place", "organisation", ""]

_KINDS: dict[str, NameKind] = {"p": "person", "l": "place", "o": "organisation", "-": ""}
_MAX_WORDS = 6
_EVEN = 0x180  # the character that stands for even odds of a letter triple
_SMALL = frozenset(
    [
        "the",
        "of",
        "al",
        "el",
        "and",
        "de",
        "la",
        "le",
        "du",
        "von",
        "van",
        "der",
        "bin",
        "ibn",
        "abu",
        "ben",
        "for",
        "in",
        "on",
        "at",
        "to",
        "a",
        "an",
        "von",
    ]
)


class Entry(NamedTuple):
    """What is known of a name: its kind, how sure it is to show in a translation (0 to 1), its English spellings, best first."""

    kind: NameKind
    sure: float
    choices: tuple[str, ...]


class NameTable:
    """Spellings a user insists on: Arabic → English. They win over the built-in ones."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._rows: dict[str, Entry] = {}
        self._heads: set[str] = set()
        for ar, en in rows:
            key = " ".join(fold(ar).split())
            if key and en.strip():
                self._rows[key] = Entry("", 1.0, (en.strip(),))
                self._heads.add(key.split()[0])

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: str) -> Entry | None:
        return self._rows.get(key)

    def starts(self, word: str) -> bool:
        return word in self._heads


class Form(NamedTuple):
    """What the table has of a folded spelling.

    ``word``: it is a common word, known by English words that begin with ``gloss`` (five letters); ``goes_on``: a longer name
    begins with it; ``name``: it is a name itself.
    """

    word: bool
    goes_on: bool
    gloss: frozenset[str]
    name: Entry | None


@cache
def _packed() -> Packed:
    return Packed((files(__package__) / "data" / "known.pack").read_bytes())


@lru_cache(maxsize=65536)
def form(key: str) -> Form | None:
    """What is known of a folded spelling of one or more words: one look-up for all that is asked of it."""
    row = _packed().get(key)
    if row is None:
        return None
    gloss, _, name = row[2:].partition("\t")
    known = Entry(_KINDS[name[0]], int(name[1]) / 9, tuple(name[2:].split("|"))) if name else None
    return Form(row[0] == "w", row[1] == "+", frozenset(gloss.split()), known)


def entry(key: str) -> Entry | None:
    """The built-in entry of a folded name of one or more words."""
    known = form(key)
    return None if known is None else known.name


def is_word(key: str) -> bool:
    """Whether the word list has this very form."""
    known = form(key)
    return known is not None and known.word


@lru_cache(maxsize=65536)
def is_english_word(word: str) -> bool:
    """Whether a plain English word is a common one, written small in running text."""
    return "=" + word in _packed()


@lru_cache(maxsize=32768)
def variants(key: str) -> tuple[str, ...]:
    """A folded word as it stands and without its clitics (و ف ب ل ك, لل for ل and the article)."""
    found = [key]
    rest = key
    if rest[:1] in ("و", "ف") and len(rest) > 3:
        rest = rest[1:]
        found.append(rest)
    if rest.startswith("لل") and len(rest) > 4:
        found += ["ال" + rest[2:], rest[1:]]
    elif rest[:1] in ("ب", "ل", "ك") and len(rest) > 3:
        found.append(rest[1:])
    return tuple(found)


@lru_cache(maxsize=32768)
def is_common(key: str) -> bool:
    """Whether a word, with or without clitics, is a common Arabic word."""
    return any(is_word(v) for v in variants(key))


_SUFFIXES = frozenset(
    ["هما", "كما", "ها", "هم", "هن", "كم", "نا", "ات", "ون", "ين", "ان", "يه", "وا", "تا", "تم", "ني", "ه", "ي", "ا", "ت", "ك", "و", "ن"]
)  # fmt: skip


def is_inflected(key: str) -> bool:
    """Whether a word is a common Arabic word with or without clitics, endings and the prefixes of verbs."""
    forms = variants(key)
    if any(map(is_word, forms)):
        return True
    for one in (*forms, *[one[1:] for one in forms if one[0] == "س" and len(one) > 4 and one[1] in "يتنا"]):
        bare = [one[:-size] for size in (1, 2, 3) if len(one) >= size + 3 and one[-size:] in _SUFFIXES]
        for stem in (one, *bare):
            if any(map(is_word, _roots(stem))):
                return True
    return False


def _roots(form: str) -> list[str]:
    found = [form, form + "ه", "ال" + form]
    if form.startswith("ال"):
        found += [form[2:], form[2:] + "ه"]
    if form[0] in "يتنا" and len(form) > 3:
        found += [c + form[1:] for c in "يتن" if c != form[0]]
        found.append(form[1:])
    if form[-1] == "ت":
        found.append(form[:-1] + "ه")
    return found


@cache
def _triples() -> dict[str, int]:
    """Letter triples and their log odds between names and words, sixteen steps a nat."""
    row = _packed().get("#") or ""
    return {row[i : i + 3]: ord(row[i + 3]) - _EVEN for i in range(0, len(row), 4)}


def name_likeness(key: str) -> float:
    """How much the letters of an Arabic word look like those of foreign and personal names rather than of words: above 0 more.

    The mean of log odds of its letter triples, as counted in the name lists and in the word list.
    """
    odds, padded = _triples(), f"^{key}$"
    return sum([odds.get(padded[i : i + 3], 0) for i in range(len(key))]) / (16 * len(key)) if key else 0.0


class Found(NamedTuple):
    """A name found in tokens ``first`` to ``last`` (inclusive): its folded key and what is known of it."""

    first: int
    last: int
    key: str
    entry: Entry


def longest(tokens: tuple[Token, ...], i: int, table: NameTable | None = None) -> Found | None:
    """The longest known name that begins with token ``i``, clitics on or off; a user's entry wins over a built-in one."""
    word = tokens[i].key
    forms = heads(word)
    if table is not None:
        mine = [h for h in variants(word) if table.starts(h)]
        forms = (*mine, *(h for h in forms if h not in mine))
    if not forms:
        return None
    best: Found | None = None
    for head in forms:
        own = table is not None and table.starts(head)
        key = head
        j = i
        while True:
            listed = form(key)
            known = (table.get(key) if own and table is not None else None) or (listed and listed.name)
            if known is not None and (best is None or j > best.last):
                best = Found(i, j, key, known)
            j += 1
            if j == len(tokens) or j == i + _MAX_WORDS or not (own or (listed is not None and listed.goes_on)):
                break
            key = f"{key} {tokens[j].key}"
        if best is not None:
            break
    return best


@lru_cache(maxsize=65536)
def heads(word: str) -> tuple[str, ...]:
    """The forms of a word, clitics on or off, with which a known name begins. A common word keeps its first letter."""
    return tuple(
        [
            key
            for key in ((word,) if is_word(word) else variants(word))
            if (known := form(key)) is not None and (known.goes_on or known.name is not None)
        ]
    )


@lru_cache(maxsize=32768)
def choice_words(choice: str) -> tuple[tuple[str, ...], bool]:
    """The words of an English spelling that tell it, and whether they are proper: those that are no common words, if there are any."""
    parts = [w for w in (plain(p) for p in choice.replace("-", " ").replace(".", "").split()) if w and w not in _SMALL]
    proper = tuple(w for w in parts if not is_english_word(w) and len(w) > 1)
    return (proper, True) if proper else (tuple(parts), False)


def families(word: str) -> int:
    """The number of the people or country an English word belongs to, 0 for none: "french" and "france" have the same."""
    return _families().get(word, 0)


@cache
def family_of(word: str) -> tuple[str, ...]:
    """All words of the country and the people that an English word belongs to."""
    number = families(word)
    return tuple(one for one, of in _families().items() if of == number) if number else ()


@cache
def _families() -> dict[str, int]:
    found: dict[str, int] = {}
    for i, row in enumerate(row for row in rows("english") if row[0] == "family"):
        for word in row[1].split():
            found[word] = i + 1
    return found


@cache
def shortened() -> dict[str, str]:
    """Titles as they are written short and in full: gen, general."""
    return dict(row[1].split() for row in rows("english") if row[0] == "short")


@lru_cache(maxsize=32768)
def initials(choice: str) -> str:
    """ "un" for "the United Nations"; empty for fewer than two capitals."""
    letters = "".join(w[0] for w in choice.replace("-", " ").split() if w[:1].isupper())
    return letters.lower() if len(letters) >= 2 else ""
