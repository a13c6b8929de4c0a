"""What the checks find and what they cry wolf over.

    python benchmarks/fidelity.py [--data FOLDER] [--count 200] [--extra 2000] [--also SYSTEM.en …]

Prints, for the human references of ``flores200_dev.tsv`` and for careful translations of news: how many pairs get a flag
(false alarms), which planted errors are found (by a flag of the right kind, and by an error-level one), flags per hundred
sentences for the outputs of real systems that lie beside the file, and the speed on one core. Seeded: same figures every time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mujaz.checks import Flag, check_pair

sys.path.insert(0, str(Path(__file__).parent))
from planted import PLANTS, Pair, name_plants, plant

KINDS = ("number", "date", "name", "negation", "untranslated", "loop", "length", "added")
SYSTEMS = ("argos", "opusmt", "nllb", "bergamot-base", "microsoft", "google")


def data_folder() -> Path:
    return Path(os.environ.get("MUJAZ_DATA") or Path(__file__).resolve().parents[1] / "../shared/data")


def read_tsv(path: Path) -> list[Pair]:
    rows = (line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").split("\n") if "\t" in line)
    return [(row[0], row[1]) for row in rows]


def read_briefs(path: Path, count: int) -> list[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    pairs = [pair for item in items for pair in zip(item["sents"], item["en"], strict=False)]
    random.Random(5).shuffle(pairs)
    return pairs[:count]


def row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(c) for c in cells) + " |"


def share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f}"


def count_flags(pairs: Sequence[Pair]) -> tuple[Counter[tuple[str, str]], int, int]:
    """Flags by kind and severity, pairs with an error, pairs with an error or a warning."""
    found: Counter[tuple[str, str]] = Counter()
    errors = warned = 0
    for ar, en in pairs:
        flags = check_pair(ar, en)
        found.update((f.kind, f.severity) for f in flags)
        errors += any(f.severity == "error" for f in flags)
        warned += any(f.severity != "note" for f in flags)
    return found, errors, warned


def false_alarms(sets: dict[str, list[Pair]]) -> None:
    print("\n## False alarms on careful translations\n")
    print(row(["pairs", "n", "% with an error", "% with an error or warning", *(f"{k} e/w/n per 100" for k in KINDS)]))
    print(row(["---"] * (4 + len(KINDS))))
    for name, pairs in sets.items():
        found, errors, warned = count_flags(pairs)
        cells = [
            " ".join(f"{100 * found[kind, s] / len(pairs):.1f}" for s in ("error", "warning", "note")) for kind in KINDS
        ]
        print(row([name, len(pairs), share(errors, len(pairs)), share(warned, len(pairs)), *cells]))


def recall(sets: dict[str, list[Pair]], count: int) -> None:
    print("\n## Planted errors found (%)\n")
    print(
        row(
            [
                "pairs",
                "error",
                "planted",
                "right kind, any severity",
                "right kind, warning or error",
                "right kind, error",
                "target",
            ]
        )
    )
    print(row(["---"] * 7))
    for name, pairs in sets.items():
        for error in (*PLANTS, *name_plants(pairs)):
            planted = [check_pair(ar, en) for ar, en in plant(error, pairs, count)]
            hits = [[f for f in flags if f.kind in error.kinds] for flags in planted]
            print(
                row(
                    [
                        name,
                        error.name,
                        len(planted),
                        share(sum(bool(h) for h in hits), len(planted)),
                        share(sum(any(f.severity != "note" for f in h) for h in hits), len(planted)),
                        share(sum(any(f.severity == "error" for f in h) for h in hits), len(planted)),
                        f"{100 * error.target:.0f}",
                    ]
                )
            )


def held_out(name: str) -> None:
    """Pairs written for this alone (``tests/checks/<name>.tsv``), half of them with one realistic error each."""
    lines = (Path(__file__).parents[1] / f"tests/checks/{name}.tsv").read_text(encoding="utf-8").split("\n")
    found: dict[str, list[tuple[Flag, ...]]] = {}
    for kind, ar, en, _ in (line.split("\t") for line in lines if line and not line.startswith("#")):
        found.setdefault(kind, []).append(check_pair(ar, en))
    found["all errors"] = [flags for kind, pairs in found.items() if kind != "clean" for flags in pairs]
    print(f"\n## Pairs of tests/checks/{name}.tsv with a flag of any kind\n")
    print(row(["error", "pairs", "any severity", "warning or error", "error"]))
    print(row(["---"] * 5))
    for kind, pairs in found.items():
        loud = sum(any(f.severity != "note" for f in flags) for flags in pairs)
        wrong = sum(any(f.severity == "error" for f in flags) for flags in pairs)
        print(row([kind, len(pairs), sum(map(bool, pairs)), loud, wrong]))


def systems(folder: Path, flores: list[Pair], also: Sequence[Path] = ()) -> None:
    """``also``: further systems' English of the same lines, one file each, named as the system."""
    print("\n## Flags per 100 sentences (error + warning; notes in brackets)\n")
    print(row(["system", "% of sentences with an error", *KINDS]))
    print(row(["---"] * (2 + len(KINDS))))
    files = {name: folder / f"parallel/dev/flores200_dev.{name}.en" for name in SYSTEMS} | {p.stem: p for p in also}
    for name in ("reference", *files):
        if name == "reference":
            pairs = flores
        else:
            path = files[name]
            if not path.exists():
                continue
            pairs = [
                (ar, en) for (ar, _), en in zip(flores, path.read_text(encoding="utf-8").split("\n"), strict=False)
            ]
        found, errors, _ = count_flags(pairs)
        n = len(pairs)
        cells = [
            f"{100 * (found[k, 'error'] + found[k, 'warning']) / n:.1f} ({100 * found[k, 'note'] / n:.1f})"
            for k in KINDS
        ]
        print(row([name, share(errors, n), *cells]))


