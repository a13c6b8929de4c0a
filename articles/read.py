"""One page to one article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from ..errors import PageError
from .dates import parse_user_date
from .decode import Decoded, NotTextError, decode
from .html_page import html_lines, looks_like_html, named_beside
from .language import SAMPLE, arabic_paragraphs, dialect_among, language_of
from .limits import DEFAULT_LIMITS, Limits, bytes_in_words
from .lines import Line
from .link_runs import without_link_runs
from .mastheads import is_typed
from .outlets import outlet_named, title_parts
from .segment import text_lines
from .sentences import sentences_of
from .sources import find_pages
from .sources.jsonlines import TEXT_FIELDS, first_author
from .story import Known, Story, find_story
from .text import ARABIC_LETTER, clean_text
from .types import Article, Dropped, Note, RawPage, Source

_MARKDOWN = re.compile(r"^(?:#{1,6}\s+|>\s?|[*+]\s+(?=\S))|\*\*|__|`", re.MULTILINE)
_MARKDOWN_PICTURE = re.compile(r"^ {0,3}!\[([^\]\n]{0,140})\]\([^)\n]{0,500}\) *$", re.MULTILINE)  # alone on its line
_MARKDOWN_INLINE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{1,500}\)")
_MARKDOWN_LINK = re.compile(r"(?<!!)\[([^\]\n]{0,300})\]\([^)\n]{0,500}\)")
# What a paragraph in another language has: letters that Arabic has not, or several Latin words in a row.
_UNUSUAL = re.compile("[پچژگکیےہںٹڈڑەۆێڕڵڤټډړښځڅۍۇۈېڭ]")
_OTHER_SCRIPT = re.compile("[a-zA-Zа-яА-Я][a-zA-Zа-яА-Я]+(?:[ ,.'-]+[a-zA-Zа-яА-Я]{2,}){5}")
_READER_HEAD = re.compile(
    r"\s*Title: (?P<title>\S[^\n]{0,300})\n+URL Source: (?P<url>\S{1,500})\n+(?:Published Time: (?P<date>\S{4,40})\n+)?"
    r"(?:[A-Z][\w ]{2,30}: ?\S[^\n]{0,200}\n+)*?Markdown Content:\n"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")  # a feed's description may be plain text
_ELEMENT = re.compile("<[a-zA-Z]")
_LONG_TAG = re.compile("<[a-zA-Z][^<>]{1000,}")
_LATIN = re.compile("[A-Za-z]")
_MIN_LETTERS = 25
_MIN_SAMPLE = 100
_MARKUP = 8  # how many times as long as its text a page's markup may be
_DIALECT_WORDS = 1_000
_DIGITS = "\u0600"  # before Arabic letters
_NAME_WORDS = 6
_TOLD = 8  # words of a line that may tell something
_AROUND = 25  # lines
_GATE = 4_000  # characters by which a page's language is told

LANGUAGES = {
    "fa": "Persian", "ur": "Urdu", "ps": "Pashto", "ckb": "Sorani Kurdish", "ug": "Uyghur", "sd": "Sindhi", "pnb": "Western Punjabi",
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "ru": "Russian", "tr": "Turkish",
    "he": "Hebrew", "zh": "Chinese", "ku": "Kurdish", "azb": "South Azerbaijani", "pt": "Portuguese", "id": "Indonesian",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """``date``: the day the user gives every page. ``year``: completes a day without one. ``reference``: what "two hours
    ago" counts from. ``language_gate``: refuse pages that are not Arabic. Raises ValueError for a date that is none."""

    date: str | None = None
    year: int | None = None
    reference: datetime | None = None
    language_gate: bool = True
    limits: Limits = DEFAULT_LIMITS

    def __post_init__(self) -> None:
        if self.date is not None:
            parse_user_date(self.date)


def read_sources(
    sources: Sequence[str],
    options: ReadOptions = ReadOptions(),
    *,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
) -> Iterator[Article | PageError]:
    """Every article of the sources, in order; an error for each page or source that cannot be read."""
    for page in find_pages(sources, stdin=stdin, allow_private=allow_private, limits=options.limits):
        if isinstance(page, PageError):
            yield page
            continue
        try:
            yield read_page(page, options)
        except PageError as error:
            yield error


