"""The title among a page's lines, what the page calls its own site, and titles glued to a body or a caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .lines import Line, line_rules, match_words, rest_after
from .mastheads import describes_site, is_slogan
from .outlets import outlet_named, split_title, title_parts
from .page import LONG_WORDS, TITLE, Page
from .people import is_initialled
from .text import ARABIC_LETTER
from .topic import Lead, stems, stop_words

MOST_WORDS = 30
_SITE_WORDS = 5
_ONLY_WORDS = 12
_LEAST = -0.3
_MOST_CANDIDATES = 34  # what stands below so many can no longer score enough
_ABOVE_CREDIT = 1.1
_SECOND_HALF = 3.0
_STANDFIRST = 0.4  # directly under a line that may be the headline
_STANDFIRST_WORDS = 6
_TELLING_WORDS = 4  # of fewer, that the lead has them says less
_ABOVE_MENU = 1.0  # what stands above two menu lines is seldom the headline
_GLUED_WORDS = 24
_SUBJECT_AGAIN = 5  # words of a title before its subject may be named again by a caption
_LEAD_LINES = 6
_REPEATED = 4  # words
_LEAD_WORDS = 14  # a line of so many words without a stop is a lead, not a caption
_CREDIT_ROOM = 200  # characters: blanks and dashes by the thousand would be tried from each of them
_CREDIT_END = re.compile(
    r"(?:[\s\-–—|/©.]*(?:Reuters|AFP|AP|EPA|TASS|Sputnik|Getty(?: Images)?|RT|Globallookpress|www\.\S+|globallookpress\.com)\b)+"
    r"[\w\s.'-]{0,40}$"
)
_CAPTION_END = re.compile(
    "[ (\\[\\-–—:|]*(?:صور[ةه] ?[:-]? ?(?:تعبيري[ةه]|[أا]رشيفي[ةه]|توضيحي[ةه]|من ال[أا]رشيف|متداول[ةه])|[أا]رشيفي[ةه]|[(\\[][أا]رشيف|انسخ الرابط|نسخ الرابط|طباعة)[)\\] .]*$"
)
# A ta marbuta inside a word: two lines that were glued together.
_GLUE = re.compile("(?<=[\u0621-\u064a]{2}ة)(?=[\u0621-\u0628\u062a-\u064a])")
_LATIN = re.compile(r"^[\W\d_]*[A-Za-z][\x00-\x7f]*$")
NUMERIC_DATE = re.compile(r"(?<!\d)\d{1,4} ?[-/.] ?\d{1,2} ?[-/.] ?\d{2,4}(?!\d)")
_LATIN_LETTER = re.compile("[A-Za-z]")
# What stands above a headline without being one: temperatures, exchange rates, hours of prayer.
_GAUGES = re.compile(
    r"[°℃]|\d ?= ?\d|= ?\d|(?:\d{1,2}[:.]\d{2}\D+){2}|^\W*(?:[^\W\d]+ ){1,4}\d[\d,]*\.\d+(?: ?\([^()]{1,12}\))?$"
)
_SOURCE_END = re.compile(r"\(([^()]{2,40})\)$")
_BROKEN = re.compile(r"\s+(?:…|\.{2,3})$")
_BULLETS = frozenset("●•▪◾○‣*■□◄►▶")
_MENUS = frozenset(("section", "navigation", "language-switch"))
_WEAK = frozenset(("caption", "teaser", "related", "byline"))
_QUOTES = frozenset('«"“”')
_TORN = frozenset("%٪)،؛؟!")  # with these no line begins that is whole
_OPEN_ENDS = ("؟", "!", "…", "..", '"', "»", "”")


def site_names(page: Page, outlet: str | None) -> list[tuple[str, ...]]:
    """What the page calls its own site, as words: from the markup, or from its first line when the page says it again."""
    names = [match_words(outlet)] if outlet else []
    if not len(page):
        return names
    first = page.lines[0]
    for words in _first_line_names(first):
        text = " ".join(words)
        for number in range(1, len(page)):
            if page.lines[number].words != first.words and f" {text} " in f" {page.texts[number]} ":
                names.append(words)
                break
    parts = title_parts(first.text)
    if len(parts) > 2:
        others = [match_words(part) for part in parts[1:]]
        menus = sum(1 for words in others if words and line_rules().is_menu(words))
        head = match_words(parts[0])
        if menus * 2 >= len(others) - 1 and menus and len(head) <= _SITE_WORDS and not line_rules().is_menu(head):
            names.append(head)
    return [name for name in names if name]


def _first_line_names(line: Line) -> list[tuple[str, ...]]:
    words = line.words
    arabic = tuple(word for word in words if ARABIC_LETTER.search(word))
    found = []
    for name in (words, arabic):
        if 1 <= len(name) <= _SITE_WORDS and name not in found and not line_rules().is_menu(name):
            found.append(name)
    return found


def find_first_prose(page: Page, titled: bool) -> int | None:
    """The line with which the body begins, the title not among it. ``titled``: the title is known from elsewhere."""
    prose = [n for n in range(len(page)) if page.prose(n)]
    if not prose:
        plain = [n for n in range(len(page)) if page.plain(n) and _tells(page.lines[n])]
        page.only = max(plain, key=lambda n: len(page.lines[n].words), default=None)
        return page.only
    first = prose[0]
    if titled or len(prose) < 2:
        return first
    if _ends_as(page.lines[first], page.lines[first + 1 : prose[1]]):
        return prose[1]
    if prose[1] - first > 8:
        return first
    line = page.lines[first]
    may_be_title = len(line.words) < LONG_WORDS and (not line.ends_sentence or line.text.rstrip().endswith(_OPEN_ENDS))
    credited = not line.text.endswith(":") and any(_is_credit(page, n) for n in range(first + 1, prose[1]))
    if may_be_title and (credited or not any(_title_like(page, n) for n in range(first))):
        return prose[1]
    return first


def _ends_as(line: Line, below: Sequence[Line]) -> bool:
    """Whether a line ends with another as its title: "الوادي - العالم - لماذا غابت القوارب؟" above "لماذا غابت القوارب؟"."""
    return any(
        len(other.words) >= _REPEATED and line.words[-len(other.words) :] == other.words != line.words
        for other in below
    )


def _is_credit(page: Page, number: int) -> bool:
    """A line that says who wrote the story or when."""
    hit = page.hits[number]
    return page.dateline(number) or (hit is not None and hit.rule in ("byline", "dateline"))


def below_credits(page: Page, first: int) -> int:
    """Where the body begins when a byline or a date stands under a caption that seemed to be its first line."""
    if first >= len(page) or page.prose(first) or len(page.lines[first].words) >= _LEAD_WORDS:
        return first
    for number in range(first, min(len(page), first + _LEAD_LINES + 2)):
        if page.prose(number):
            return number if any(_is_credit(page, n) for n in range(first, number)) else first
    return first


def _tells(line: Line) -> bool:
    """A sentence without its stop, when it is all there is."""
    return line.arabic and len(line.words) >= _ONLY_WORDS and any(word in stop_words() for word in line.words)


def _title_like(page: Page, number: int) -> bool:
    return (
        page.plain(number)
        and len(page.lines[number].words) >= 4
        and page.lines[number].arabic
        and not page.dateline(number)
        and not _GAUGES.search(page.lines[number].text)
        and not _is_row(page.lines[number].text)
    )


def _is_row(text: str) -> bool:
    """Sections or buttons side by side: "أخبار | صور | فيديو"."""
    parts = title_parts(text)
    return len(parts) > 2 and all(len(part.split()) <= 3 for part in parts)


def split_glued(page: Page, first: int) -> int:
    """Cut header lines in two where they were glued; returns where the body begins then."""
    number = 0
    while number < first:
        text = page.lines[number].text
        cut = _GLUE.search(text)
        if cut and len(page.lines[number].words) >= 4:
            page.insert(number + 1, text[cut.start() :])
            page.replace(number, text[: cut.start()])
            first += 1
        number += 1
    return first


def split_lead(page: Page, first: int) -> str | None:
    """The title glued to the first paragraph of a page that has no other: cut where the title's subject comes again, with
    the verb before it ("صيادو المرفأ يحتجون على الضريبة أوقف صيادو المرفأ …"). The paragraph loses it."""
    if first >= len(page):
        return None
    text = page.lines[first].text
    words = text.split()
    keys = [" ".join(match_words(word)) for word in words[:_GLUED_WORDS]]
    for place in range(_SUBJECT_AGAIN + 1, len(keys) - 1):
        if keys[place : place + 2] == keys[:2] and all(len(key) > 2 for key in keys[:2]):
            title = " ".join(words[: place - 1])
            if len(words) < 2 * place or any(sign in title for sign in ("،", ". ", ":")):
                return None
            page.replace(first, " ".join(words[place - 1 :]))
            return title
    return None


def find_title(page: Page, first: int, sites: list[tuple[str, ...]]) -> tuple[int, str, str | None] | None:
    """The likeliest title above the body: its line, its text and the outlet named with it; None when there is none."""
    lead = Lead(word for line in page.lines[first : first + _LEAD_LINES] for word in line.words)
    best: tuple[float, int, str, str | None] | None = None
    order, barrier, earlier, above = 0, False, False, -1
    menus = [number for number in range(first) if (hit := page.hits[number]) is not None and hit.rule in _MENUS]
    for number in range(first):
        hit = page.hits[number]
        if (hit is not None and hit.rule in ("share", "dateline", "counter", "byline", "print")) or page.dateline(
            number
        ):
            barrier = barrier or earlier
        candidate = _candidate(page, number, sites)
        if candidate is None:
            continue
        if order == _MOST_CANDIDATES:
            break
        text, outlet = candidate
        score = _score(page, number, text, lead) - 0.25 * order - (1.2 if barrier else 0.0)
        score += 0.5 if order == 0 and len(text.split()) >= 5 else 0.0
        earlier = earlier or score > 1.5
        order += 1
        if score <= _LEAST:
            continue
        score -= _ABOVE_MENU if len(menus) > 1 and menus[-2] > number else 0.0
        score -= _STANDFIRST if above == number - 1 else 0.0
        above = number if len(text.split()) >= _STANDFIRST_WORDS else -1
        score += _ABOVE_CREDIT if _above_credit(page, number + bool(_BROKEN.search(text)), first) else 0.0
        if number and _BROKEN.search(page.lines[number - 1].text) and len(page.lines[number - 1].words) > 2:
            score -= _SECOND_HALF  # the second half, or the whole, of what stands above
        if best is None or score > best[0]:
            best = (score, number, text, outlet)
    if best is None:
        return None
    text = best[2]
    if _BROKEN.search(text) and best[1] + 1 < first and page.plain(best[1] + 1) and page.lines[best[1] + 1].arabic:
        page.fates[best[1] + 1] = TITLE  # a headline on two lines, or first cut off and then whole
        start, below = _BROKEN.sub("", text), page.lines[best[1] + 1]
        whole = " ".join(below.words).startswith(" ".join(match_words(start)))
        text = below.text.strip() if whole else f"{start} {below.text.strip()}"
    return best[1], text, best[3]


def _above_credit(page: Page, number: int, first: int) -> bool:
    """The next line says who wrote it, or is a name with an initial."""
    if number + 1 >= first:
        return False
    hit = page.hits[number + 1]
    return (hit is not None and hit.rule == "byline") or (hit is None and is_initialled(page.lines[number + 1].text))


def _candidate(page: Page, number: int, sites: list[tuple[str, ...]]) -> tuple[str, str | None] | None:
    line, hit = page.lines[number], page.hits[number]
    if hit is not None and not (hit.rule in _WEAK and len(line.words) >= 5 and not line.hint):
        return None
    if not line.arabic or page.dateline(number) or _GAUGES.search(line.text) or _is_masthead(line, sites):
        return None
    bold = line.text[:1] == "*" == line.text[-1:]
    if (
        describes_site(line, sites)
        or (line.text[:1] in _BULLETS and not bold)
        or ((source := _SOURCE_END.search(line.text)) and _names_site(source[1], sites))
    ):
        return None
    text, outlet = split_title(line.text, sites)
    if _is_row(text):
        return None
    parts = title_parts(text)
    if len(parts) > 1:
        text, outlet = _recurring_part(page, number, parts, text, outlet)
    text = _without_credit(text).strip(" -–—|*" if bold else " -–—|")
    words = match_words(text)
    if len(set(words)) < len(words):
        text = _once(text)
        words = match_words(text)
    arabic = tuple(word for word in words if ARABIC_LETTER.search(word))
    if words in sites or arabic in sites or outlet_named(text) or not 2 <= len(words) <= MOST_WORDS:
        return None
    return text, outlet


def _is_masthead(line: Line, sites: list[tuple[str, ...]]) -> bool:
    """The site's name and what it says of itself: "الوادي - صحيفة يومية مستقلة", "الوادي TV"."""
    named = [name for name in sites if line.words[: len(name)] == name]
    return any(len(line.words) <= len(name) + 1 for name in named) or (bool(named) and is_slogan(line.text))


