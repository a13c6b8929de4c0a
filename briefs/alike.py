"""How alike two articles are: TF-IDF over folded light stems and character n-grams, titles and leads weighted.

Nothing compares all pairs. Articles that share two of their weightiest stems become candidates, and only candidates are scored,
so that cost grows with the number of articles (and of stories), not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ..articles.tables import read_table
from ..articles.text import fold, strip_marks
from ..summarize.stems import stem, stopwords

LEAD_WORDS = 60  # what a news writer puts first: who, what, where, when
OPENING_WORDS = 30
NEWS_WORDS = 115  # the report itself; what follows is more and more background, which different stories share
BODY_CHARACTERS = 2000
LATER = 0.25  # what a word of the background counts
HEADLINE_WORDS = 12  # of the text, where an article has no title
KEY_STEMS = 24  # weightiest stems of an article that may bring it together with another
CROWD = 64  # articles that share a pair of key stems: beyond, each meets only so many neighbours
# Of the columns of ``features``: logistic regression on hand-marked pairs, what speaks for one story scaled to 1.
WEIGHTS = (0.5, 0.2, 0.22, 0.08, -0.2)
BATCH_PRIOR = 400  # articles' worth of trust in the background counts before those of the batch tell

_NOTHING = "\u0000\u0000"  # stands for an article without a word, which shares nothing
_TOKEN = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of ``total`` news articles each stem stands."""

    total: int
    counts: dict[str, int]


