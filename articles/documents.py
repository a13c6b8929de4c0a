"""PDF and Word documents, through pypdf and python-docx (the extra ``documents``)."""

from __future__ import annotations

import io
import logging
import re
import unicodedata

from ..errors import PageError
from .story import Known

_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC_RUN = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN_RUN = re.compile(r"[0-9A-Za-z٠-٩][0-9A-Za-z٠-٩.,:/%@_+-]*")
_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_INSTALL = "install the extra: pip install 'mujaz[documents]'"


def pdf_text(data: bytes, origin: str) -> str:
    """The text of a PDF, page by page; lines that were stored as drawn (right to left reversed) are turned.

    Raises PageError: the extra is missing, the file is damaged or locked, or it holds pictures only.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise PageError(origin, "PDF documents need pypdf", _INSTALL) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a damaged file is told once, as our own error
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PageError(origin, "the PDF is locked with a password", "save an unlocked copy")
        pages = [page.extract_text() for page in reader.pages]
    except PageError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        AssertionError,
        OverflowError,
    ) as error:
        raise PageError(
            origin, f"the PDF could not be read ({type(error).__name__})", "print it to a new PDF, or save its text"
        ) from error
    text = "\n".join(pages)
    if not text.strip():
        raise PageError(origin, "no text in the PDF, only pictures", "run it through OCR first")
    return "\n".join(upright(line) for line in text.split("\n"))


def upright(line: str) -> str:
    """A line in logical order with ordinary letters. A line of presentation forms in drawing order is reversed first."""
    forms = _PRESENTATION.findall(line)
    if not forms:
        return line
    if drawn_order(line):
        line = line[::-1].translate(_MIRRORED)
        line = _LATIN_RUN.sub(lambda m: m.group()[::-1], line)
    return unicodedata.normalize("NFKC", line)


def drawn_order(line: str) -> bool:
    """Whether words are stored left to right as drawn: then final forms begin words and initial forms end them."""
    right = wrong = 0
    for word in line.split():
        letters = [c for c in word if _PRESENTATION.match(c)]
        if len(letters) < 2:
            continue
        first, last = _form(letters[0]), _form(letters[-1])
        right += (first == "initial") + (last == "final")
        wrong += (first == "final") + (last == "initial")
    return wrong > right


def _form(character: str) -> str:
    return unicodedata.decomposition(character).split(">")[0].lstrip("<")


def docx_text(data: bytes, origin: str) -> tuple[str, Known]:
    """Paragraphs of a Word document and what its properties say. Raises PageError."""
    try:
        from docx import Document
    except ImportError as error:
        raise PageError(origin, "Word documents need python-docx", _INSTALL) from error
    try:
        document = Document(io.BytesIO(data))
        lines = [paragraph.text for paragraph in document.paragraphs]
    except Exception as error:
        raise PageError(origin, "not a Word document, or a damaged one", "save it again as .docx") from error
    properties = document.core_properties
    return "\n".join(lines), Known(
        title=(properties.title or "").strip() or None, author=(properties.author or "").strip() or None
    )
