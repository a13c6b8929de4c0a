"""What an unlisted surface form is made of: clitics, article, endings; each split is put into English as a row of the tables would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial

from ..articles.tables import read_table
from . import english as en

ARTICLE = "ال"
_BEFORE_VERB = {"ل": "to", "س": "will"}
Known = Callable[[str], str | None]


@cache
def affixes(kind: str) -> dict[str, str]:
    """Arabic affix → English of one kind, in the table's order."""
    return {row[1]: row[2] for row in read_table(__package__, "affixes.tsv") if row[0] == kind}


@cache
def _latin() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table(__package__, "letters.tsv")}


def romanize(form: str) -> str:
    """Latin letters for a folded Arabic word: consonants as they stand, no short vowels. Letters without a row vanish."""
    letters = _latin()
    return "".join(letters.get(c, "") for c in form)


@dataclass(frozen=True, slots=True)
class Peeled:
    """A form without what is written before it: the Arabic clitics, the stem, and whether an article came off."""

    conjunction: str
    preposition: str
    stem: str
    article: bool = False

    @property
    def clitics(self) -> bool:
        return bool(self.conjunction or self.preposition)

    def lead(self, english: str) -> str:
        """The English of the clitics before the stem's English: ``in`` a place, ``with`` anything else."""
        words = [affixes("conjunction").get(self.conjunction, "")]
        if self.preposition:
            words.append(_preposition(self.preposition, affixes("preposition")[self.preposition], english))
        return " ".join(w for w in words if w)

    def phrase(self, english: str, *, verb: bool) -> str:
        """Clitics and the English of a phrase; ``to turn into``, ``will turn into`` where it begins with a verb of the present."""
        if not verb or self.preposition not in _BEFORE_VERB:
            return f"{self.lead(english)} {english}".strip()
        words = (affixes("conjunction").get(self.conjunction, ""), _BEFORE_VERB[self.preposition])
        return " ".join([*(w for w in words if w), "/".join(en.bare(s) for s in english.split("/"))])


def futures(form: str) -> Iterator[Peeled]:
    """Ways to take the س of the future off a folded form, with a conjunction before it or without."""
    for conjunction in ("", *affixes("conjunction")):
        rest = form.removeprefix(conjunction)
        if (rest != form or not conjunction) and rest.startswith("س") and len(rest) > 3:
            yield Peeled(conjunction, "س", rest[1:])


def is_present_verb(form: str, known: Known) -> bool:
    """Whether a listed form is a verb of the present: ``يتحول``, not ``تحول``, which is a noun too."""
    r = _listed(form, known)
    return r is not None and r.verb == "present"


