"""Bytes of a page to text: which encoding, and the mending of text that was decoded wrongly before it was saved."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from .text import ARABIC_LETTER

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_SINGLE_BYTE = ("cp1256", "iso8859-6")
_SAMPLE = 200_000
_CONTROLS = bytes(byte for byte in range(128) if byte < 9 or 13 < byte < 27 or 27 < byte < 32 or byte == 127)
_ASCII = bytes(range(128))
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_LETTERS_TOLD = 2_000  # characters by which an encoding is judged
_LATIN = re.compile("[\u00a0-\u00ffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")

# Share of each letter in running Arabic, in thousandths: enough to tell the code pages apart, whose letters lie at
# different places. Counted over news text.
_FREQUENCY = dict(zip("اليموتنربةعدفسهقأكحجشصىإطخضزثذغئءظؤآ", (
    149, 117, 74, 66, 54, 48, 48, 47, 35, 33, 33, 31, 26, 25, 25, 22, 19, 19, 17, 14, 10, 10, 9, 9, 9, 8, 6, 6, 6, 6, 4,
    4, 3, 2, 2, 1), strict=True))  # fmt: skip
_ASCII_PUNCTUATION = frozenset("،؛؟«»“”‘’–—…•©®°·×÷\u00a0\u200c\u200d\u200e\u200f")

_BINARY = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"SQLite format 3", "a database"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"%PDF", "a PDF document"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that made it, and what had to be mended (None: nothing)."""

    text: str
    encoding: str
    mended: str | None = None


class NotTextError(ValueError):
    """The bytes are no text; the message says what they look like."""