def speed(pairs: Sequence[Pair]) -> None:
    print("\n## Speed (one core, processor time)\n")
    for ar, en in pairs[:300]:
        check_pair(ar, en)
    rest = pairs[300:3300]
    start = time.process_time()
    for ar, en in rest:
        check_pair(ar, en)
    spent = time.process_time() - start
    start = time.process_time()
    total = 0
    for i in range(3_000_000):
        total += i
    loop = time.process_time() - start
    print(f"{len(rest) / spent:,.0f} sentence pairs a second (this core adds three million integers in {loop:.2f} s)")
    print("\nA sentence n times as long (milliseconds):", end=" ")
    ar, en = next(p for p in pairs if len(p[0]) > 120)
    for times in (1, 10, 100):
        start = time.process_time()
        check_pair(" ".join([ar] * times), " ".join([en] * times))
        print(f"{times}: {1000 * (time.process_time() - start):.1f}", end="  ")
    print()


def show(folder: Path, flores: list[Pair], system: str, count: int) -> None:
    """Flagged lines of one system, for judging by hand."""
    lines = (folder / f"parallel/dev/flores200_dev.{system}.en").read_text(encoding="utf-8").split("\n")
    flagged: list[tuple[int, Flag]] = []
    for i, ((ar, _), en) in enumerate(zip(flores, lines, strict=False)):
        flagged += [(i, f) for f in check_pair(ar, en) if f.severity != "note"]
    for i, flag in sorted(random.Random(30).sample(flagged, min(count, len(flagged))), key=lambda f: f[0]):
        print(f"{i + 1}\t{flag.severity}\t{flag.kind}\t{flag.message}")
        print(f"\t{flores[i][0]}\n\t{flores[i][1]}\n\t{lines[i]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--count", type=int, default=200, help="planted errors of each kind")
    parser.add_argument("--extra", type=int, default=2000, help="pairs of written news translations")
    parser.add_argument("--show", metavar="SYSTEM", help="only print flagged lines of one system, for judging by hand")
    parser.add_argument("--also", type=Path, nargs="*", default=(), help="English of further systems, one line a line")
    args = parser.parse_args()
    flores = read_tsv(args.data / "parallel/dev/flores200_dev.tsv")
    if args.show:
        show(args.data, flores, args.show, 30)
        return
    sets = {"flores200_dev": flores}
    briefs = args.data / "briefs/news_briefs.jsonl.gz"
    if args.extra and briefs.exists():
        sets["news briefs"] = read_briefs(briefs, args.extra)
    false_alarms(sets)
    recall(sets, args.count)
    for name in ("heldout", "heldout2", "heldout3", "heldout4"):
        held_out(name)
    systems(args.data, flores, args.also)
    speed(flores + sets.get("news briefs", []))


if __name__ == "__main__":
    main()
