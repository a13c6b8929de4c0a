"""The lines of an HTML page that may belong to its story, with what the markup says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from .lines import Line, Role, data_rows, line_rules
from .memo import Memo
from .text import clean_text

_DROPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "source", "track", "form", "input", "button", "select", "textarea", "option", "label", "nav", "footer", "aside", "dialog", "menu", "map", "area", "head", "link", "meta"]
)  # fmt: skip
_BLOCKS = frozenset(
    ["address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br", "time", "html"]
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME_PARTS = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_CANDIDATES = ("article", "main", "section", "div", "td", "body")
_SILENT = frozenset(
    ["script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "head"]
)
_TEXT_BLOCKS = ("div", "td", "section", "article")
_MIN_PARAGRAPH = 50
_HEADER_LINES = 25
_CLIMB = 3  # elements above a link
_TEASER_TAGS = frozenset(("div", "section", "ul", "ol", "li", "p", "blockquote", "figure", "strong", "b", "span"))
_TEASER_LETTERS, _TEASER_PIECES, _TEASER_LINKS = 400, 10, 5_000
_HEADER_WORDS = 18
_MOST_CELLS, _FEW_CELLS, _CELL = 400, 4, 80
_MOST_LINES = 10_000  # many more than are read of a page


@cache
def _roles() -> dict[str, str]:
    return {name: role for name, role, *_ in data_rows("roles.tsv")}


def role_of(element: Any) -> str:
    """clutter, caption, body or "" by the words of class, id, role and itemprop."""
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''} {element.get('itemprop') or ''}"
    if names.isspace():
        return ""
    found = {_ROLE[name] for name in names[:600].split()}
    return next((role for role in ("body", "clutter", "caption") if role in found), "")


def _role_of_name(name: str) -> str:
    roles = _roles()
    role = roles.get(re.sub(r"[^a-zA-Z]+", "", name).lower())
    if role in ("body", "plain"):
        return "body" if role == "body" else ""
    found = {role, *(roles.get(part.lower()) for part in _NAME_PARTS.split(name) if part)}
    return next((role for role in ("clutter", "caption") if role in found), "")


_ROLE = Memo(_role_of_name, 20_000)


def blocks_of(tree: Any) -> list[Line]:
    """The page's lines in order. What stands outside its main part has the hint ``outside``, but for short lines above it,
    among which are the date and the author."""
    body = next(tree.iter("body"), tree)
    marked = _marked(body)
    main = _main(body, marked)
    lines, inside = _lines(body, marked, main)
    if len(lines) == _MOST_LINES and not all(inside[-_HEADER_LINES:]):
        lines, inside = _lines(main, marked, main)
    start = inside.index(True) if True in inside else 0
    for number, line in enumerate(lines):
        if inside[number] or line.hint:
            continue
        above = start - _HEADER_LINES <= number < start and len(line.words) <= _HEADER_WORDS and line.role != "heading"
        if not above:
            line.hint = "outside"
    return lines


def headline_of(tree: Any) -> str | None:
    """The text of the page's first h1 that is no logo."""
    for element in tree.iter("h1"):
        text = " ".join(clean_text(element.text_content()).split())
        if len(text.split()) >= 3:
            return text
    return None


def _marked(body: Any) -> dict[Any, str]:
    """Elements that are clutter or captions. A container that holds most of the page's text is neither."""
    sizes = _paragraph_sizes(body)
    most = 0.4 * max(1, sum(sizes.values()))
    marked: dict[Any, str] = {}
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _DROPPED:
            marked[element] = (
                "form" if element.tag in ("form", "input", "button", "select", "textarea", "label") else element.tag
            )
        elif element.tag == "figcaption":
            marked[element] = "caption"
        elif element.tag == "table" and _tabulates(element):
            marked[element] = "table"
        elif (
            _HIDDEN.search(element.get("style") or "")
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
        ):
            marked[element] = "hidden"
        elif element is not body and (role := role_of(element)) in ("clutter", "caption"):
            marked[element] = "caption" if role == "caption" else "furniture"
    marked |= dict.fromkeys(_teasers(body), "related")
    for element in [e for e, kind in marked.items() if kind in ("furniture", "form", "aside", "hidden", "caption")]:
        if _holds_more(element, sizes, most):
            del marked[element]
    return marked