@lru_cache(maxsize=2)
def background(name: str) -> Background:
    """Counts of a table of this room's data: ``stems.tsv`` or ``letters.tsv``."""
    lines = files(__package__).joinpath("data", name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    counts = {key: int(count) for key, count in rows}
    return Background(counts.pop(""), counts)


@lru_cache(maxsize=1)
def _explaining() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Folded phrases that titles of explainers, profiles and collections begin with, and those that stand anywhere in them."""
    rows = read_table(__package__, "explaining.tsv")
    begins, has = ([f" {phrase} " for where, phrase in rows if where == place] for place in ("begins", "has"))
    return tuple(begins), tuple(has)


def explains(title: str) -> bool:
    """Whether the title is of an article that explains, portrays or collects: "من هو ...؟"."""
    begins, has = _explaining()
    words = f" {' '.join(_TOKEN.findall(fold(title)))} "
    return words.startswith(begins) or any(phrase in words for phrase in has)


class Stemmer:
    """Content stems of texts; each spelling is looked at once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._stop = stopwords()

    def stems(self, text: str) -> list[str]:
        out = []
        for token in _TOKEN.findall(strip_marks(text)):
            known = self._known.get(token)
            if known is None:
                known = self._known[token] = self._stem(fold(token).lower())
            if known:
                out.append(known)
        return out

    def spelling(self, name: str, texts: Sequence[str]) -> str:
        """The shortest word with that stem in the first of the texts that has one."""
        for text in texts:
            found: list[str] = [token for token in _TOKEN.findall(strip_marks(text)) if self._known.get(token) == name]
            if found:
                return min(found, key=lambda token: (len(token), token))
        return name

    def _stem(self, word: str) -> str:
        if word.isdecimal():
            return "" if len(word) == 1 else word
        bare = word[1:] if word[0] == "و" and len(word) > 3 else word
        if len(word) == 1 or word in self._stop or bare in self._stop:
            return ""
        return str(stem(word))


class Likeness:
    """Scores pairs of the articles it was made from. ``titles`` may be empty strings."""

    def __init__(self, titles: Sequence[str], texts: Sequence[str]) -> None:
        import numpy as np
        from scipy.sparse import diags
        from sklearn.feature_extraction.text import CountVectorizer
        from sklearn.preprocessing import normalize

        stemmer = Stemmer()
        heads = [stemmer.stems(title) for title in titles]
        bodies = [text[:BODY_CHARACTERS].split() for text in texts]
        leads = [stemmer.stems(" ".join(words[:LEAD_WORDS])) for words in bodies]
        news = [stemmer.stems(" ".join(words[:NEWS_WORDS])) for words in bodies]
        later = [stemmer.stems(" ".join(words[NEWS_WORDS:])) for words in bodies]
        counter = CountVectorizer(analyzer=_same, dtype="float64")
        parts = zip(heads, news, later, strict=True)
        whole = counter.fit_transform([head + body + rest or [_NOTHING] for head, body, rest in parts])
        self.names: list[str] = list(counter.get_feature_names_out())
        self._stemmer, self._texts = stemmer, [f"{title}\n{text}" for title, text in zip(titles, texts, strict=True)]
        scale = diags(_idf(whole, self.names, background("stems.tsv")))
        title, lead = counter.transform(heads), counter.transform(leads)
        openers = [
            head or stemmer.stems(" ".join(words[:HEADLINE_WORDS])) for head, words in zip(heads, bodies, strict=True)
        ]
        self.headline = _ones(counter.transform(openers)) @ scale @ scale
        self.front = _ones(title + lead)
        self.lead = normalize(_damped(2 * title + lead) @ scale)
        weighed = whole + title + (LATER - 1) * counter.transform(later)
        self.whole = normalize(weighed.log1p() @ scale)
        self.core = _ones(title + lead) @ scale
        self.present = _ones(whole)
        self.explains = np.array([explains(title) for title in titles], dtype=float)
        spelled = CountVectorizer(analyzer="char_wb", ngram_range=(4, 4), dtype="float64")
        openings = (fold(opening(title, text)).strip() or _NOTHING for title, text in zip(titles, texts, strict=True))
        grams = spelled.fit_transform(openings)
        names = [name.replace(" ", "_") for name in spelled.get_feature_names_out()]
        self.letters = normalize(_damped(grams) @ diags(_idf(grams, names, background("letters.tsv"))))

    def candidates(self, days: Any, apart: int) -> tuple[Any, Any]:
        """Pairs ``i < j`` worth scoring, as two arrays: articles that share two of their weightiest stems.

        ``days`` are ordinals, negative where an article has none; pairs more than ``apart`` days from each other are left out.
        """
        import numpy as np

        code, owner = self._keys()
        dated = days[owner] >= 0
        found: Any = _meetings(code[dated], days[owner[dated]], owner[dated], apart)
        if not dated.all():
            shared = np.isin(code, code[~dated])
            first, second = _meetings(code[shared], np.zeros(shared.sum(), np.int64), owner[shared], 0)
            open_ = (days[first] < 0) | (days[second] < 0)
            found = tuple(np.concatenate(both) for both in zip(found, (first[open_], second[open_]), strict=True))
        first, second = np.minimum(*found), np.maximum(*found)
        pairs = np.unique(first * len(days) + second)
        return pairs // len(days), pairs % len(days)

    def _keys(self) -> tuple[Any, Any]:
        """Each article's pairs of weightiest stems: a number for the pair, and the article."""
        import numpy as np

        keys = self.lead + self.whole
        width = keys.shape[1]
        codes, owners = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for row in range(keys.shape[0]):
            start, end = keys.indptr[row], keys.indptr[row + 1]
            columns, weights = keys.indices[start:end], keys.data[start:end]
            top = np.sort(columns[np.lexsort((columns, -weights))[:KEY_STEMS]]).astype(np.int64)
            first, second = np.triu_indices(len(top), 1)
            codes.append(top[first] * width + top[second])
            owners.append(np.full(len(first), row, dtype=np.int64))
        return np.concatenate(codes), np.concatenate(owners)

    def scores(self, first: Any, second: Any) -> Any:
        """Likeness of each pair, 0 to 1."""
        return self.features(first, second) @ WEIGHTS

    def shared(self, members: Sequence[int], most: int = 5) -> list[str]:
        """The weightiest words that more than half of the articles share, as the texts spell them."""
        import numpy as np

        rows = self.whole[members]
        both = 4 * self.lead[members] + rows
        columns, places = np.unique(both.indices, return_inverse=True)
        weight = np.bincount(places, weights=both.data).round(6)
        spread = np.bincount(np.searchsorted(columns, rows.indices), minlength=len(columns))
        weight *= (2 * spread > len(members)) & (spread > 1)
        order = columns[np.lexsort((columns, -weight))][:most]
        weights = dict(zip(columns.tolist(), weight.tolist(), strict=True))
        texts = [self._texts[member] for member in members]
        return [self._stemmer.spelling(self.names[k], texts) for k in order.tolist() if weights[k] > 0]

    def copied(self, first: int, second: int) -> float:
        """The share of the shorter article's runs of five words that stand in the other: 1 for the same agency text."""
        a, b = (_runs(self._texts[place]) for place in (first, second))
        return len(a & b) / max(1, min(len(a), len(b)))

    def features(self, first: Any, second: Any) -> Any:
        """A row for each pair: whole text, letters, the larger share of either's core found in the other, the larger share of
        either's headline found in the other's title and lead, and 1 where only one of them explains.
        """
        import numpy as np

        rows = []
        for start in range(0, len(first), 4096):
            i, j = first[start : start + 4096], second[start : start + 4096]
            rows.append(
                np.stack(
                    [
                        _dots(self.whole[i], self.whole[j]),
                        _dots(self.letters[i], self.letters[j]),
                        _larger_share(self.core, self.present, i, j),
                        _larger_share(self.headline, self.front, i, j),
                        np.abs(self.explains[i] - self.explains[j]),
                    ],
                    axis=1,
                )
            )
        return np.concatenate(rows) if rows else np.empty((0, len(WEIGHTS)))


def _meetings(code: Any, day: Any, owner: Any, apart: int) -> tuple[Any, Any]:
    """Pairs of owners of one code at most ``apart`` days from each other, each with its next ``CROWD`` in the order of days."""
    import numpy as np

    order = np.lexsort((owner, day, code))
    code, day, owner = code[order], day[order], owner[order]
    at = np.arange(len(code))
    size = int(owner.max()) + 1 if len(owner) else 1
    pairs = [np.empty(0, np.int64)]
    for distance in range(1, CROWD + 1):
        at = at[at + distance < len(code)]
        at = at[(code[at] == code[at + distance]) & (day[at + distance] - day[at] <= apart)]
        if not len(at):
            break
        pairs.append(np.unique(owner[at] * size + owner[at + distance]))
    found = np.unique(np.concatenate(pairs))
    return found // size, found % size


def _runs(text: str, length: int = 5) -> set[tuple[str, ...]]:
    words = _TOKEN.findall(fold(text))
    return {tuple(words[at : at + length]) for at in range(max(1, len(words) - length + 1))}


def opening(title: str, text: str) -> str:
    """The words whose spelling is compared letter by letter."""
    return " ".join([title, *text.split(None, OPENING_WORDS)[:OPENING_WORDS]])


def _idf(counts: Any, names: Sequence[str], known: Background) -> Any:
    """How much each feature tells: little where it is common in news or in this batch. Years tell half."""
    import numpy as np

    rare = 1 / known.total
    past = np.array([known.counts.get(name, 0) / known.total or rare for name in names])
    here = np.asarray((counts > 0).sum(axis=0)).ravel() / (counts.shape[0] + BATCH_PRIOR)
    idf = -np.log(np.maximum(np.maximum(past, here), rare))
    years = np.array([bool(_YEAR.fullmatch(name)) for name in names])
    return np.where(years, idf / 2, idf)


def _same(words: list[str]) -> list[str]:
    return words


def _damped(counts: Any) -> Any:
    import numpy as np

    out = counts.copy()
    out.data = 1 + np.log(out.data)
    return out


def _ones(counts: Any) -> Any:
    import numpy as np

    out = counts.copy()
    out.data = np.ones_like(out.data)
    return out


def _dots(a: Any, b: Any) -> Any:
    import numpy as np

    return np.asarray(a.multiply(b).sum(axis=1)).ravel()


def _larger_share(sought: Any, there: Any, i: Any, j: Any) -> Any:
    """Of each pair the larger share of either's row of ``sought``, by weight, that stands in the other's row of ``there``."""
    import numpy as np

    return np.maximum(_share(sought[i], there[j]), _share(sought[j], there[i]))


def _share(core: Any, present: Any) -> Any:
    """The share of each row's weight in ``core`` that stands in ``present`` too."""
    import numpy as np

    total = np.asarray(core.sum(axis=1)).ravel()
    return _dots(core, present) / np.maximum(total, 1e-9)
