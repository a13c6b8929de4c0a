"""The words and the forms that dates are written in: the tables of ``data/`` and the patterns made from them.

All patterns are for folded text (``folded``), and each is linear: no repetition inside a repetition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from .tables import read_table
from .text import clean_text, fold, fold_letters


@cache
def _table(name: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = read_table(__package__, name)
    return tuple((kind, value, tuple(n.strip() for n in names.split("،"))) for kind, value, names in rows)


def folded(text: str) -> str:
    text = fold(clean_text(text))
    return (text.translate(_PERSIAN) if _PERSIAN_LETTER.search(text) else text).casefold().replace("…", "...")


folded_char = lru_cache(maxsize=4096)(folded)
_PERSIAN = str.maketrans("یکھہۀ", "يكههه")
_PERSIAN_LETTER = re.compile("[یکھہۀ]")


@cache
def months(calendar: str) -> dict[str, int]:
    return {
        folded(name): int(value) for kind, value, names in _table("months.tsv") if kind == calendar for name in names
    }


@cache
def words(kind: str) -> dict[str, str]:
    return {folded(name): value for k, value, names in _table("date_words.tsv") if k == kind for name in names}


@cache
def lexicon() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First token → the phrases that begin with it, longest first; a kind listed earlier in the table wins."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for kind, value, names in _table("date_words.tsv"):
        if kind in ("number", "ordinal", "unit", "hour", "am", "pm", "noon", "night"):
            continue
        for name in names:
            tokens = tuple(m.group() for m in TOKEN.finditer(folded(name)) if m.group() != ".")
            found.setdefault(tokens[0], []).append((tokens, kind, value))
    for phrases in found.values():
        phrases.sort(key=lambda p: -len(p[0]))
    return found


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(n).replace(r"\ ", " ?") for n in sorted(names, key=len, reverse=True))


TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]|_")
_LETTER = r"[^\W\d_]"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Made when it is first looked for: a page meets few of the patterns."""
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Patterns, for ``compiled``."""

    iso: str
    zone: str
    clock: str
    hour: str
    dates: tuple[tuple[str, str, str], ...]
    """Kind, what a line must have for it as ``told_by`` names it, and the pattern."""
    ago: str
    glued: str
    spelled: str

    def told_by(self, line: str) -> set[str]:
        """What a folded line has of a month of a calendar (``gregorian``, ``hijri``, ``coptic``), ``numbers``, numbers with a
        Hijri year (``hijri numbers``) or beside an agency (``agency``); quick."""
        runs = _RUN.findall(line)
        found = {
            calendar for calendar in ("gregorian", "hijri", "coptic") if not _month_runs(calendar).isdisjoint(runs)
        }
        if _NUMBERS.search(line):
            found.add("numbers")
            if _HIJRI_YEAR.search(line):
                found.add("hijri numbers")
            if not _agency_runs().isdisjoint(runs):
                found.add("agency")
        return found


_RUN = re.compile(r"[^\W\d_]+")
_ESCAPE = re.compile(r"\\[a-zA-Z]")
_NUMBERS = re.compile(r"\d\s?[-/.:\\–]\s?\d")
_HIJRI_YEAR = re.compile(r"1[34]\d\d")


@cache
def _month_runs(calendar: str) -> frozenset[str]:
    return _first_runs(months(calendar))


@cache
def _agency_runs() -> frozenset[str]:
    return _first_runs(words("agency"))


def _first_runs(names: Iterable[str]) -> frozenset[str]:
    """Runs of letters with which a name begins, the blanks in it written or not."""
    runs = set()
    for name in names:
        parts = _RUN.findall(name)
        runs |= {"".join(parts[:n]) for n in range(1, len(parts) + 1)}
    return frozenset(runs)


def _needs(pattern: str, hijri: str, coptic: str) -> str:
    if "(?P<n>" in pattern:
        return "hijri numbers" if "1[34]" in pattern else "agency" if "(?=" in pattern else "numbers"
    return "hijri" if hijri in pattern else "coptic" if coptic in pattern else "gregorian"


@cache
def shapes() -> Shapes:
    names = _either(months("gregorian"))
    month = rf"(?<!{_LETTER})(?P<m>{names})\.?(?:\s?[/\\(|–—\-,]?\s?(?P<m2>{names})\.?\s?\)?)?(?!{_LETTER})"
    hijri = rf"(?<!{_LETTER})(?P<m>{_either(months('hijri'))})(?!{_LETTER})"
    coptic = _either(months("coptic"))
    ordinal = _either(words("ordinal"))
    day = r"(?<!\d)0{0,2}(?P<d>[1-9]\d?)(?!\d)"
    suffix = r"(?:st|nd|rd|th|er)?"
    of = r"(?:\s(?:من شهر|من|شهر|of|de))?"
    gap = r"[\s\-–—/.,،:_(\[]{0,3}"
    year = r"(?P<y>(?:19|20)\d\d)(?!\d)\s?\)?(?:\s?(?:ميلاديه|ميلادي|م)(?![^\W_]))?"
    year_gap = rf"{gap}(?:(?:لعام|لسنه|من عام|عام|سنه|of)\s)?"
    hijri_year = r"(?P<y>1[34]\d\d)(?!\d)\s?(?:هجريه|هجري|للهجره|ه)?(?![^\W_])"
    short = r"(?:[\-/](?P<yy>\d\d)(?![\d:]))"
    sep = r"\s?(?P<s>[-/.\\–])\s?"
    clear, ahead = r"(?<!\d)(?<!\d[./\\\-])(?<![a-z]/)", r"(?!\d)(?![./\\\-]\d)"
    agencies = _either(words("agency"))
    am_pm = "|".join(_either(words(kind)) for kind in ("am", "pm", "noon", "night"))
    long_am_pm = "|".join(
        _either(w for w in words(kind) if w not in ("ص", "م")) for kind in ("am", "pm", "noon", "night")
    )
    units, numbers = _either(words("unit")), _either(words("number"))
    dates = (
        ("hijri", rf"{day}{of}{gap}{hijri}{year_gap}{hijri_year}"),
        ("hijri", rf"(?<!{_LETTER})(?P<o>{ordinal}){of}\s{hijri}{year_gap}{hijri_year}"),
        ("hijri", rf"{clear}(?P<d>\d{{1,2}}){sep}(?P<n>\d{{1,2}})\s?(?P=s)\s?(?P<y>1[34]\d\d)\s?ه(?![^\W_])"),
        ("hijri", rf"{clear}(?P<y>1[34]\d\d){sep}(?P<n>\d{{1,2}})\s?(?P=s)\s?(?P<d>\d{{1,2}})\s?ه(?![^\W_])"),
        ("hijri?", rf"{clear}(?P<d>\d{{1,2}}){sep}(?P<n>\d{{1,2}})\s?(?P=s)\s?(?P<y>1[34]\d\d){ahead}"),
        ("hijri?", rf"{clear}(?P<y>1[34]\d\d){sep}(?P<n>\d{{1,2}})\s?(?P=s)\s?(?P<d>\d{{1,2}}){ahead}"),
        ("hijri?", rf"{day}{of}{gap}{hijri}"),
        (
            "coptic",
            rf"{day}{of}{gap}(?<!{_LETTER})(?P<m>{coptic})(?!{_LETTER}){gap}(?P<y>1[67]\d\d)(?!\d)",
        ),
        (
            "ymd",
            rf"{clear}(?P<y>(?:19|20)\d\d)\s?(?P<s>[-/.:\\–])\s?(?P<n>\d{{1,2}})\s?(?P=s)\s?(?P<d>\d{{1,2}}){ahead}",
        ),
        ("dmy", rf"{clear}(?P<d>\d{{1,2}}){sep}(?P<n>\d{{1,2}})\s?(?P=s)\s?(?P<y>(?:19|20)\d\d){ahead}"),
        ("dmy", rf"{clear}(?P<d>\d{{1,2}})(?P<s>[-/.])(?P<n>\d{{1,2}})(?P=s)(?P<yy>\d\d){ahead}"),
        ("range", rf"{day}\s?[-–—/]\s?0{{0,2}}(?P<d2>[1-9]\d?){of}{gap}{month}(?:{year_gap}{year})?"),
        ("text", rf"(?<!\d)(?P<y>(?:19|20)\d\d)[\s\-/,،]{{1,3}}{month}[\s\-/,،]{{1,3}}{day}"),
        ("text", rf"{day}{suffix}{of}{gap}{month}(?:{year_gap}{year}|{short})?"),
        ("text", rf"{month}[\s,،\-/.]{{0,3}}{day}{suffix}\s?[,،\-/]?\s?{year}"),
        ("text", rf"(?<!{_LETTER})(?<!كانون )(?<!تشرين )(?P<o>{ordinal}){of}\s{month}(?:{year_gap}{year})?"),
        ("month", rf"{month}{year_gap}{year}"),
        ("month", rf"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[/\-,]\s?{month}"),
        ("month?", rf"{clear}(?P<n>0[1-9]|1[0-2])[-/.](?P<y>(?:19|20)\d\d){ahead}"),
        ("month?", rf"{clear}(?P<y>(?:19|20)\d\d)[-/.](?P<n>0[1-9]|1[0-2]){ahead}"),
        ("agency", rf"{clear}(?P<d>\d{{1,2}})\s?[-/]\s?(?P<n>\d{{1,2}})(?=\s?[(/]\s?(?:{agencies})\s?[)/])"),
    )
    return Shapes(
        iso=r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)[-:/]?(?P<n>\d\d)[-:/]?(?P<d>\d\d)[t .](?P<h>[01]\d|2[0-4])(?::?(?P<i>[0-5]\d))(?::?\d\d(?:[.,]\d{1,9})?)?(?!\d)\s?(?:z(?![^\W_])|[+-]\d\d:?\d\d(?!\d))?",
        zone=r"(?:gmt|utc)\s?[+-]\s?\d{1,2}(?::?\d\d)?(?!\d)|(?<=\d)\s[+-]\d{4}(?!\d)|(?<=\d)[+-]\d\d:\d\d(?!\d)",
        clock=(
            rf"(?<!\d)(?<!\d[:.])(?P<h>[01]?\d|2[0-4])(?:\s?[:٫]\s?|h|س)(?P<i>[0-5]\d)(?:\s?:\s?[0-5]\d(?:[.,]\d{{1,6}})?)?(?![\d:])(?:\s?(?P<p>{am_pm})\.?(?![^\W_]))?"
            rf"|(?<!\d)(?<!\d[:.])(?P<h2>[01]?\d|2[0-4])[.](?P<i2>[0-5]\d)(?![\d:.])\s?(?P<p2>{am_pm})(?![^\W_])"
            rf"|(?:(?<=الساعه )|(?<=الساعه: ))(?P<h3>[01]?\d|2[0-4])[.](?P<i3>[0-5]\d)(?![\d:.])"
            r"|(?:^|(?<=- )|(?<=, )|(?<=، )|(?<=الساعه ))(?P<h4>[01]\d|2[0-3])(?P<i4>[0-5]\d)(?=\s?\(?(?:\0|gmt|utc|بتوقيت|غرينتش|جرينتش))"
        ),
        hour=rf"(?<![\d:.,/-])(?:(?<=الساعه )(?P<h>\d{{1,2}})(?![\d:.,])(?:\s?(?P<p>{am_pm})(?![^\W_]))?|(?P<h2>\d{{1,2}})\s?(?P<p2>{long_am_pm})(?![^\W_]))",
        dates=tuple((kind, _needs(pattern, hijri, coptic), pattern) for kind, pattern in dates),
        ago=(
            rf"(?<!{_LETTER})(?:(?:منذ|قبل)\s(?:حوالي |نحو |اكثر من )?(?:(?P<c>\d{{1,3}}|{numbers})\s?)?(?P<u>{units})(?!{_LETTER})(?:\s(?:واحد|واحده)(?!{_LETTER}))?"
            rf"(?:\s?(?:و|,|،)\s?(?P<c2>\d{{1,2}}|{numbers})?\s?(?P<u2>{units})(?!{_LETTER}))?"
            rf"|(?P<c3>\d{{1,3}})\s(?P<u3>{units})\sago)(?!{_LETTER})"
        ),
        spelled=rf"الساعه:?\s(?P<w>{_either(words('hour'))})(?!{_LETTER})(?:\s(?P<q>والنصف|ونصف|والربع|وربع|والثلث|الا ربعا|الا الربع|الا ثلثا|تماما))?\s?(?P<p>{long_am_pm})(?![^\W_])",
        glued=rf"(?<!\d)(?:19|20)\d\d(?=\d{{1,2}}(?::\d\d|[./-]\d{{1,2}}[./-]|\s?(?:{names})))",
    )


@cache
def _hint_of_date() -> re.Pattern[str]:
    names = _either({*months("gregorian"), *months("hijri")})
    dates = (
        rf"\d[\W_]{{0,4}}(?:من |شهر |من شهر |th |st |nd |rd )?(?:{names})|(?<!{_LETTER})(?:{names})\.?[\W_]{{0,6}}(?:عام |سنه )?\d"
        r"|\d\s?[-/.:\\–]\s?\d{1,4}\s?[-/.:\\–]\s?\d|\d{8}|\d[-/]\d|\d - \d|--\d"
    )
    return re.compile(dates)


@cache
def _hint_of_time() -> re.Pattern[str]:
    others = _either({"منذ", "قبل", "ago", "الساعه", "gmt", *words("today"), *words("now")})
    times = rf"\d\s?[:٫]\s?\d|\d\s?(?:[صم](?!\w)|[ap]\.?m)|(?<!{_LETTER})(?:{others})"
    return re.compile(times)


def tells_more(text: str) -> bool:
    """Whether a word stands in the text that no date is written with: then it is no dateline, whatever else it holds. Quick."""
    return not _ODD.search(text) and not _vocabulary().issuperset(_RUN.findall(_quick(text)))


@cache
def _vocabulary() -> frozenset[str]:
    """Every run of letters of the tables and of the patterns; those of a name also where its blanks are left out."""
    known = shapes()
    patterns = (known.iso, known.zone, known.clock, known.hour, known.ago, known.glued, known.spelled)
    written = _ESCAPE.sub(" ", " ".join((*patterns, *(pattern for _, _, pattern in known.dates))))
    runs = set(_RUN.findall(written))
    for table in ("months.tsv", "date_words.tsv"):
        for name in (folded(name) for _, _, names in _table(table) for name in names):
            parts = _RUN.findall(name)
            runs.update(parts, ("".join(parts[:n]) for n in range(2, len(parts) + 1)))
    return frozenset(runs | {"و" + day for day in words("weekday")})


def may_hold_date(text: str) -> bool:
    """Whether it is worth looking for a date in the text: most lines of a page stop here, so it is quick."""
    return bool(_ODD.search(text) and _DIGIT.search(text)) or _hint_of_date().search(_quick(text)) is not None


def may_hold_time(text: str) -> bool:
    """Whether it is worth looking for a time, or for a time counted back, in the text; quick."""
    return bool(_ODD.search(text)) or _hint_of_time().search(_quick(text)) is not None


def _quick(text: str) -> str:
    text = fold_letters(text)
    return (text.translate(_PERSIAN) if _PERSIAN_LETTER.search(text) else text).casefold()


_DIGIT = re.compile(r"\d")
_ODD = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufb50-\ufefc]")