def _tabulates(table: Any) -> bool:
    """Whether a table holds figures or a programme, and not the page: a caption or heads of columns, short cells only."""
    if next(table.iter("th", "caption"), None) is None or next(table.iter("p", *_HEADINGS), None) is not None:
        return False
    cells = list(islice(table.iter("td", "th", "table"), _MOST_CELLS))
    inner = sum(cell.tag == "table" for cell in cells)
    return inner == 1 and len(cells) > _FEW_CELLS and all(len(cell.text_content()) <= _CELL for cell in cells[1:])


def _teasers(body: Any) -> set[Any]:
    """Elements that hold a teaser whole: "اقرأ أيضا" and a link or two, nothing else of any length."""
    found: set[Any] = set()
    seen: set[Any] = set()
    for link in islice(body.iter("a"), _TEASER_LINKS):
        element = link.getparent()
        for _ in range(_CLIMB):
            if element is None or element in seen or element is body or element.tag not in _TEASER_TAGS:
                break
            seen.add(element)
            pieces = _short_text(element)
            if pieces is None:
                break
            if (hit := line_rules().match(Line(pieces[0]))) and hit.effect == "block" and len(pieces) > 1:
                found.add(element)
                break
            element = element.getparent()
    return found


def _short_text(element: Any) -> list[str] | None:
    """The element's pieces of text; None where they are more than a teaser has."""
    pieces: list[str] = []
    size = 0
    for text in element.itertext():
        if text := " ".join(text.split()):
            pieces.append(text)
            size += len(text)
            if size > _TEASER_LETTERS or len(pieces) > _TEASER_PIECES:
                return None
    return pieces or None


def _paragraph_sizes(body: Any) -> dict[Any, int]:
    """Paragraphs of some length, blocks that hold such text themselves (broken by <br>), and their characters."""
    sizes = [(paragraph, len(paragraph.text_content())) for paragraph in body.iter("p")]
    sizes += ((block, _own_text(block)) for block in body.iter(*_TEXT_BLOCKS))
    return {paragraph: size for paragraph, size in sizes if size >= _MIN_PARAGRAPH}


def _holds_more(element: Any, sizes: dict[Any, int], most: float) -> bool:
    """Whether the element's paragraphs have more characters than ``most``."""
    held = 0
    for paragraph in element.iter("p", *_TEXT_BLOCKS):
        held += sizes.get(paragraph, 0)
        if held > most:
            return True
    return False


def _own_text(element: Any) -> int:
    """Characters of text that stand in the element itself or in inline children, not in blocks of their own."""
    size = len((element.text or "").strip())
    for child in element:
        size += len((child.tail or "").strip())
        if isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag not in _DROPPED and child.tag != "a":
            size += len(child.text_content().strip()) if len(child) < 20 else 0
    return size


def _main(body: Any, marked: dict[Any, str]) -> Any:
    """The element under which the story stands: the one whose own paragraphs hold most text, near text counting most."""
    scores: dict[Any, float] = {}
    for element in _unmarked(body, marked):
        own = _own_text(element)
        if element.tag == "p":
            own = len(element.text_content().strip()) - _link_text(element)
        if own < _MIN_PARAGRAPH or element.tag in _HEADINGS:
            continue
        weight = float(min(own, 2000))
        target = element if element.tag != "p" and own > 400 else element.getparent()
        depth = 0
        while target is not None and depth < 3:
            if isinstance(target.tag, str):
                bonus = 1.4 if role_of(target) == "body" else 1.15 if target.tag == "article" else 1.0
                scores[target] = scores.get(target, 0.0) + weight * bonus * (1.0, 0.7, 0.35)[depth]
            if target is body:
                break
            target = target.getparent()
            depth += 1
    if not scores:
        return body
    best = max(scores, key=lambda element: scores[element])
    return _with_siblings(_widened(best, body, scores), body, marked)


