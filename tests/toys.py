"""Small real checkpoints: transformers' own classes, real sentencepiece models, trained for seconds, laid out as on the hub.

Each toy solves a task exactly, so that a wrong beam, pad, prefix or start token changes its answer:
Marian and mBART translate a made-up Arabic word by word into English, BART, T5 and mT5 "summarize" by naming the first three of its words in dictionary order.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

WORDS = {
    "قال": "said",
    "الوزير": "minister",
    "وصل": "arrived",
    "أمس": "yesterday",
    "إلى": "to",
    "المدينة": "city",
    "فيضانات": "floods",
    "مصر": "Egypt",
    "الفريق": "team",
    "فاز": "won",
    "لم": "not",
    "سوق": "market",
    "12": "12",
    "مدرسة": "school",
    "كبيرة": "large",
    "رئيس": "president",
}
LENGTHS = range(2, 8)


def sentence(rng: random.Random) -> str:
    return " ".join(rng.choices(list(WORDS), k=rng.choice(LENGTHS)))


def sentences(count: int, seed: int = 7) -> list[str]:
    """Sentences that no toy was trained on by name; all words are known to all."""
    rng = random.Random(seed)
    return [sentence(rng) for _ in range(count)]


def translated(text: str) -> str:
    return " ".join(WORDS[w] for w in text.split())


def summarized(text: str) -> str:
    return " ".join(sorted(set(text.split()))[:3])


def sentencepiece_model(lines: Sequence[str], vocabulary: int, **options: object) -> bytes:
    """A real unigram model over ``lines``."""
    import sentencepiece

    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=out,
        vocab_size=vocabulary,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
        num_threads=1,
        **options,
    )
    return out.getvalue()


def corpus(count: int = 400) -> list[str]:
    return sentences(count, seed=1)


def train(
    model,
    encode: Callable[[str, str], tuple[list[int], list[int]]],
    answer: Callable[[str], str],
    steps: int,
    start: Sequence[int],
) -> None:
    """Teach ``model`` until it has seen ``steps`` batches. ``encode`` gives source and target ids, ``start`` what the decoder begins with."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # toys are too small to share out; waiting for each other costs more
    torch.manual_seed(5)
    rng = random.Random(3)
    _order_positions(model)
    pad = model.config.pad_token_id
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=4e-3, total_steps=steps, pct_start=0.15)
    model.train()
    recent = 9.0
    for _ in range(steps):
        pairs = [encode(s, answer(s)) for s in (sentence(rng) for _ in range(32))]
        width, height = max(len(s) for s, _ in pairs), max(len(t) for _, t in pairs)
        source = torch.tensor([s + [pad] * (width - len(s)) for s, _ in pairs])
        target = torch.tensor([t + [-100] * (height - len(t)) for _, t in pairs])
        shifted = torch.tensor([[*start, *t, *[pad] * (height - len(t))][: height + len(start) - 1] for _, t in pairs])
        logits = model(input_ids=source, attention_mask=source.ne(pad).long(), decoder_input_ids=shifted).logits
        logits = logits[:, len(start) - 1 :]
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=-100)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        if model.config.model_type == "marian":
            model.get_input_embeddings().weight.data[pad] = 0.0  # as in every converted Marian model
        recent = 0.9 * recent + 0.1 * loss.item()
        if recent < 0.004:
            break
    model.eval()
    torch.set_num_threads(threads)


def _order_positions(model) -> None:
    """Let learned positions start as sine waves: without an order to begin with, seconds of training are not enough."""
    import torch

    for name, weight in model.named_parameters():
        if name.endswith("embed_positions.weight") and weight.requires_grad:
            rows, width = weight.shape
            angle = torch.arange(rows)[:, None] / 100 ** (torch.arange(0, width, 2) / width)
            weight.data.copy_(torch.cat([angle.sin(), angle.cos()], dim=1) * 0.5)


SIZES = {
    "d_model": 64,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 128,
    "decoder_ffn_dim": 128,
    "dropout": 0.0,
    "attention_dropout": 0.0,
    "activation_dropout": 0.0,
}


