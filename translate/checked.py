"""A translator that checks what it says: decode, flag, decode again another way, keep the candidate with the fewest flags."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from ..articles.sentences import split_clauses
from ..articles.text import ARABIC_LETTER, model_text, one_line
from ..checks.gazetteer import is_english_word
from ..checks.types import Flag
from ..models.types import Decoding, Hypothesis, ModelInfo, TextModel
from .choice import Cover, rank
from .consensus import agreement
from .types import SentencePair

Checker = Callable[[str, str], tuple[Flag, ...]]
Mender = Callable[[str, str], tuple[str, tuple[Flag, ...]]]
_UNREADABLE = ("loop", "untranslated")
_SPACES = re.compile(r"\s+(?=[,.;:!?%)\]”])|(?<=[(\[“])\s+")


@dataclass(frozen=True, slots=True)
class _Candidate:
    en: str
    flags: tuple[Flag, ...]
    agreement: float
    score: float
    cover: float

    @property
    def rank(self) -> tuple[int, float]:
        return rank(self.flags, self.agreement, self.score, self.cover)


class CheckedTranslator:
    """``Translator`` over any ``TextModel``.

    ``decodings`` are tried in order; a sentence goes on to the next one only while its best candidate has an
    error-level flag. The last resort is to translate it clause by clause. ``menders`` (Arabic, English → better English
    and what could not be bettered) run over every candidate before it is checked; ``cover`` says how much of the Arabic it has. The model gets what ``feed`` makes of a
    sentence, the checks its diacritics too. With ``strict``, English that still has an error is not given at all. Text that
    loops or stays Arabic is never given as English.
    """

    def __init__(
        self,
        model: TextModel,
        check: Checker,
        decodings: Sequence[Decoding],
        *,
        menders: Sequence[Mender] = (),
        cover: Cover | None = None,
        feed: Callable[[str], str] = model_text,
        strict: bool = False,
        settings: Mapping[str, object] | None = None,
    ) -> None:
        if not decodings:
            raise ValueError("at least one decoding is needed")
        self._model = model
        self._check = check
        self._decodings = tuple(decodings)
        self._menders = tuple(menders)
        self._cover = cover
        self._feed = feed
        self._strict = strict
        self._settings = dict(settings or {})

    @property
    def info(self) -> ModelInfo:
        first = self._decodings[0]
        settings = {
            **self._model.info.settings,
            "num_beams": first.num_beams,
            "max_new_tokens": first.max_new_tokens,
            "decodings": len(self._decodings),
            "strict": self._strict,
            **self._settings,
        }
        return replace(self._model.info, settings=settings)

    def translate(self, sentences: Sequence[str]) -> list[SentencePair]:
        texts = [one_line(s) for s in sentences]
        best: dict[int, _Candidate] = {}
        todo = [i for i, text in enumerate(texts) if ARABIC_LETTER.search(text)]
        for decoding in self._decodings:
            for i, candidate in zip(todo, self._decode([texts[i] for i in todo], decoding), strict=True):
                best[i] = min(best.get(i, candidate), candidate, key=lambda c: c.rank)
            todo = [i for i in todo if _failed(best[i])]
        for i in todo:
            best[i] = min((c for c in (best[i], self._by_clause(texts[i])) if c), key=lambda c: c.rank)
        return [
            self._pair(s, best[i]) if i in best else SentencePair(s, model_text(s)) for i, s in enumerate(sentences)
        ]

    def _decode(self, texts: Sequence[str], decoding: Decoding) -> list[_Candidate]:
        """The best candidate of each text; texts over the model's limit are translated in pieces, and say so."""
        pieces = [self._pieces(self._feed(t)) for t in texts]
        flat = iter(self._model.generate([p for some in pieces for p in some], decoding))
        out = []
        for text, some in zip(texts, pieces, strict=True):
            answers = [next(flat) for _ in some]
            if len(some) == 1:
                out.append(self._best(text, answers[0]))
            else:
                out.append(self._joined(text, some, answers))
        return out

    def _pieces(self, text: str) -> list[str]:
        limit = self._model.max_source_tokens
        if self._model.count_tokens(text) <= limit:
            return [text]
        return split_clauses(text, lambda t: self._model.count_tokens(t) <= limit)

    def _by_clause(self, text: str) -> _Candidate | None:
        """The text translated in halves or less; None where it has no clause to cut at."""
        half, limit = max(len(text) // 2, 40), self._model.max_source_tokens
        clauses = split_clauses(self._feed(text), lambda t: len(t) <= half and self._model.count_tokens(t) <= limit)
        if len(clauses) < 2:
            return None
        return self._joined(text, clauses, self._model.generate(clauses, self._decodings[0]))

    def _joined(self, text: str, pieces: Sequence[str], answers: Sequence[Sequence[Hypothesis]]) -> _Candidate:
        chosen = [self._best(p, some) for p, some in zip(pieces, answers, strict=True)]
        en = chosen[0].en
        for piece in (c.en for c in chosen[1:]):
            comma = "" if en.endswith((",", ";", "?", "!")) else ","
            en = f"{en.rstrip('.')}{comma} {_mid_sentence(piece)}"
        note = Flag("limit", "note", f"translated in {len(pieces)} pieces")
        agreed, score = fmean(c.agreement for c in chosen), fmean(c.score for c in chosen)
        return _Candidate(en, (*self._check(text, en), note), agreed, score, self._covered(text, en))

    def _covered(self, text: str, en: str) -> float:
        return self._cover(text, en) if self._cover else 1.0

    def _best(self, text: str, answers: Sequence[Hypothesis]) -> _Candidate:
        candidates = (self._candidate(text, h, a) for h, a in zip(answers, agreement(answers), strict=True))
        return min(candidates, key=lambda c: c.rank)

    def _candidate(self, text: str, hypothesis: Hypothesis, agreed: float) -> _Candidate:
        en = _capital(_SPACES.sub("", hypothesis.text).strip())
        notes: tuple[Flag, ...] = ()
        for mend in self._menders:
            en, more = mend(text, en)
            notes += more
        flags = (*self._check(text, en), *notes)
        if not hypothesis.complete:
            flags = (*flags, Flag("limit", "error", "the English stops at the model's length limit", en=en[-40:]))
        return _Candidate(en, flags, agreed, hypothesis.score, self._covered(text, en))

    def _pair(self, arabic: str, best: _Candidate) -> SentencePair:
        unreadable = not best.en or any(f.severity == "error" and f.kind in _UNREADABLE for f in best.flags)
        withheld = self._strict and _failed(best)
        return SentencePair(arabic, None if unreadable or withheld else best.en, best.flags)


def _capital(english: str) -> str:
    """With a capital at the start, where the first word is plain small letters."""
    first = english.split(" ", 1)[0]
    return english[:1].upper() + english[1:] if first.islower() else english


def _mid_sentence(english: str) -> str:
    """A sentence as it goes on after a comma: its first word small unless it can only be a name."""
    first = english.split(" ", 1)[0].rstrip(",;:")
    small = first.lower()
    return small + english[len(first) :] if first.istitle() and first != "I" and is_english_word(small) else english


def _failed(candidate: _Candidate) -> bool:
    return any(f.severity == "error" for f in candidate.flags)
