"""The graph of the built-in decoder, against transformers' own Gemma with the weights it ships with."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from mujaz.models.decoder import Decoder, Prompts, room
from mujaz.models.manifest import read_manifest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import Gemma3ForCausalLM, Gemma3TextConfig, PreTrainedTokenizerFast

TRAINING = Path(__file__).parents[2] / "training"
VOCABULARY = 120


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven layers, so that attention with either rotary base is in."""
    folder = tmp_path_factory.mktemp("toy")
    torch.manual_seed(3)
    config = Gemma3TextConfig(
        vocab_size=VOCABULARY, hidden_size=64, intermediate_size=96, num_hidden_layers=7, num_attention_heads=2,
        num_key_value_heads=1, head_dim=32, query_pre_attn_scalar=32, tie_word_embeddings=True, initializer_range=0.15,
        pad_token_id=0, eos_token_id=1, bos_token_id=2,
    )  # fmt: skip
    model = Gemma3ForCausalLM(config).eval()
    with torch.no_grad():
        for name, p in model.named_parameters():
            if "norm" in name:
                p.normal_(0, 0.3)
    model.config.architectures = ["Gemma3ForCausalLM"]
    model.save_pretrained(folder)
    names = ["<pad>", "<eos>", "<bos>", "<unk>", *[f"w{i}" for i in range(VOCABULARY - 4)]]
    tokenizer = Tokenizer(WordLevel({n: i for i, n in enumerate(names)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<unk>"
    ).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def shipped(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("onnx")
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(TRAINING))
    from ship import ship

    out = tmp_path_factory.mktemp("shipped")
    ship(checkpoint, out, "1")
    patch.undo()
    return out


@pytest.fixture(scope="module")
def decoder(shipped: Path) -> Decoder:
    return Decoder((shipped / "graph.onnx").read_bytes(), (shipped / "model.bin.0").read_bytes())


def scores(checkpoint: Path, ids: list[int]) -> np.ndarray:
    model = Gemma3ForCausalLM.from_pretrained(checkpoint).eval()
    with torch.no_grad():
        return torch.log_softmax(model(torch.tensor([ids])).logits[0], -1).numpy()


def test_what_ships_is_whole(shipped):
    names = {record.name for record in read_manifest(shipped).files}
    assert names == {"graph.onnx", "model.bin.0", "tokenizer.json"}
    assert json.loads((shipped / "tokenizer.json").read_text())["added_tokens"] == []


def test_reading_and_writing_score_tokens_as_gemma_does(checkpoint, decoder):
    """int8 weights and inputs, so only nearly the same."""
    prompt, answer = [2, 50, 33, 4, 90, 91, 17, 60, 8], [44, 9, 101, 50, 50, 7]
    expected = scores(checkpoint, prompt + answer)
    read, best = decoder.read(prompt, VOCABULARY)
    found = [best]
    prompts, written = Prompts.together([read], 32), decoder.start(1)
    for token in answer:
        written, best = decoder.write(prompts, written, np.zeros(1, np.int64), np.array([token]), VOCABULARY)
        found.append(best)
    for at, best in enumerate(found):
        row = np.empty(VOCABULARY)
        row[best.ids[0]] = best.scores[0]
        true = expected[len(prompt) - 1 + at]
        assert np.corrcoef(row, true)[0, 1] > 0.99
        assert np.abs(row - true).mean() < 0.1 * np.abs(true - true.mean()).mean() + 0.05


def test_rows_go_on_from_any_row_and_hang_on_no_neighbour(decoder):
    a, b = [2, 50, 33, 4], [2, 9, 9, 80, 81, 82, 83]
    reads = [decoder.read(p, 5)[0] for p in (a, b)]
    both, written = Prompts.together(reads, 16), decoder.start(2)
    written, _ = decoder.write(both, written, np.array([0, 0, 1, 1]), np.array([5, 6, 7, 8]), 5)
    _, best = decoder.write(both, written, np.array([1, 1, 3, 2]), np.array([10, 11, 12, 13]), 5)
    for row, (prompt, tokens) in enumerate([(0, (6, 10)), (0, (6, 11)), (1, (8, 12)), (1, (7, 13))]):
        one, alone = Prompts.together([reads[prompt]], 16), decoder.start(1)
        for token in tokens:
            alone, last = decoder.write(one, alone, np.zeros(1, np.int64), np.array([token]), 5)
        assert last.ids.tolist() == [best.ids[row].tolist()]
        assert np.array_equal(last.scores[0], best.scores[row])
    kept = both.only(np.array([1]))
    _, fewer = decoder.write(kept, written, np.array([3, 2]), np.array([12, 13]), 5)
    assert np.array_equal(fewer.scores, best.scores[2:])


@pytest.mark.parametrize("beams", [2, 4])
def test_threads_room_and_neighbours_change_no_bit(shipped, beams):
    graph, weights = (shipped / "graph.onnx").read_bytes(), (shipped / "model.bin.0").read_bytes()
    prompts = [[2, *(1 + (i * i + n) % 100 for i in range(n))] for n in (3, 20, 70, 159)]
    found = []
    for threads in (1, 2):
        decoder = Decoder(graph, weights, threads)
        reads = [decoder.read(p, 5)[0] for p in prompts]
        for places in (room(160), room(161), room(300)):
            groups = [list(range(4))] if threads == 1 else [[i] for i in range(4)]
            found.append([row for group in groups for row in _written(decoder, reads, group, places, beams)])
    assert all(np.array_equal(one, found[0]) for one in found)


def _written(decoder: Decoder, reads: list[Prompts], group: list[int], places: int, beams: int) -> list[np.ndarray]:
    """The scores of 70 steps, from row to row, a row a sentence."""
    prompts, written, steps = Prompts.together([reads[i] for i in group], places), decoder.start(len(group)), []
    for step in range(70):
        origin = [
            at * (beams if step else 1) + (i + step + beam) % (beams if step else 1)
            for at, i in enumerate(group)
            for beam in range(beams)
        ]
        tokens = [1 + (31 * i + 17 * step + 5 * beam) % 100 for i in group for beam in range(beams)]
        written, best = decoder.write(prompts, written, np.array(origin), np.array(tokens), 5)
        steps.append(best.scores.reshape(len(group), -1))
    return list(np.stack(steps, 1))


def test_rooms_are_whole_blocks():
    assert [room(n) for n in (0, 128, 160, 161, 192, 193)] == [160, 160, 160, 192, 192, 224]


def test_weights_that_do_not_fit_the_graph_are_refused(shipped):
    graph, weights = (shipped / "graph.onnx").read_bytes(), (shipped / "model.bin.0").read_bytes()
    with pytest.raises(ValueError, match=r"\w"):
        Decoder(graph[:1000], weights)
    with pytest.raises(ValueError, match=r"model\.bin"):
        Decoder(graph, weights[:1000])


def test_training_can_go_on_from_what_ships(checkpoint, shipped, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(TRAINING))
    import unship

    monkeypatch.setattr("sys.argv", ["unship", str(shipped), str(checkpoint), str(tmp_path)])
    unship.main()
    ids = [2, 50, 33, 4, 90, 91, 17, 60, 8]
    true, found = scores(checkpoint, ids), scores(tmp_path, ids)
    assert np.abs(found - true).mean() < 0.1 * np.abs(true - true.mean()).mean()
    assert all(np.corrcoef(a, b)[0, 1] > 0.99 for a, b in zip(found, true, strict=True))