def read_page(page: RawPage, options: ReadOptions = ReadOptions()) -> Article:
    """The article of one page. Raises PageError: empty, too large, no text, not Arabic, nothing told."""
    limits = options.limits
    if len(page.data) > limits.page_bytes:
        raise too_large(page.origin, limits)
    if not page.data.strip():
        raise PageError(page.origin, "the page is empty", "nothing to read")
    notes: list[Note] = []
    lines, known, decoded = lines_of(page, limits, notes)
    if decoded.mended:
        notes.append(Note("encoding", decoded.mended))
    if options.language_gate:
        _gate(page.origin, lines, notes)
    if len(lines) > limits.paragraphs:
        kept = _near_prose(lines, limits.paragraphs)
        notes.append(Note("limit", f"the page has {len(lines)} lines; {len(kept)} were read (limit: paragraphs)"))
        lines = kept
    story = find_story(lines, known, year=options.year, reference=options.reference)
    if not story.paragraphs:
        raise _no_prose(page.origin, notes, "is it a list of links, a picture or a film?")
    if options.language_gate:
        _arabic_only(story, notes)
    return _article(page, story, decoded, notes, options)


def too_large(origin: str, limits: Limits) -> PageError:
    return PageError(
        origin,
        f"larger than {bytes_in_words(limits.page_bytes)}, the limit for one page",
        "split it, or save only the story",
    )


def _article(page: RawPage, story: Story, decoded: Decoded, notes: list[Note], options: ReadOptions) -> Article:
    paragraphs = tuple(story.paragraphs)
    words = (word for line in story.lines for word in line.words if word > _DIGITS)
    dialect = dialect_among(list(islice(words, _DIALECT_WORDS)))
    if dialect:
        notes.append(Note("dialect", f"the page reads like {dialect} Arabic; models are weaker on dialects"))
    date = parse_user_date(options.date) if options.date else story.date
    return Article(
        source=Source(page.origin, page.sha256, page.media_type, decoded.encoding),
        paragraphs=paragraphs,
        sentences=sentences_of(paragraphs),
        title=story.title,
        outlet=story.outlet,
        author=story.author,
        url=story.url,
        language="ar",
        date=date,
        notes=tuple(notes),
        dropped=tuple(story.dropped),
    )


def _no_prose(origin: str, notes: Sequence[Note], otherwise: str) -> PageError:
    """The error of a page without a story: the limits that were met, else ``otherwise``."""
    met = [note.message for note in notes if note.kind == "limit"]
    if not met:
        return PageError(origin, "no prose was found on the page", otherwise)
    return PageError(
        origin, f"no prose was found in what was read of the page: {'; '.join(met)}", "read more of it with --limit"
    )


def _gate(origin: str, lines: Sequence[Line], notes: Sequence[Note]) -> None:
    """Refuse a page that is not Arabic, by its longer lines."""
    telling = [line for line in lines if not line.hint and len(line.words) >= 8]
    text = _sample((line.text for line in telling if not _LATIN.search(line.text)), SAMPLE)
    if len(text) >= SAMPLE and language_of(text)[0] == "ar":
        return
    text = _sample(line.text for line in telling if not _LATIN.search(line.text))
    if len(text) < _MIN_SAMPLE:
        text = _sample(line.text for line in lines)
    code, _ = language_of(text)
    if code == "ar":
        return
    letters = sum(c.isalpha() for c in text)
    arabic = len(ARABIC_LETTER.findall(text))
    if code == "und" or (code not in LANGUAGES and 2 * arabic >= letters):
        if arabic >= _MIN_LETTERS:
            return
        raise _no_prose(origin, notes, "there is too little text to tell its language")
    raise PageError(
        origin,
        f"the page is not Arabic but {LANGUAGES.get(code, f'another language ({code})')}",
        "mujaz reads Arabic pages only",
    )


def _sample(texts: Iterable[str], most: int = _GATE) -> str:
    found: list[str] = []
    size = 0
    for text in texts:
        found.append(text)
        size += len(text)
        if size > most:
            break
    return "\n".join(found)[:most]


