"""Check and pack rows written by hand: `python training/written.py FILES…`; every line is ``Arabic<TAB>English``.

Rows go to `data/lexicon_written.tsv.gz`, sorted by Arabic, one row a folded spelling: the row read first wins. A line that breaks
a rule is printed and left out.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

from mujaz.articles.text import ARABIC_LETTER
from mujaz.translate.lexicon import key

OUT = Path(__file__).parent / "data/lexicon_written.tsv.gz"
HEAD = "# Rows written for mujaz: newsroom phrases and forms whose word-by-word gloss reads wrong. CC0.\n# Arabic\tEnglish\n"
LATIN = re.compile("[A-Za-z]")


def fault(arabic: str, english: str) -> str:
    """What is wrong with a row, or nothing."""
    if not ARABIC_LETTER.search(arabic) or LATIN.search(arabic):
        return "not Arabic"
    if not english or ARABIC_LETTER.search(english) or "?" in english or "..." in english:
        return "not English"
    if len(key(arabic).split()) > 6:
        return "more than six words"
    return ""


def main() -> None:
    rows: dict[str, tuple[str, str]] = {}
    for path in sys.argv[1:]:
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            arabic, _, english = (" ".join(part.split()) for part in line.partition("\t"))
            if problem := fault(arabic, english):
                print(f"{path}:{number}: {problem}: {line}")
            else:
                rows.setdefault(key(arabic), (arabic, english))
    text = HEAD + "".join(f"{a}\t{e}\n" for a, e in sorted(rows.values()))
    OUT.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(rows)} rows")


if __name__ == "__main__":
    main()
