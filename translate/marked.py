"""What the spelling of a word tells beyond its folded form: عمّان is Amman and عُمان Oman, قُتل "was killed" where قتل may be "killed",
أنفاق are tunnels and إنفاق is spending, رأي is an opinion and رأى "saw".

Writers of news leave marks out, but for the word that would be read wrongly without them. Models are fed text without marks,
and words are looked up with one alef and one ya, so the gloss says what the spelling said.
"""

from __future__ import annotations

import re
from functools import cache

from ..articles.tables import read_table
from ..articles.text import MARKS
from . import english as en
from .morphology import Peeled, peel

_M = MARKS.pattern
_LETTER = re.compile(f"([^{_M[1:]})({_M}*)")
_VOWEL = re.compile("[\u064d-\u0652]")
_TELLING = re.compile(f"[\u064d-\u0652أإآ]|[ىي]{_M}*$")
_NEXT_IS_DAMMA = f"(?={_M}*\u064f)"
_PASSIVE = re.compile(
    f"(?:[وف]{_M}*)?(?:"
    f"[^يتام{_M[1:]}{_NEXT_IS_DAMMA}"  # قُتل، أُعلن; of ي and ت it may be the present: يُعلن "announces"
    f"|م{_NEXT_IS_DAMMA}{_M}*\\w{_M}*\\w{_M}*(?:ت{_M}*)?$"  # مُنع، مُنعت; longer words are participles: مُصوّر
    f"|ا{_M}*\\w{_M}*(?:\\w{_M}*)?(?<=\u064f)"  # اعتُقل، اتُّفق
    f"){_M}*(?!{_M}*\\w{_M}*\u0652)"  # حُكْم is no verb
)


def is_telling(word: str) -> bool:
    """Whether a word has any vowel, shadda or sukun, a hamza on an alef, or a ya at its end, with dots or without."""
    return _TELLING.search(word) is not None


def marked_senses(word: str, form: str, english: str) -> str:
    """The gloss of a marked word: ``word`` as written, ``form`` its folded spelling, ``english`` its gloss without marks."""
    for p in (Peeled("", "", form), *peel(form)):
        for pattern, senses in _table().get(p.stem, ()):
            if pattern.search(word):
                if (p.clitics or p.article) and _VOWEL.search(word) is None and _say_the_same(english, senses):
                    return english
                the = "the " if p.article and not en.is_name(senses) else ""
                return f"{p.lead(senses)} {the}{senses}".strip()
    return _passive(english) if _PASSIVE.match(word) else english


def _say_the_same(english: str, senses: str) -> bool:
    """Whether a row's English has the beginning of a word of these senses: "to confront" of "confronting"."""
    return any(word[:5] in english for word in re.findall("[a-z]{4,}", senses))


def _passive(english: str) -> str:
    """Senses that are verbs of the past in the passive, before all others."""
    lead, _, rest = english.partition(" ")
    shared = f"{lead} " if lead in ("and", "so") and rest else ""
    senses = [s.removeprefix(shared) for s in english.split("/")]
    verbs = [v for s in senses if (v := en.passive(s)) is not None]
    if not verbs:
        return english
    return shared + "/".join(dict.fromkeys([*verbs, *(s for s in senses if en.passive(s) is None)]))


@cache
def _table() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """Folded stem → (the stem marked, its senses), the most marked first."""
    from .lexicon import fold_word

    found: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    rows = sorted(read_table(__package__, "marked.tsv"), key=lambda row: -len(MARKS.findall(row[0])))
    for marked, senses in rows:
        stem = fold_word(marked)
        found[stem] = (*found.get(stem, ()), (_at_least(marked), senses))
    return found


def _at_least(marked: str) -> re.Pattern[str]:
    """Matches a word that ends in these letters with these marks and maybe more."""
    parts = (
        re.escape(letter) + "".join(f"(?={_M}*{m})" for m in marks) + f"{_M}*"
        for letter, marks in _LETTER.findall(marked)
    )
    return re.compile("".join(parts) + "$")