def _near_prose(lines: Sequence[Line], most: int) -> list[Line]:
    """At most ``most`` lines: the first that are long enough to tell something, and those around them."""
    near: set[int] = set()
    for number, line in enumerate(lines):
        if not line.hint and len(line.words) >= _TOLD:
            near.update(range(max(0, number - _AROUND), min(len(lines), number + _AROUND + 1)))
            if len(near) >= most:
                break
    return [lines[number] for number in sorted(near)[:most]] or list(lines[:most])


def _arabic_only(story: Story, notes: list[Note]) -> None:
    """Leave out the paragraphs of a mixed page that are in another language, and say so."""
    whole = "\n".join(story.paragraphs)
    if not (_UNUSUAL.search(whole) or _OTHER_SCRIPT.search(whole)):
        return
    _, others = arabic_paragraphs(story.paragraphs)
    if others and len(others) < len(story.paragraphs):
        foreign = [story.paragraphs[number] for number in others]
        kept = [number for number in range(len(story.paragraphs)) if number not in set(others)]
        story.paragraphs = [story.paragraphs[number] for number in kept]
        story.lines = [story.lines[number] for number in kept]
        story.dropped += [Dropped(text, "language") for text in foreign]
        count = len(foreign)
        notes.append(Note("language", f"{count} paragraph{'s' if count > 1 else ''} in another language left out"))


# -- what the bytes are


def lines_of(page: RawPage, limits: Limits, notes: list[Note]) -> tuple[list[Line], Known, Decoded]:
    """A page's lines before any is judged, what its markup says, and its text. Limits that are met are noted."""
    kind = page.media_type.split(";")[0].strip().lower()
    if kind in ("application/json", "application/feed+json"):
        return _item(page, limits, notes)
    if kind == "application/pdf" or page.data.startswith(b"%PDF"):
        from .documents import pdf_text

        text = pdf_text(page.data, page.origin)
        return text_lines(_limited(clean_text(text), limits, notes)), Known(), Decoded(text, "utf-8")
    if kind.endswith("wordprocessingml.document") or page.data.startswith(b"PK\x03\x04"):
        from .documents import docx_text

        text, known = docx_text(page.data, page.origin)
        return text_lines(_limited(clean_text(text), limits, notes)), known, Decoded(text, "utf-8")
    data, charset = page.data, page.charset
    if kind in ("multipart/related", "message/rfc822"):
        from .mhtml import main_part

        data, charset = main_part(page.data, page.origin)
        kind = "text/html"
    markup = kind in ("text/html", "application/xhtml+xml") or b"<meta" in data[:4096].lower()
    try:
        decoded = decode(data, charset, markup=markup)
    except NotTextError as error:
        raise PageError(page.origin, f"not a text but {error}", "save the page as text or HTML") from error
    text = decoded.text if not markup else _without_links(decoded.text, limits, notes)
    text = _limited(text, limits, notes, markup=markup)
    lines, known = _text_to_lines(text, kind, page.origin, limits, notes)
    return lines, known, decoded


def _text_to_lines(text: str, kind: str, origin: str, limits: Limits, notes: list[Note]) -> tuple[list[Line], Known]:
    if kind in ("text/html", "application/xhtml+xml") or looks_like_html(text):
        try:
            lines, known, depth = html_lines(text)
        except ValueError as error:
            raise PageError(origin, "no HTML could be read in it", "is the file damaged?") from error
        if depth > limits.nesting:
            notes.append(
                Note("limit", f"elements are nested {depth} deep (limit: nesting {limits.nesting}); some may be lost")
            )
        return lines, known
    text = clean_text(text)
    known = Known()
    if kind == "text/markdown" and (head := _READER_HEAD.match(text)):
        known, text = _of_reader(head), text[head.end() :]
    if kind == "text/markdown":
        text = _MARKDOWN_INLINE.sub("", _MARKDOWN_PICTURE.sub(r"![\1]()", text))
        text = _MARKDOWN.sub("", _MARKDOWN_LINK.sub(r"\1", text))
    return text_lines(text), known


