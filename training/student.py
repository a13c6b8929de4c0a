"""A MarianMT student: `python training/student.py OUT/ PAIRS.tsv… --seconds N`; the same line again goes on where it stopped.

6 encoder and 2 decoder layers of width 512, tied embeddings, one sentencepiece vocabulary of its own for both sides, and the gloss in
the source too: `Arabic <gloss> English word by word`. OUT becomes a transformers directory as opus-mt models are (`source.spm`,
`target.spm`, `vocab.json`), so it goes their road through conversion and loading. After Kim and Rush, "Sequence-level knowledge
distillation" (2016): most pairs should come from `distill.py`.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from data import Pair, opened, plausible
from mujaz.articles.text import model_text
from mujaz.translate.lexicon import Lexicon

SEPARATOR = "<gloss>"
LONGEST = 320
SMOOTHING = 0.1


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a student."""

    vocabulary: int = 16000
    width: int = 512
    inner: int = 2048
    heads: int = 8
    encoder: int = 6
    decoder: int = 2


def read(paths: list[Path], lexicon: Lexicon) -> list[tuple[str, str]]:
    """(source with gloss, target) of `Arabic<TAB>English` files."""
    out = []
    for path in paths:
        with opened(path) as lines:
            for line in lines:
                ar, _, en = line.rstrip("\n").partition("\t")
                if ar and en and plausible(Pair(ar, en, "")):
                    out.append((f"{model_text(ar)} {SEPARATOR} {lexicon.gloss(ar)}", en))
    return out


def vocabulary(pairs: list[tuple[str, str]], out: Path, size: int) -> None:
    """Train one sentencepiece model and lay it out as MarianTokenizer reads it: `</s>` 0, `<unk>` 1, `<pad>` last."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(text for pair in pairs for text in pair),
        model_prefix=str(out / "both"),
        vocab_size=size,
        character_coverage=0.9998,
        user_defined_symbols=[SEPARATOR],
        hard_vocab_limit=False,
        input_sentence_size=400_000,
        shuffle_input_sentence=True,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        minloglevel=2,
    )
    model = sentencepiece.SentencePieceProcessor(model_file=str(out / "both.model"))
    pieces = {model.id_to_piece(i): i for i in range(model.get_piece_size())}
    pieces["<pad>"] = len(pieces)
    (out / "vocab.json").write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf-8")
    for name in ("source.spm", "target.spm"):
        (out / name).write_bytes((out / "both.model").read_bytes())
    config = {
        "source_lang": "ar",
        "target_lang": "en",
        "separate_vocabs": False,
        "model_max_length": 512,
        "tokenizer_class": "MarianTokenizer",
    }
    (out / "tokenizer_config.json").write_text(json.dumps(config, indent=1))


def new_model(pad: int, shape: Shape) -> Any:
    """A MarianMTModel with random weights."""
    from transformers import MarianConfig, MarianMTModel

    config = MarianConfig(
        vocab_size=pad + 1,
        d_model=shape.width,
        encoder_layers=shape.encoder,
        decoder_layers=shape.decoder,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        encoder_ffn_dim=shape.inner,
        decoder_ffn_dim=shape.inner,
        activation_function="swish",
        dropout=0.1,
        max_position_embeddings=512,
        scale_embedding=True,
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        bad_words_ids=[[pad]],
    )
    return MarianMTModel(config)


def batches(
    rows: list[tuple[list[int], list[int]]], max_tokens: int, rng: random.Random
) -> Iterator[list[tuple[list[int], list[int]]]]:
    """Endless batches of about `max_tokens` source and target tokens, of like lengths, in another order each pass."""
    while True:
        order = sorted(range(len(rows)), key=lambda i: (len(rows[i][0]) // 16, rng.random()))
        packs: list[list[int]] = [[]]
        for i in order:
            widest = max((len(rows[j][0]) + len(rows[j][1]) for j in (*packs[-1], i)), default=0)
            if packs[-1] and widest * (len(packs[-1]) + 1) > max_tokens:
                packs.append([])
            packs[-1].append(i)
        rng.shuffle(packs)
        for pack in packs:
            yield [rows[i] for i in pack]


def padded(texts: list[list[int]], value: int) -> torch.Tensor:
    width = max(map(len, texts))
    return torch.tensor([t + [value] * (width - len(t)) for t in texts])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--steps", type=int, default=10**9)
    parser.add_argument("--lr", type=float, default=7e-4)
    parser.add_argument("--warmup", type=int, default=2000)
    parser.add_argument("--max-tokens", type=int, default=8192)
    parser.add_argument("--save", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vocabulary", type=int, default=Shape.vocabulary)
    parser.add_argument("--width", type=int, default=Shape.width)
    o = parser.parse_args()
    shape = Shape(vocabulary=o.vocabulary, width=o.width, inner=4 * o.width)
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    o.out.mkdir(parents=True, exist_ok=True)
    pairs = read(o.pairs, Lexicon.builtin())
    if not (o.out / "vocab.json").exists():
        vocabulary(pairs, o.out, shape.vocabulary)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(o.out / "source.spm"))
    pad = pieces.get_piece_size()
    rows = [
        ([*s, 0], [*t, 0])
        for s, t in ((pieces.encode(s), pieces.encode(t)) for s, t in pairs)
        if len(s) < LONGEST and len(t) < LONGEST
    ]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = new_model(pad, shape).to(device).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=o.lr, betas=(0.9, 0.98), weight_decay=0.01)
    state, step, tokens, before = o.out / "state.pt", 0, 0, 0.0
    if state.exists():
        kept = torch.load(state, weights_only=True, map_location=device)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        step, tokens, before = kept["step"], kept["tokens"], kept["elapsed"]
        rng.seed(o.seed + step)
    began = saved = time.time()

    def save() -> None:
        temporary = state.with_suffix(".tmp")
        elapsed = before + time.time() - began
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": step,
                "tokens": tokens,
                "elapsed": elapsed,
            },
            temporary,
        )
        temporary.replace(state)
        model.save_pretrained(o.out)

    for batch in batches(rows, o.max_tokens, rng):
        elapsed = before + time.time() - began
        if elapsed > o.seconds or step >= o.steps:
            break
        source, target = padded([s for s, _ in batch], pad).to(device), padded([t for _, t in batch], -100).to(device)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            first = torch.full_like(target[:, :1], pad)
            shown = torch.cat([first, target[:, :-1].clamp_min(0)], dim=1)
            logits = model(
                input_ids=source, attention_mask=source != pad, decoder_input_ids=shown, use_cache=False
            ).logits
            loss = torch.nn.functional.cross_entropy(
                logits.float().flatten(0, 1), target.flatten(), label_smoothing=SMOOTHING
            )
        loss.backward()
        for group in optimizer.param_groups:
            group["lr"] = o.lr * min(1.0, (step + 1) / o.warmup) * max(0.02, 1 - elapsed / o.seconds)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step, tokens = step + 1, tokens + source.numel() + target.numel()
        if step % 50 == 0:
            print(f"step {step} {elapsed:.0f}s loss {float(loss):.3f} {tokens} tokens", flush=True)
        if time.time() - saved > o.save:
            save()
            saved = time.time()
    save()
    print(f"saved after {step} steps, {tokens} tokens", flush=True)


if __name__ == "__main__":
    main()