def peel(form: str) -> Iterator[Peeled]:
    """Every way to take a conjunction, a preposition and an article off a folded form, least taken off first.

    The article that ل swallows is put back: ``للولايات`` → ``الولايات``.
    """
    for conjunction in ("", *affixes("conjunction")):
        if not form.startswith(conjunction):
            continue
        for preposition in ("", *affixes("preposition")):
            rest = form[len(conjunction) :]
            if not rest.startswith(preposition):
                continue
            rest = rest[len(preposition) :]
            if len(rest) < 2:
                continue
            stems = [rest]
            if preposition == "ل" and rest.startswith("ل"):
                stems = [ARTICLE + rest[1:], ARTICLE + rest, rest]
            for stem in stems:
                if conjunction or preposition:
                    yield Peeled(conjunction, preposition, stem)
                if stem.startswith(ARTICLE) and len(stem) > len(ARTICLE) + 1:
                    yield Peeled(conjunction, preposition, stem[len(ARTICLE) :], article=True)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Senses of a stem, what stands once before and after them, and what the split cost.

    ``verb`` is "present", "past", "clause" (with its subject) or "" for anything else; ``bound`` has a pronoun.
    """

    senses: tuple[str, ...]
    cost: int = 0
    verb: str = ""
    before: str = ""
    after: str = ""
    bound: bool = False

    @property
    def text(self) -> str:
        return f"{self.before} {'/'.join(self.senses)} {self.after}".strip()

    @property
    def head(self) -> str:
        return self.text.split(" ", 1)[0]

    def led(self, word: str, cost: int) -> _Reading:
        return replace(self, before=f"{word} {self.before}".strip(), cost=self.cost + cost)

    def each(self, change: Callable[[str], str], cost: int = 0) -> _Reading:
        return replace(self, senses=tuple(dict.fromkeys(change(s) for s in self.senses)), cost=self.cost + cost)


def analyse(form: str, known: Known) -> str | None:
    """The English of an unlisted folded form by its cheapest split into affixes and a listed stem; None where there is none.

    ``known`` gives the English of a listed form.
    """
    best: _Reading | None = None
    for conjunction, c in (("", ""), *affixes("conjunction").items()):
        if not form.startswith(conjunction):
            continue
        for r in _after_conjunction(form[len(conjunction) :], known):
            if conjunction and (
                r.head in ("and", "so") or (conjunction == "ف" and en.is_name(r.head) and r.head != "I")
            ):
                continue
            whole = r.led(c, len(conjunction))
            if best is None or whole.cost < best.cost:
                best = whole
    return best.text if best else None


def _after_conjunction(rest: str, known: Known) -> Iterator[_Reading]:
    yield from _stems(rest, known, definite=False)
    if rest.startswith(ARTICLE):
        yield from _definite(rest[len(ARTICLE) :], len(ARTICLE), "", known)
    for future, will in affixes("future").items():
        if rest.startswith(future):
            for r in _stems(rest[len(future) :], known, definite=False):
                if r.verb == "present":
                    yield replace(r.each(en.bare, 1), before=f"{r.before} {will}".strip())
    for preposition, p in affixes("preposition").items():
        if not rest.startswith(preposition):
            continue
        stem = rest[len(preposition) :]
        if stem.startswith(ARTICLE):
            yield from _definite(stem[len(ARTICLE) :], 1 + len(ARTICLE), p, known)
        elif preposition == "ل" and stem.startswith("ل"):
            yield from _definite(stem[1:], 2, p, known)
            yield from _definite(stem, 2, p, known)
        for r in _stems(stem, known, definite=False):
            if r.verb == "present" and preposition == "ل":
                yield r.each(en.bare).led("to", 1)
            elif not r.verb and not en.is_closed(r.head) and not (preposition == "ك" and en.is_name(r.head)):
                yield r.led(_preposition(preposition, p, r.text), 1)


def _definite(stem: str, taken: int, preposition: str, known: Known) -> Iterator[_Reading]:
    for r in _stems(stem, known, definite=True):
        if not r.verb and not en.is_closed(r.head):
            yield r.each(en.unowned).led(f"{preposition} the".strip(), taken)


def _preposition(arabic: str, english: str, text: str) -> str:
    """The preposition before an English text: ``in`` and ``to`` before names, but ``with the Korean leader``."""
    words = text.split("/", 1)[0].removeprefix("the ").split(" ")
    name = en.is_name(words[0]) and en.is_name(words[-1])
    if arabic == "ب" and name:
        return "in"
    return "to" if arabic == "ل" and (name or words[0].endswith("ing")) else english


def _stems(stem: str, known: Known, *, definite: bool) -> Iterator[_Reading]:
    """Readings of a stem with pronouns and endings taken off."""
    if len(stem) < 2:
        return
    yield from _plain(stem, known, definite=definite)
    if definite:
        return
    for suffix, possessive in affixes("possessive").items():
        inner = stem.removesuffix(suffix)
        if inner == stem or len(inner) < 2:
            continue
        candidates = [(inner, 0)]
        if inner.endswith("ت"):
            candidates.append((inner[:-1] + "ة", 0))
        if inner.endswith(("ي", "و")):
            candidates.append((inner + "ن", 1))
        if inner.endswith("ا"):
            candidates.append((inner[:-1] + "ي", 1))
        if inner.endswith(("ائ", "اؤ")):
            candidates.append((inner[:-1] + "ء", 2))
        for candidate, cost in candidates:
            for r in _plain(candidate, known, definite=False):
                if not en.is_name(r.head):
                    yield _owned(r, possessive, affixes("object")[suffix], cost + len(suffix) + (possessive == "your"))


def _owned(r: _Reading, possessive: str, object_: str, cost: int) -> _Reading:
    """A reading with a pronoun written to its Arabic: ``its wreckage``, ``describes him``, ``throwing it``, ``with his theory``."""
    if r.verb == "past" and object_ == "us":
        return replace(r, before="we", cost=r.cost + cost, bound=True)
    r = r.each(en.unowned)
    if r.verb or r.head.endswith("ing") or en.is_closed(r.text.rsplit(" ", 1)[-1]):
        return replace(r, after=object_, cost=r.cost + cost, bound=True)
    if en.is_closed(r.head):
        return replace(r.each(lambda s: en.possess(s, possessive, object_), cost), bound=True)
    return replace(r.led(possessive, cost), bound=True)


def _plain(stem: str, known: Known, *, definite: bool) -> Iterator[_Reading]:
    """Readings of a stem without pronoun: as listed, with another person's prefix, with an ending taken off."""
    if (r := _listed(stem, known)) is not None:
        yield r
    if not definite and (r := _listed(ARTICLE + stem, known)) is not None and not r.verb:
        r = r.each(_without_the, 1)
        if not en.is_name(r.head) or (en.is_nationality(r.head) and len(stem) > 3):
            yield r
    subjects = affixes("subject")
    if not definite and stem[0] in subjects and len(stem) > 3:
        for other in "يت":
            r = _listed(other + stem[1:], known) if other != stem[0] else None
            if r is not None and r.verb == "present":
                who = subjects[stem[0]]
                yield r.each(partial(en.agree, subject=who), 2).led(who, 0)
    yield from _endings(stem, known, definite=definite)