def marian(folder: Path, *, steps: int = 400, tied: bool = True) -> Path:
    """As Helsinki-NLP/opus-mt-ar-en: source.spm, target.spm, vocab.json with ``<pad>`` last, the decoder starting from ``<pad>``."""
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    folder.mkdir(parents=True)
    lines = corpus()
    (folder / "source.spm").write_bytes(sentencepiece_model(lines, 60))
    (folder / "target.spm").write_bytes(sentencepiece_model([translated(s) for s in lines], 60))
    pieces: dict[str, int] = {"</s>": 0, "<unk>": 1}
    import sentencepiece

    for name in ("source.spm", "target.spm"):
        spm = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
        for i in range(spm.get_piece_size()):
            if not (spm.is_control(i) or spm.is_unknown(i)):
                pieces.setdefault(spm.id_to_piece(i), len(pieces))
    pad = pieces["<pad>"] = len(pieces)
    (folder / "vocab.json").write_text(json.dumps(pieces, ensure_ascii=False))
    tokenizer = MarianTokenizer(
        str(folder / "source.spm"),
        str(folder / "target.spm"),
        str(folder / "vocab.json"),
        source_lang="ar",
        target_lang="en",
    )

    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=len(pieces), pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, forced_eos_token_id=0, bos_token_id=None,
        max_position_embeddings=64, activation_function="swish", scale_embedding=True, share_encoder_decoder_embeddings=True,
        tie_word_embeddings=tied, static_position_embeddings=True, **SIZES,
    )  # fmt: skip
    model = MarianMTModel(config)

    def encode(s: str, t: str) -> tuple[list[int], list[int]]:
        return tokenizer(s).input_ids, tokenizer(text_target=t).input_ids

    train(model, encode, translated, steps, [pad])
    model.generation_config.update(
        num_beams=4, max_length=64, bad_words_ids=[[pad]], forced_eos_token_id=0, renormalize_logits=True
    )
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def random_marian(folder: Path, spm: bytes, size: int, **shape: object):
    """A MarianMT model of ``size`` pieces with random weights; its tokenizer is saved in ``folder``, the model is not yet."""
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    folder.mkdir(parents=True)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(spm)
    model = sentencepiece.SentencePieceProcessor(model_proto=spm)
    pieces = ["</s>", "<unk>", *(model.id_to_piece(i) for i in range(3, model.get_piece_size()))]
    pieces += [f"filler{i}" for i in range(size - 1 - len(pieces))]
    (folder / "vocab.json").write_text(json.dumps({p: i for i, p in enumerate([*pieces, "<pad>"])}, ensure_ascii=False))
    names = [str(folder / n) for n in ("source.spm", "target.spm", "vocab.json")]
    MarianTokenizer(*names, source_lang="ar", target_lang="en").save_pretrained(folder)
    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=size, scale_embedding=True, bos_token_id=None,
        pad_token_id=size - 1, eos_token_id=0, decoder_start_token_id=size - 1, **shape,
    )  # fmt: skip
    return MarianMTModel(config)