def _of_reader(head: re.Match[str]) -> Known:
    """What a service that turns pages into Markdown writes above its text."""
    parts = title_parts(head["title"])
    named = len(parts) > 1 and (outlet_named(parts[-1]) is not None or is_typed(parts[-1]))
    title = head["title"][: head["title"].rfind(parts[-1])].rstrip(" -–—|:") if named else head["title"]
    return Known(title=title, date=head["date"], outlet=parts[-1] if named else None, url=head["url"])


def _short_name(value: str | None) -> str | None:
    """A field's value, unless it is an address or a sentence."""
    return value if value and len(value.split()) <= _NAME_WORDS and "/" not in value and "@" not in value else None


def _without_links(markup: str, limits: Limits, notes: list[Note]) -> str:
    markup, count = without_link_runs(markup, limits.links)
    if count:
        notes.append(Note("limit", f"{count} links that follow each other were left out (limit: links {limits.links})"))
    return _without_attributes(markup, limits, notes)


def _without_attributes(markup: str, limits: Limits, notes: list[Note]) -> str:
    """Elements with more attributes than any page gives one lose them: the parser's time grows with their square."""
    cut = 0

    def shortened(tag: re.Match[str]) -> str:
        nonlocal cut
        words = tag[0].split(None, limits.attributes + 1)
        if len(words) <= limits.attributes + 1:
            return tag[0]
        cut += 1
        return words[0]

    markup = _LONG_TAG.sub(shortened, markup)
    if cut:
        notes.append(Note("limit", f"{cut} elements lost their attributes (limit: attributes {limits.attributes})"))
    return markup


def _limited(text: str, limits: Limits, notes: list[Note], *, markup: bool = False) -> str:
    """Text within the limit; a page's markup may be many times as long as its text."""
    most = limits.characters * (_MARKUP if markup else 1)
    if len(text) > most:
        notes.append(
            Note("limit", f"the page has {len(text)} characters; the first {most} were read (limit: characters)")
        )
        text = text[:most]
    if markup and (beyond := next(islice(_ELEMENT.finditer(text), limits.elements, None), None)):
        notes.append(Note("limit", f"only the first {limits.elements} elements were read (limit: elements)"))
        text = text[: beyond.start()]
    return text


def _item(page: RawPage, limits: Limits, notes: list[Note]) -> tuple[list[Line], Known, Decoded]:
    """An article that came as a JSON object: a JSONL line, a feed's entry."""
    try:
        item: Any = json.loads(page.data)
    except (ValueError, RecursionError) as error:
        raise PageError(page.origin, "not valid JSON", 'an article is {"title": …, "text": …}') from error
    if not isinstance(item, dict):
        raise PageError(page.origin, "no article in it", 'an article is {"title": …, "text": …}')
    feed = page.media_type.endswith("feed+json")

    def field(*names: str) -> str | None:
        for name in names:
            value = item.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                value = str(value)
            if isinstance(value, dict):  # schema.org: {"@type": "Organization", "name": …}
                value = value.get("name")
            if isinstance(value, str) and value.strip():
                return " ".join(clean_text(html.unescape(value)).split())
        return None

    body = next(
        (item[n] for n in TEXT_FIELDS if isinstance(item.get(n), str)),
        "",
    )
    if not body.strip():
        raise PageError(page.origin, "the page is empty", "its text field has nothing in it")
    text = _limited(body, limits, notes)
    marked = ("content_html" in item or "html" in item) and _TAG.search(text) is not None
    kind = "text/html" if marked or looks_like_html(text) else "text/plain"
    lines, found = _text_to_lines(text, kind, page.origin, limits, notes)
    authors = first_author(item["authors"]) if isinstance(item.get("authors"), list) else None
    known = Known(
        title=field("title", "headline") or found.title,
        date=field("date", "published", "date_published", "datePublished", "date_publish", "published_at")
        or found.date,
        date_source="feed" if feed else "meta",
        outlet=_short_name(field("outlet", "sitename", "site_name", "publisher"))
        or found.outlet
        or named_beside(field("title_page", "page_title"), field("title", "headline"))
        or _short_name(field("source", "source_name")),
        author=field("author") or authors or found.author,
        url=field("url", "link") or found.url,
    )
    return lines, known, Decoded(text, "utf-8")
