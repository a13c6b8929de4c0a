"""Content words of a sentence as folded light stems: what selection compares."""

from __future__ import annotations

import re
from functools import lru_cache

from ..articles.tables import read_table
from ..articles.text import fold

_TOKEN = re.compile(r"[^\W_]+")
_PROCLITICS = ("وبال", "فبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال")
_LETTERS = "وفبلك"
_SUFFIXES = (
    "تهما",
    "كما",
    "هما",
    "تها",
    "تهم",
    "ات",
    "ون",
    "ين",
    "ان",
    "ها",
    "هم",
    "هن",
    "نا",
    "يه",
    "وا",
    "ته",
    "ه",
    "ي",
)
_SHORTEST = 3  # letters that must be left: a shorter stem joins words that have nothing in common


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Folded words without a topic."""
    return frozenset(row[0] for row in read_table(__package__, "stopwords.tsv"))


@lru_cache(maxsize=4)
def read_vocabulary(name: str) -> frozenset[str]:
    """Stems of the words in the first column of a file of this room's data."""
    return frozenset(stem(row[0]) for row in read_table(__package__, name))


def words(text: str) -> list[str]:
    """Folded, lower-case words and numbers in order."""
    return _TOKEN.findall(fold(text).lower())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its proclitics and its commonest endings (light stemming after Larkey et al. 2002).

    A letter that may be a preposition goes even where it belongs to the word, so that all forms of the word meet.
    """
    for clitic in _PROCLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= _SHORTEST:
            word = word[len(clitic) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            word = word[: -len(suffix)]
            break
    for _ in range(2):
        if word[0] in _LETTERS and len(word) > _SHORTEST + 1:
            word = word[1:]
    return word


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry a topic, numbers included."""
    stop = stopwords()
    kept = []
    for word in words(text):
        bare = word[1:] if word[0] == "و" and len(word) > _SHORTEST else word
        if word not in stop and bare not in stop and (len(word) > 1 or word.isdigit()):
            kept.append(stem(word))
    return kept