def bart(folder: Path, *, steps: int = 600) -> Path:
    """As facebook/bart: byte-level BPE, ``</s>`` starts the decoder, ``<s>`` is forced as its first token."""
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig, BartForConditionalGeneration, BartTokenizer

    folder.mkdir(parents=True)
    bpe = ByteLevelBPETokenizer()
    bpe.train_from_iterator(
        corpus(), vocab_size=420, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"], show_progress=False
    )
    bpe.save_model(str(folder))
    tokenizer = BartTokenizer.from_pretrained(folder)
    torch.manual_seed(0)
    config = BartConfig(
        vocab_size=len(tokenizer), pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2, forced_bos_token_id=0,
        forced_eos_token_id=2, max_position_embeddings=96, scale_embedding=True, **SIZES,
    )  # fmt: skip
    model = BartForConditionalGeneration(config)

    def encode(s: str, t: str) -> tuple[list[int], list[int]]:
        return tokenizer(s).input_ids, tokenizer(t).input_ids

    train(model, encode, summarized, steps, [2])
    model.generation_config.update(
        num_beams=4, max_length=40, no_repeat_ngram_size=3, forced_bos_token_id=0, forced_eos_token_id=2
    )
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def mbart(folder: Path, *, steps: int = 400) -> Path:
    """As facebook/mbart-large-50: sentencepiece, the source ends ``</s>`` after its language code, English is forced."""
    import torch
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    folder.mkdir(parents=True)
    lines = corpus()
    both = [*lines, *(translated(s) for s in lines)]
    (folder / "sentencepiece.bpe.model").write_bytes(sentencepiece_model(both, 110))
    tokenizer = MBart50Tokenizer.from_pretrained(folder, src_lang="ar_AR", tgt_lang="en_XX")
    eos, english = tokenizer.eos_token_id, tokenizer.convert_tokens_to_ids("en_XX")
    torch.manual_seed(0)
    config = MBartConfig(
        vocab_size=len(tokenizer), pad_token_id=tokenizer.pad_token_id, bos_token_id=tokenizer.bos_token_id, eos_token_id=eos,
        decoder_start_token_id=eos, forced_eos_token_id=eos, max_position_embeddings=96, scale_embedding=True,
        tokenizer_class="MBart50Tokenizer", **SIZES,
    )  # fmt: skip
    model = MBartForConditionalGeneration(config)

    def encode(s: str, t: str) -> tuple[list[int], list[int]]:
        return tokenizer(s).input_ids, [english, *tokenizer(t, add_special_tokens=False).input_ids, eos]

    train(model, encode, translated, steps, [eos])
    model.generation_config.update(num_beams=5, max_length=64, forced_eos_token_id=eos, decoder_start_token_id=eos)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def t5(folder: Path, *, multilingual: bool = False, steps: int = 400) -> Path:
    """As google/t5 (tied, ReLU, a ``summarize: `` prefix), or as google/mt5 (untied, gated GELU, no prefix)."""
    import torch
    from transformers import MT5Config, MT5ForConditionalGeneration, T5Config, T5ForConditionalGeneration, T5Tokenizer

    folder.mkdir(parents=True)
    prefix = "" if multilingual else "summarize: "
    lines = [*corpus(), "summarize: " * 20]
    spm = sentencepiece_model(lines, 90, pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    (folder / "spiece.model").write_bytes(spm)
    tokenizer = T5Tokenizer.from_pretrained(folder, extra_ids=0 if multilingual else 100)
    torch.manual_seed(0)
    kind, model_kind = (
        (MT5Config, MT5ForConditionalGeneration) if multilingual else (T5Config, T5ForConditionalGeneration)
    )
    config = kind(
        vocab_size=len(tokenizer) + 5, d_model=64, d_kv=16, d_ff=128, num_layers=1, num_decoder_layers=1, num_heads=4, dropout_rate=0.0,
        feed_forward_proj="gated-gelu" if multilingual else "relu", tie_word_embeddings=not multilingual, pad_token_id=0,
        eos_token_id=1, decoder_start_token_id=0, n_positions=96,
    )  # fmt: skip
    if prefix:
        config.task_specific_params = {"summarization": {"prefix": prefix, "num_beams": 4, "max_length": 40}}
    model = model_kind(config)
    if multilingual:
        model.lm_head.weight = torch.nn.Parameter(torch.randn_like(model.lm_head.weight) * 0.1)

    def encode(s: str, t: str) -> tuple[list[int], list[int]]:
        return tokenizer(prefix + s).input_ids, tokenizer(t).input_ids

    train(model, encode, summarized, steps, [0])
    model.generation_config.update(num_beams=4, max_length=40, decoder_start_token_id=0)
    model.save_pretrained(folder)
    if multilingual:
        config_file = folder / "config.json"
        said = json.loads(config_file.read_text()) | {"tie_word_embeddings": False}  # as the official weights say
        config_file.write_text(json.dumps(said))
    tokenizer.save_pretrained(folder)
    return folder


def mt5(folder: Path, *, steps: int = 400) -> Path:
    return t5(folder, multilingual=True, steps=steps)


BUILDERS: dict[str, Callable[[Path], Path]] = {"marian": marian, "bart": bart, "mbart": mbart, "t5": t5, "mt5": mt5}
TASKS = {"marian": "translate", "mbart": "translate", "bart": "summarize", "t5": "summarize", "mt5": "summarize"}


def answer(family: str, text: str) -> str:
    """What the toy of ``family`` was taught to say of ``text``."""
    return translated(text) if TASKS[family] == "translate" else summarized(text)