def decode(data: bytes, declared: str | None = None, *, markup: bool = False) -> Decoded:
    """Text of a page.

    A BOM wins; then the charset its carrier declared (or, with ``markup``, its own ``<meta>`` or XML declaration), where
    it decodes without an error and gives text that can be Arabic; then UTF-8; then the Arabic code page whose letters
    fall as they do in Arabic; then UTF-8 with the broken bytes marked, when they are few. Raises NotTextError.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _mended(data[len(bom) :].decode(name, "replace"), name)
    kind = _binary(data)
    if kind:
        raise NotTextError(kind)
    if wide := _utf16(data):
        return _mended(data.decode(wide, "replace"), wide)
    for name in _declarations(data, declared, markup):
        text = _strict(data, name)
        if text is not None and (name == "utf-8" or plausibility(text) > 0.5 or data.isascii()):
            return _mended(text, name)
    text = _strict(data, "utf-8")
    if text is not None:
        return _mended(text, "utf-8")
    broken = data.decode("utf-8", "replace")
    errors = broken.count("\ufffd")
    letters = len(ARABIC_LETTER.findall(broken[:_SAMPLE]))
    if letters > 3 * min(errors, broken[:_SAMPLE].count("\ufffd")) and letters > 20:
        return Decoded(broken.replace("\ufffd", ""), "utf-8", f"{errors} broken UTF-8 bytes were left out")
    letters_only = data[:_SAMPLE].translate(None, _ASCII)[:_LETTERS_TOLD]  # in these code pages a letter is a byte
    best, fit = "", 0.4
    for name in _SINGLE_BYTE:
        if fit < 1.0 and (found := plausibility(letters_only.decode(name, "replace"))) > fit:
            best, fit = name, found
    if best:
        return _mended(data.decode(best, "replace").replace("\ufffd", ""), best)
    return _guess(data)


def plausibility(text: str) -> float:
    """How well the non-ASCII part of a text fits Arabic: 0 (not at all) to about 1; 1 for plain ASCII."""
    foreign = "".join(_FOREIGN.findall(text, 0, _SAMPLE))[:_LETTERS_TOLD]
    if not foreign:
        return 1.0
    weight, left = 0.0, foreign
    while left:
        character = left[0]
        others = left.replace(character, "")
        times, left = len(left) - len(others), others
        frequency = _FREQUENCY.get(character)
        if frequency is not None:
            weight += times * frequency / 60
        elif character in _ASCII_PUNCTUATION or "\u064b" <= character <= "\u0652" or "\u0660" <= character <= "\u0669":
            weight += 0.5 * times
        elif "\u0600" <= character <= "\u06ff" or "\ufb50" <= character <= "\ufefc":
            weight += 0.3 * times
        else:
            weight -= times
    return max(0.0, min(1.0, weight / len(foreign)))


def repair(text: str) -> tuple[str, str] | None:
    """Arabic that was decoded with the wrong code page and saved so, put right: the text and what it was; None when sound.

    ``Ø§Ù„`` is UTF-8 read as cp1252, ``ط§ظ„`` UTF-8 read as cp1256, ``ÇáÞÇ`` cp1256 read as cp1252.
    """
    sample = text[:_SAMPLE]
    latin = len(_LATIN.findall(sample))
    if latin > 20 and latin > len(ARABIC_LETTER.findall(sample)):
        for wrong in ("cp1252", "latin-1"):
            if (mended := _again(text, wrong, "utf-8")) is not None:
                return mended, f"UTF-8 that had been read as {wrong}"
        if (mended := _again(text, "cp1252", "cp1256")) is not None:
            return mended, "Windows-1256 that had been read as Windows-1252"
    # Each Arabic letter in UTF-8 begins with a byte that is ط or ظ in cp1256: near half of all characters then.
    pairs = sample.count("ط") + sample.count("ظ")
    if pairs > 8 and pairs > 0.15 * len(sample) and (mended := _again(text, "cp1256", "utf-8")) is not None:
        return mended, "UTF-8 that had been read as Windows-1256"
    return None


def _again(text: str, wrong: str, right: str) -> str | None:
    """Line by line, so that one line that cannot be put back does not keep the others from it."""
    out: list[str] = []
    mended = lost = 0
    for line in text.split("\n"):
        if line.isascii():
            out.append(line)
            continue
        back = _bytes(line, wrong)
        fixed = back.decode(right, "replace") if back is not None else line
        if back is None or fixed.count("\ufffd") * 20 > len(fixed):
            out.append(line)
            lost += len(line)
        else:
            out.append(fixed.replace("\ufffd", ""))
            mended += len(line)
    result = "\n".join(out)
    if mended <= 2 * lost or plausibility(result) < 0.6:
        return None
    return result


def _bytes(line: str, encoding: str) -> bytes | None:
    out = bytearray()
    for character in line:
        try:
            out += character.encode(encoding)
        except UnicodeEncodeError:
            if character < "\u0100":
                out.append(ord(character))
            else:
                return None
    return bytes(out)


def _mended(text: str, encoding: str) -> Decoded:
    found = repair(text)
    return Decoded(found[0], encoding, found[1]) if found else Decoded(text, encoding)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _declarations(data: bytes, declared: str | None, markup: bool) -> list[str]:
    names = [declared] if declared else []
    if markup:
        found = (pattern.search(data[:8192]) for pattern in (_XML_CHARSET, _META_CHARSET))
        names += [match[1].decode("ascii") for match in found if match]
    known = []
    for name in names:
        try:
            known.append(codecs.lookup(name.strip().strip("\"'")).name)
        except (LookupError, ValueError):
            continue
    return [name for name in known if name not in ("utf-16", "utf-32", "idna", "punycode")]


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a BOM: Arabic letters have the byte 06 in every other place, spaces the byte 00."""
    sample = data[:4096]
    if len(sample) < 8:
        return None
    marks = (b"\x06", b"\x00")
    high = sum(sample[1::2].count(mark) for mark in marks)
    low = sum(sample[0::2].count(mark) for mark in marks)
    half = len(sample) // 2
    if b"\x06" in sample and high > 0.8 * half > 2 * low:
        return "utf-16-le"
    if b"\x06" in sample and low > 0.8 * half > 2 * high:
        return "utf-16-be"
    return None


def _binary(data: bytes) -> str:
    for magic, name in _BINARY:
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return "a picture, sound or film"
    sample = data[:8192]
    if not sample or _utf16(data):
        return ""
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary data" if controls > 0.05 * len(sample) or sample.count(0) > 3 else ""


def _guess(data: bytes) -> Decoded:
    """What is neither UTF-8 nor Arabic: another language's code page, so that the language can be named."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or best.encoding in ("utf_16", "utf_32"):
        raise NotTextError("bytes in no encoding that is known")
    return Decoded(data.decode(best.encoding, "replace").replace("\ufffd", ""), codecs.lookup(best.encoding).name)