def _endings(stem: str, known: Known, *, definite: bool) -> Iterator[_Reading]:
    for kind in ("plural", "dual", "verbal", "same"):
        for ending, word in affixes(kind).items():
            inner = stem.removesuffix(ending)
            if inner == stem or len(inner) < 3:
                continue
            if kind == "verbal":
                if not definite:
                    yield from _verbal(inner, ending, word, known)
            elif (r := _nominal(inner, kind, known)) is not None:
                yield r.each(lambda s: s, len(ending) + 2)


def _nominal(inner: str, kind: str, known: Known) -> _Reading | None:
    """A noun or an adjective whose ending came off, with the English of that ending."""
    for candidate in (inner, inner + "ة", inner + "ي", ARTICLE + inner, ARTICLE + inner + "ة"):
        r = _listed(candidate, known)
        if r is None or r.verb or en.is_closed(_without_the(r.senses[0])):
            continue
        r = r.each(lambda s: en.unowned(_without_the(s)))
        if en.is_name(r.head) and not (en.is_nationality(r.head) and (kind != "dual" or inner.endswith(("ي", "ان")))):
            continue
        if kind == "plural":
            return r.each(en.plural)
        if kind == "dual" and any(en.plural(s) != s for s in r.senses):
            return r.each(en.plural).led("two", 0)
        return r
    return None


def _verbal(inner: str, ending: str, subject: str, known: Known) -> Iterator[_Reading]:
    """A verb whose ending of number or gender came off."""
    cost = len(ending) + 2
    for candidate in dict.fromkeys((inner, "ي" + inner[1:] if inner[0] in "تن" else inner)):
        r = _listed(candidate, known)
        if r is None or r.verb == "clause" or en.is_closed(r.head) or en.is_name(r.head):
            continue
        if r.verb == "present":
            if subject:
                yield r.each(partial(en.agree, subject=subject), cost).led(subject, 0)
        elif inner[0] not in "م" and not inner.startswith(ARTICLE):
            past = tuple(s for s in r.senses if en.is_past(s))
            if past or ending in ("وا", "ت"):
                r = replace(r, senses=past or r.senses, verb="past")
                yield r.each(lambda s: en.agree(s, subject) if s.startswith("was ") else s).led(
                    subject, cost + (0 if past else 2)
                )


def _listed(stem: str, known: Known) -> _Reading | None:
    row = known(stem)
    if row is None:
        return None
    senses = tuple(row.split("/"))
    if en.is_clause(senses[0]):
        return _Reading(senses, verb="clause")
    if stem[0] in "يت" and en.is_present(senses[0]) and not en.is_name(senses[0]):
        twin = known(("ت" if stem[0] == "ي" else "ي") + stem[1:])
        if stem[0] == "ي" or (twin is not None and en.is_present(twin)):
            return _Reading(tuple(s for s in senses if en.is_present(s)), verb="present")
    if en.is_past(senses[0]) and stem[0] != "م" and not stem.startswith(ARTICLE):
        return _Reading(tuple(s for s in senses if en.is_past(s)), verb="past")
    return _Reading(senses)


def _without_the(sense: str) -> str:
    return sense.removeprefix("the ")