def _names_site(text: str, sites: list[tuple[str, ...]]) -> bool:
    """The source of a picture: the site or a known outlet, a photographer beside it or not."""
    return any(match_words(part) in sites or outlet_named(part) for part in re.split(r"\s*[/،,–-]\s*", text))


def _without_credit(text: str) -> str:
    """A title without the words of a caption or a picture's source at its end."""
    before, end = text[:-_CREDIT_ROOM], text[-_CREDIT_ROOM:]
    if any(word in end for word in ("صور", "رشيف", "رابط", "طباعة")):
        end = _CAPTION_END.sub("", end)
    return before + (_CREDIT_END.sub("", end) if _LATIN_LETTER.search(end) else end)


def _once(text: str) -> str:
    """A title without the caption glued behind it, which names the title's subject again: cut where two of its words recur."""
    words = text.split()
    keys = [" ".join(match_words(word)) for word in words]
    pairs = list(pairwise(keys))
    for place in range(_SUBJECT_AGAIN, len(pairs)):
        if pairs[place] in pairs[: place - 1] and all(len(key) > 2 for key in pairs[place]):
            return " ".join(words[:place]).rstrip(" -–—|:،.")
    return text


def _recurring_part(page: Page, number: int, parts: list[str], text: str, outlet: str | None) -> tuple[str, str | None]:
    """Of ``title - site``, the part with which another line begins is the title."""
    longest = max(parts, key=len)
    words = " ".join(match_words(longest))
    if len(longest) < 0.5 * len(text) or len(words.split()) < 4:
        return text, outlet
    again = any(page.texts[n].startswith(words) for n in range(min(len(page), number + 30)) if n != number)
    if not again:
        return text, outlet
    rest = [part for part in parts if part != longest and not line_rules().is_menu(match_words(part))]
    if not outlet and len(rest) == 1 and len(rest[0].split()) <= _SITE_WORDS:
        outlet = rest[0]
    return longest, outlet


