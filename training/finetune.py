"""Fine-tune a decoder: `python training/finetune.py ROWS.npz START/ OUT/ --seconds 7000`; the same line again goes on where it stopped.

START is a transformers directory, OUT becomes one, beside its running average (`OUT/ema`) and the whole state (`OUT/state`: weights,
optimizer, average, which rows were seen how often, the random state). The loss is on target tokens only. Rows seen least often come
first, the rows file is read again when it changes. The learning rate falls linearly to 2 % by the end of `--seconds`, counted over
all restarts. Layers are compiled (`compiled.py`), which takes a C++ compiler and half a minute; `--eager` does without. `--freeze N` trains neither the embedding nor the lowest N layers: a token then costs (3 - 2 N / layers) / 3; `--freeze 0` keeps the embedding alone.
`--dev ROWS.npz` prints the loss of those rows, by kind and without smoothing, every 100 steps.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from compiled import Decoder
from export import copy_tokenizer
from rows import Rows
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM

WIDTHS = (32, 48, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 320, 400)
QUOTA = {"news": 0.63, "original": 0.12, "rewrite": 0.05, "prose": 0.20}
CHUNK = 8192  # rows drawn at a time
SMOOTHING = 0.05


def fastest() -> torch.dtype:
    """float32 or bfloat16, by a product of the model's shape: without AMX or AVX-512 the latter is hundreds of times slower."""
    took = {}
    for dtype in (torch.float32, torch.bfloat16):
        a, b = torch.ones(64, 640, dtype=dtype), torch.ones(640, 2048, dtype=dtype)
        a @ b
        began = time.perf_counter()
        a @ b
        took[dtype] = time.perf_counter() - began
    return min(took, key=lambda d: took[d])


