"""Prune a BPE vocabulary and the model's embedding: `python training/vocab.py MODEL/ OUT/ TEXT… --least 5`.

Kept, as in the starting checkpoint's `kept_ids.json`: tokens seen at least `--least` times in the texts, the pieces they are merged
from, single characters, the bytes, and the special tokens in front with their old ids. Kept ids stay in their old order.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from data import opened
from tokenizers import Tokenizer

FRONT = 8  # special ids that keep their places: <pad> <eos> <bos> <unk> <mask> [multimodal] <unused0> <unused1>


def kept_ids(tokenizer: dict[str, Any], counts: Counter[int], least: int) -> list[int]:
    """Old ids in their new order."""
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    made: dict[str, tuple[str, str]] = {}
    for merge in tokenizer["model"]["merges"]:
        left, right = merge.split(" ", 1) if isinstance(merge, str) else merge
        made.setdefault(left + right, (left, right))
    kept: set[str] = set()
    waiting = [
        t for t, i in vocabulary.items() if i < FRONT or counts[i] >= least or (len(t) == 1 and counts[i]) or is_byte(t)
    ]
    while waiting:
        token = waiting.pop()
        if token not in kept and token in vocabulary:
            kept.add(token)
            waiting += made.get(token, ())
    return sorted(vocabulary[t] for t in kept)


def is_byte(token: str) -> bool:
    return len(token) == 6 and token.startswith("<0x")


def pruned(tokenizer: dict[str, Any], kept: list[int]) -> dict[str, Any]:
    """The tokenizer file with the kept tokens alone, numbered from nought, and the merges that still work."""
    number = {old: new for new, old in enumerate(kept)}
    vocabulary = {t: number[i] for t, i in tokenizer["model"]["vocab"].items() if i in number}

    def works(merge: str | list[str]) -> bool:
        left, right = merge.split(" ", 1) if isinstance(merge, str) else merge
        return left in vocabulary and right in vocabulary and left + right in vocabulary

    merges = [m for m in tokenizer["model"]["merges"] if works(m)]
    added = [{**a, "id": number[a["id"]]} for a in tokenizer["added_tokens"] if a["id"] in number]
    return {**tokenizer, "added_tokens": added, "model": {**tokenizer["model"], "vocab": vocabulary, "merges": merges}}


def texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with opened(path) as lines:
            yield from lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--least", type=int, default=5)
    o = parser.parse_args()
    import torch
    from transformers import AutoModelForCausalLM

    tokenizer = Tokenizer.from_file(str(o.model / "tokenizer.json"))
    counts: Counter[int] = Counter()
    for text in texts(o.texts):
        counts.update(tokenizer.encode(text, add_special_tokens=False).ids)
    stored = json.loads((o.model / "tokenizer.json").read_text(encoding="utf-8"))
    kept = kept_ids(stored, counts, o.least)
    model: Any = AutoModelForCausalLM.from_pretrained(o.model, local_files_only=True)
    embedding = model.get_input_embeddings().weight.detach()[kept].clone()
    model.resize_token_embeddings(len(kept))
    with torch.no_grad():
        model.get_input_embeddings().weight.copy_(embedding)
    model.save_pretrained(o.out)
    (o.out / "tokenizer.json").write_text(json.dumps(pruned(stored, kept), ensure_ascii=False), encoding="utf-8")
    (o.out / "kept_ids.json").write_text(json.dumps(kept))
    print(f"{len(stored['model']['vocab'])} → {len(kept)} tokens")


if __name__ == "__main__":
    main()