def _with_siblings(main: Any, body: Any, marked: dict[Any, str]) -> Any:
    """Up to the element that holds the main part and others of its kind with paragraphs and no headings: a story whose
    paragraphs stand in several widgets of a page builder."""
    current = main
    for _ in range(_CLIMB):
        parent, kind = current.getparent(), current.get("class")
        if parent is None or current is body or parent in marked:
            break
        if kind and any(_goes_with(child, kind, marked) for child in parent if child is not current):
            return parent
        current = parent
    return main


def _goes_with(element: Any, kind: str, marked: dict[Any, str]) -> bool:
    return (
        element.get("class") == kind
        and element not in marked
        and next(element.iter("article", "a"), None) is None
        and _tells(element)
    )


def _tells(element: Any) -> bool:
    """Paragraphs of some length; two of them where headings stand among them, as on no card."""
    sizes = [len(paragraph.text_content()) for paragraph in element.iter("p")]
    if next(element.iter(*_HEADINGS), None) is not None:
        return sum(size >= _MIN_PARAGRAPH for size in sizes) > 1
    return sum(sizes) >= _MIN_PARAGRAPH


def _widened(best: Any, body: Any, scores: dict[Any, float]) -> Any:
    """Up to the parent when siblings hold much story text too (a story broken into several containers)."""
    current = best
    for _ in range(3):
        parent = current.getparent()
        if parent is None or current is body:
            break
        if scores.get(parent, 0.0) > 0.95 * scores[best] and parent.tag in _CANDIDATES:
            current = parent
            continue
        break
    return current


def _link_text(element: Any) -> int:
    return sum(len(link.text_content().strip()) for link in element.iter("a"))


def _unmarked(element: Any, marked: dict[Any, str]) -> Iterator[Any]:
    stack = [element]
    while stack:
        current = stack.pop()
        if not isinstance(current.tag, str) or current in marked:
            continue
        yield current
        stack.extend(reversed(current))


class _Builder:
    """Collects running text into lines, broken at block elements."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.inside: list[bool] = []
        self._parts: list[str] = []
        self._linked = 0
        self.context = _Context()

    def add(self, text: str | None, linked: bool) -> None:
        if text:
            if text[0].isalpha() and self._parts and self._parts[-1][-1].isdigit():
                self._parts.append(" ")  # "<span>6 May 2022</span><span>A+</span>"
            self._parts.append(text)
            if linked:
                self._linked += len(text.strip())

    def close(self) -> None:
        text = " ".join(clean_text("".join(self._parts)).split())
        if text:
            hint, role = self.context.hint, self.context.role
            if not hint and role != "heading" and self._linked > 0.8 * len(text):
                role = hint = "link"
            self.lines.append(Line(text, role, hint))
            self.inside.append(self.context.inside)
        self._parts, self._linked = [], 0


@dataclass(frozen=True, slots=True)
class _Context:
    role: Role = ""
    hint: str = ""
    linked: bool = False
    inside: bool = False


def _lines(body: Any, marked: dict[Any, str], main: Any) -> tuple[list[Line], list[bool]]:
    """The lines under ``body``, at most ``_MOST_LINES``, and whether each stands in ``main``. Walks with a stack: deep pages must
    not meet the recursion limit."""
    builder = _Builder()
    stack: list[tuple[Any, bool]] = [(body, False)]
    contexts = [_Context()]
    while stack and len(builder.lines) < _MOST_LINES:
        element, done = stack.pop()
        context = contexts[-1]
        if done:
            if element.tag in _BLOCKS or element in marked or element is main:
                builder.close()
            contexts.pop()
            builder.context = contexts[-1]
            if element is not body:
                builder.add(element.tail, contexts[-1].linked)
            continue
        kind = marked.get(element, "")
        if not isinstance(element.tag, str) or kind in _SILENT:
            if element is not body:
                builder.add(element.tail, context.linked)
            continue
        if element.tag in _BLOCKS or kind or element is main:
            builder.close()
        role: Role = "heading" if element.tag in _HEADINGS else "item" if element.tag == "li" else context.role
        context = _Context(
            role, context.hint or kind, context.linked or element.tag == "a", context.inside or element is main
        )
        contexts.append(context)
        builder.context = context
        stack.append((element, True))
        builder.add(element.text, context.linked)
        stack.extend((child, False) for child in reversed(element))
    builder.close()
    return builder.lines[:_MOST_LINES], builder.inside[:_MOST_LINES]
