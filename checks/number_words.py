"""Arabic number words: what each is, clitics on or off, and how a run of them adds up."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .lexicon import rows

_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وب", "ول", "وك", "وبال")


class Word(NamedTuple):
    """A number word: its kind and value as in ``data/numbers_ar.tsv``, and how it is joined to what stands before."""

    kind: str
    value: float
    wa: bool
    accusative: bool
    bare: bool


@cache
def table() -> dict[str, Word]:
    """Every folded form with every clitic, so that a word is one look-up."""
    found: dict[str, Word] = {}
    stops: list[str] = []
    for kind, value, forms in rows("numbers_ar"):
        if kind == "stop":
            stops += forms.split()
            continue
        for form in forms.split():
            for prefix in _PREFIXES:
                found.setdefault(
                    prefix + form, Word(kind, float(value), prefix[:1] == "و", form[-1] == "ا", prefix in ("", "ال"))
                )
    for word, forms in [(found[f], f) for f in list(found) if found[f].kind in ("half", "fraction")]:
        for suffix in ("ه", "ها", "هم", "هما"):
            found.setdefault(forms + suffix, word)
    for form in stops:
        found.pop(form, None)
    return found


class Reader:
    """Adds up one run of number words and digits, left to right, as long as the grammar of Arabic numbers allows."""

    def __init__(self) -> None:
        self.total = 0.0
        self.group = 0.0
        self.scale = float("inf")
        self.words = 0
        self.digits = False
        self.ordinal = False
        self.scaled = False
        self.vague = False
        self.fraction = False
        self.half = False
        self.accusative = False

    def take(self, word: Word, joined: bool) -> bool:
        """Whether ``word`` continues the number; ``joined`` when a و binds it to what stands before."""
        first = self.words == 0
        ok = self._take(word, joined, first)
        if ok:
            self.words += 1
        return ok

    def take_digits(self, value: float, joined: bool, follow: float) -> bool:
        """Digits start a number, or go on after a scale ("مليون و200 ألف"); ``follow`` is the scale that comes next, or 1."""
        if self.words and not (joined and self.scaled and self.group == 0 and value * follow < self.scale):
            return False
        if self.words and follow == 1 and self.scale > 1000:
            return False
        self.group = value
        self.digits = True
        self.words += 1
        return True

    def _take(self, word: Word, joined: bool, first: bool) -> bool:
        kind, value = word.kind, word.value
        if not first and not joined and not word.bare:
            return False
        if self.fraction and kind != "scale":
            return False
        after = joined and self.group == 0 and self.scaled
        if kind in ("unit", "ord", "joint"):
            if not (first or after or (joined and self.group >= 100 and self.group % 100 == 0 and not self.digits)):
                return False
            self.ordinal = self.ordinal or kind == "ord"
            self.group += value
            return True
        if kind in ("ten", "ordten"):
            if first or after:
                self.ordinal = kind == "ordten"
                self.group += value
                return True
            if not joined and 0 < self.group % 100 < 10 and not self.digits and not (self.ordinal and self.group == 1):
                self.group += value
                return True
            return False
        if kind == "tens":
            if first or after or (joined and self.group % 100 < 10 and self.group > 0 and not self.digits):
                self.group += value
                return True
            return False
        if kind == "hundred":
            if first or after:
                self.group = value
                return True
            if not joined and 0 < self.group < 10:
                self.group *= value
                return True
            return False
        if kind == "hundreds":
            if first or after:
                self.group = value
                return True
            return False
        if kind in ("scale", "plural", "dual"):
            return self._take_scale(kind, value, joined, first, word.accusative)
        if kind in ("half", "fraction"):
            if first:
                self.fraction = True
                self.group = value
                return True
            if joined and self.scaled and self.group == 0:
                self.total += value * self.scale
                self.half = True
                return True
            return False
        if kind == "denominator":
            if not first and not joined and 0 < self.group < 10 and self.total == 0:
                self.group /= value
                self.fraction = True
                return True
            return False
        if kind == "vague":
            if first:
                self.vague = True
                self.group = value
                return True
            return False
        return False

    def _take_scale(self, kind: str, value: float, joined: bool, first: bool, accusative: bool) -> bool:
        if self.half:
            return not joined and value == self.scale
        if not joined and self.scaled and self.group == 0 and value > self.scale:
            self.total *= value
            self.scale = value
            return True
        if value >= self.scale:
            return False
        if kind == "dual":
            if not (first or (joined and self.group == 0)):
                return False
            self.total += 2 * value
        elif self.group > 0:
            if joined:
                return False
            self.total += self.group * value
            self.group = 0
            self.fraction = False
        elif first or joined:
            self.total += value
            self.accusative = accusative
            self.vague = self.vague or kind == "plural"
        else:
            return False
        self.scale = value
        self.scaled = True
        return True

    @property
    def value(self) -> float:
        return self.total + self.group