def _score(page: Page, number: int, text: str, lead: Lead) -> float:
    words = match_words(text)
    line = page.lines[number]
    score = 1.0 + 3.0 * lead.share(stems(words)) * min(1.0, len(words) / _TELLING_WORDS)
    phrase = " ".join(words)
    if len(words) > 3 and page.says_elsewhere(number, phrase, number + 30):
        score += 2.0
    if len(words) < 4:
        score -= 1.0
    if line.role == "heading":
        score += 2.0
    if text.endswith(".") and not text.endswith(".."):
        score -= 0.8
    if page.hits[number] is not None:
        score -= 1.0
    if looks_like_name(words) and len(words) < 4 and text[0] not in _QUOTES:
        score -= 1.2
    if text[0] in _TORN:
        score -= 2.0
    if NUMERIC_DATE.search(line.folded):
        score -= 2.0
    return score


def cut_title(page: Page, words: tuple[str, ...], first: int) -> int:
    """Take the title off where it is glued to the body or a caption, and off the lines that repeat it.

    Returns where the body begins then.
    """
    if len(words) < 3:
        return first
    size = len(words)
    for number in range(min(len(page), first + 3)):
        line = page.lines[number]
        if page.fates[number] == TITLE:
            continue
        inside = " ".join(words) in page.texts[number]
        if line.words == words or (inside and len(line.words) <= size + 6):
            if number <= first or not any(page.prose(n) for n in range(first, number)):
                page.fates[number] = TITLE
                first = number + 1 if number >= first else first
            elif line.words == words:
                page.fates[number] = "repeated"
        elif line.words[:size] == words:
            page.replace(number, rest_after(line.text, size).lstrip(" -–—|:.،"))
            if number < first and page.prose(number):
                first = number
    return first


def looks_like_name(words: tuple[str, ...]) -> bool:
    """Two to four words that may be a person's name: no function word, no section."""
    return (
        2 <= len(words) <= 4
        and all(
            len(word) > 1 and ARABIC_LETTER.match(word) and word.isalpha() and word not in stop_words()
            for word in words
        )
        and not words[0].startswith("ال")
        and not line_rules().is_menu(words)
    )


def latin(text: str) -> bool:
    """Nothing but Latin letters, digits and signs."""
    return _LATIN.match(text) is not None