class Sampler:
    """Endless (width, row numbers) batches: least seen first, about a quota of each kind.

    Few widths, each always with as many rows: a kernel compiled for every new shape costs more than the padding.
    """

    def __init__(self, path: Path, max_tokens: int, rng: random.Random, seen: Counter[int]) -> None:
        self.path, self.max_tokens, self.rng, self.seen = path, max_tokens, rng, seen
        self.stamp = 0.0
        self.rows: Rows

    def batches(self) -> Iterator[tuple[int, list[int]]]:
        while True:
            if self.path.stat().st_mtime != self.stamp:
                self.stamp, self.rows = self.path.stat().st_mtime, Rows.load(self.path)
                print(f"read {len(self.rows)} rows", flush=True)
            waiting: dict[int, list[int]] = {}
            sizes = self.rows.sizes()
            for i in self._chunk():
                width = next((w for w in WIDTHS if w >= sizes[i]), None)
                if width is None:
                    continue
                waiting.setdefault(width, []).append(i)
                if len(waiting[width]) == max(1, self.max_tokens // width):
                    yield width, waiting.pop(width)

    def _chunk(self) -> list[int]:
        drawn: list[int] = []
        share = {k: QUOTA.get(name, 0.2) for k, name in enumerate(self.rows.names)}
        for kind, part in share.items():
            members = np.flatnonzero(self.rows.kinds == kind).tolist()
            self.rng.shuffle(members)
            members.sort(key=lambda i: self.seen[int(self.rows.keys[i])])
            drawn += members[: max(1, int(CHUNK * part))]
        self.rng.shuffle(drawn)
        return drawn

    def mark(self, batch: list[int]) -> None:
        """Count rows as seen, once they are trained on."""
        self.seen.update(int(self.rows.keys[i]) for i in batch)


def tensors(rows: Rows, batch: list[int], width: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids (rows x width) and labels, -100 where nothing is to be learnt."""
    x = torch.zeros(len(batch), width, dtype=torch.long)
    y = torch.full((len(batch), width), -100)
    for r, i in enumerate(batch):
        prompt, target = rows.row(i)
        x[r, : len(prompt) + len(target)] = torch.tensor(prompt + target)
        y[r, len(prompt) - 1 : len(prompt) + len(target) - 1] = torch.tensor(target)
    return x, y


class Run:
    """Model, optimizer, average and counts, saved and taken up again as one."""

    def __init__(
        self,
        start: Path,
        out: Path,
        dtype: torch.dtype,
        freeze: int | None,
        lr: float,
        decay: float,
        warmup: int = 40,
        compiled: bool = True,
    ) -> None:
        self.start, self.out, self.lr, self.decay, self.warmup = start, out, lr, decay, warmup
        self.model: Any = AutoModelForCausalLM.from_pretrained(
            start, dtype=dtype, attn_implementation="eager", local_files_only=True
        )
        self.model.train()
        if freeze is not None:
            self.model.model.embed_tokens.requires_grad_(False)
            self.model.model.layers[:freeze].requires_grad_(False)
        self.decoder = Decoder(self.model.config, dict(self.model.named_parameters()), compiled)
        self.params = {n: p for n, p in self.model.named_parameters() if p.requires_grad}
        exact = dtype == torch.float32
        self.master = {n: p if exact else torch.nn.Parameter(p.detach().float()) for n, p in self.params.items()}
        self.average = {n: p.detach().float().clone() for n, p in self.params.items()}
        self.optimizer = torch.optim.AdamW(
            list(self.master.values()), lr=lr, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        self.step, self.tokens, self.elapsed = 0, 0, 0.0
        self.seen: Counter[int] = Counter()
        self.rng = random.Random()
        self.loss: float | None = None

    def update(self, width: int, batch: list[int], rows: Rows, share_left: float) -> None:
        """One step on a batch; ``share_left`` of the run's time is left."""
        x, y = tensors(rows, batch, width)
        loss = self.decoder.loss(x, y, SMOOTHING)
        loss.backward()
        for group in self.optimizer.param_groups:
            group["lr"] = self.lr * min(1.0, (self.step + 1) / self.warmup) * max(0.02, share_left)
        if self.master is not self.params:
            for n, p in self.params.items():
                self.master[n].grad = p.grad.float() if p.grad is not None else None
        torch.nn.utils.clip_grad_norm_(list(self.master.values()), 1.0)
        self.optimizer.step()
        with torch.no_grad():
            for n, p in self.params.items():
                m = self.master[n]
                if m is not p:
                    p.copy_(m)
                m.grad = p.grad = None
                self.average[n].lerp_(m, 1 - min(self.decay, (self.step + 1) / (self.step + 10)))
        self.step += 1
        self.tokens += x.numel()
        value = float(loss.detach())
        self.loss = value if self.loss is None else 0.98 * self.loss + 0.02 * value

    @torch.no_grad()
    def tell_dev_loss(self, rows: Rows) -> None:
        """Print nats a target token of each kind of rows."""
        total: Counter[str] = Counter()
        tokens: Counter[str] = Counter()
        sizes = rows.sizes()
        for kind, name in enumerate(rows.names):
            order = sorted(np.flatnonzero(rows.kinds == kind).tolist(), key=lambda i: sizes[i])
            for at in range(0, len(order), 16):
                batch = order[at : at + 16]
                x, y = tensors(rows, batch, next(w for w in WIDTHS if w >= max(sizes[i] for i in batch)))
                count = int((y != -100).sum())
                total[name] += float(self.decoder.loss(x, y, 0.0)) * count
                tokens[name] += count
        print("dev", self.step, {name: round(total[name] / tokens[name], 4) for name in rows.names}, flush=True)

    def save(self) -> None:
        """Models and state, each put in place whole."""
        temporary = self.out.with_name(self.out.name + ".tmp")
        shutil.rmtree(temporary, ignore_errors=True)
        (temporary / "state").mkdir(parents=True)
        kept: dict[str, torch.Tensor] = {}
        for n, p in self.master.items():
            kept[f"weight/{n}"], kept[f"average/{n}"] = p.detach().contiguous(), self.average[n]
            for part, value in self.optimizer.state.get(p, {}).items():
                kept[f"{part}/{n}"] = value.detach().contiguous()
        save_file(kept, temporary / "state/state.safetensors")
        counts = {
            "step": self.step,
            "tokens": self.tokens,
            "elapsed": self.elapsed,
            "loss": self.loss,
            "seen": list(self.seen.items()),
        }
        (temporary / "state/state.json").write_text(json.dumps({**counts, "rng": self.rng.getstate()}))
        self._write(temporary, self.master)
        self._write(temporary / "ema", self.average)
        for folder in (temporary, temporary / "ema"):
            copy_tokenizer(self.start, folder)
        old = self.out.with_name(self.out.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        if self.out.exists():
            self.out.rename(old)
        temporary.rename(self.out)
        shutil.rmtree(old, ignore_errors=True)

    def resume(self) -> bool:
        """Take up a saved state; False where there is none."""
        if not (self.out / "state/state.json").exists():
            return False
        kept = load_file(self.out / "state/state.safetensors")
        with torch.no_grad():
            for n, m in self.master.items():
                m.copy_(kept[f"weight/{n}"])
                self.params[n].copy_(m)
                self.average[n].copy_(kept[f"average/{n}"])
                parts = {key.split("/", 1)[0]: value for key, value in kept.items() if key.endswith(f"/{n}")}
                self.optimizer.state[m] = {p: v for p, v in parts.items() if p not in ("weight", "average")}
        state = json.loads((self.out / "state/state.json").read_text())
        self.step, self.tokens, self.elapsed, self.loss = (
            state["step"],
            state["tokens"],
            state["elapsed"],
            state["loss"],
        )
        self.seen = Counter(dict(state["seen"]))
        version, internal, gauss = state["rng"]
        self.rng.setstate((version, tuple(internal), gauss))
        return True

    def _write(self, folder: Path, trained: Mapping[str, torch.Tensor]) -> None:
        """A transformers directory in float32: what int8 will round shall not be rounded before."""
        whole = dict(self.model.named_parameters()) | trained
        self.model.save_pretrained(folder, state_dict={n: p.detach().float().contiguous() for n, p in whole.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=float, default=7000)
    parser.add_argument("--steps", type=int, default=10**9)
    parser.add_argument("--lr", type=float, default=5e-5)
    parser.add_argument("--warmup", type=int, default=40, help="steps")
    parser.add_argument("--max-tokens", type=int, default=2048)
    parser.add_argument("--freeze", type=int)
    parser.add_argument("--decay", type=float, default=0.98, help="of the running average")
    parser.add_argument("--save", type=float, default=600, help="seconds between checkpoints")
    parser.add_argument("--dtype", choices=("auto", "float32", "bfloat16"), default="auto")
    parser.add_argument("--eager", action="store_true", help="layers as they are, not compiled")
    parser.add_argument("--dev", type=Path, help="rows to print the loss of")
    parser.add_argument("--seed", type=int, default=1)
    o = parser.parse_args()
    torch.manual_seed(o.seed)
    dtype = fastest() if o.dtype == "auto" else getattr(torch, o.dtype)
    run = Run(o.start, o.out, dtype, o.freeze, o.lr, o.decay, o.warmup, not o.eager)
    run.rng.seed(o.seed)
    print("goes on at step" if run.resume() else "starts at step", run.step, dtype, flush=True)
    before, began, saved, first = run.elapsed, time.time(), time.time(), run.tokens
    sampler = Sampler(o.rows, o.max_tokens, run.rng, run.seen)
    dev = Rows.load(o.dev) if o.dev else None
    for width, batch in sampler.batches():
        if dev and run.step % 100 == 0:
            run.tell_dev_loss(dev)
        run.elapsed = before + time.time() - began
        if run.elapsed > o.seconds or run.step >= o.steps:
            break
        run.update(width, batch, sampler.rows, 1 - run.elapsed / o.seconds)
        sampler.mark(batch)
        if run.step % 5 == 0:
            rate = (run.tokens - first) / (time.time() - began)
            print(
                f"step {run.step} {run.elapsed:.0f}s loss {run.loss:.3f} {run.tokens} tokens {rate:.0f} tok/s cpu {time.process_time():.0f}s",
                flush=True,
            )
        if time.time() - saved > o.save:
            run.save()
            saved = time.time()
    run.save()
    if dev:
        run.tell_dev_loss(dev)
    print(f"saved after {run.step} steps, {run.tokens} tokens", flush=True)


if __name__ == "__main__":
    main()
