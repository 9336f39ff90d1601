"""Trains the adapter that puts a Dutch question where its English translation lies (knowledge/adapter.py).

Usage: python -m knowledge.training.adapter PAIRS.jsonl OUT.npz [STEPS [BATCH]]
Each line of PAIRS has `nl` and `en`, and `kind`: "question" where the English text answers the Dutch one,
anything else where it translates it. Meant for a GPU: docs/decisions/0103 says what the shipped weights were
trained on.
"""

import json
import sys
from collections import deque
from pathlib import Path
from random import Random
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge import e5

if TYPE_CHECKING:
    import torch

RANK = 16  # of what is added to each weight
RATE = 1e-3  # learning rate, after a hundred steps of warming up; it falls along a cosine
SHARPNESS = 0.05  # temperature of the contrast between the right passage and others
SAME = 0.85  # cosine from which another passage may well be right too
MEMORY = 4  # batches of English passages that stay to choose from
LOWER = 0.4  # share of the Dutch texts that is read as people type: lower case, no full stop
LONGEST = 64  # tokens


class Reader:
    """The packaged model: texts to unit vectors, with `adapted` weights or its own."""

    def __init__(self, folder: Path, *, adapted: bool) -> None:
        import torch
        from tokenizers import Tokenizer
        from transformers import BertModel

        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model: Any = BertModel.from_pretrained(str(folder)).to(self.device)  # type: ignore[arg-type]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad = adapted and ("encoder." in name or "LayerNorm" in name)
        if adapted:
            _add_low_rank(self.model)

    def read(self, texts: list[str], kind: str) -> "torch.Tensor":
        """Shape (n, d)."""
        import torch
        from torch.nn.functional import normalize

        tokens = self._tokenizer.encode_batch([f"{kind}: {text}" for text in texts])
        ids, mask = (
            torch.tensor([getattr(one, part) for one in tokens], device=self.device)
            for part in ("ids", "attention_mask")
        )
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
            hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weight = mask[..., None].float()
        return normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)


def _add_low_rank(model: Any) -> None:
    import torch
    from torch.nn.utils.parametrize import register_parametrization

    class LowRank(torch.nn.Module):
        def __init__(self, rows: int, columns: int) -> None:
            super().__init__()
            self.A = torch.nn.Parameter(torch.randn(RANK, columns) / columns**0.5)
            self.B = torch.nn.Parameter(torch.zeros(rows, RANK))

        def forward(self, weight: torch.Tensor) -> torch.Tensor:
            return weight + self.B @ self.A

    for layer in model.encoder.modules():
        if isinstance(layer, torch.nn.Linear):
            layer.weight.requires_grad = False
            register_parametrization(layer, "weight", LowRank(*layer.weight.shape).to(layer.weight.device))


def main(file: Path, out: Path, steps: int = 1700, batch: int = 1024) -> None:
    """Writes the trained weights to `out`; prints how the loss goes."""
    import torch
    from torch.nn.functional import cross_entropy, normalize

    draw, pairs = Random(0), [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    torch.manual_seed(0)
    folder = e5.unpack(Path(gettempdir()) / e5.NAME)
    teacher, student = Reader(folder, adapted=False), Reader(folder, adapted=True)
    trained = [parameter for parameter in student.model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.SequentialLR(
        optimiser,
        [
            torch.optim.lr_scheduler.LinearLR(optimiser, 0.01, total_iters=100),
            torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, max(steps - 100, 1)),
        ],
        milestones=[100],
    )
    sample = [pair["en"] for pair in draw.sample(pairs, min(len(pairs), 4000))]
    with torch.no_grad():  # what all English texts have in common tells nothing
        common = {kind: _in_parts(teacher, sample, kind).mean(0) for kind in ("query", "passage")}
    earlier: deque[torch.Tensor] = deque(maxlen=MEMORY)
    for step in range(1, steps + 1):
        chosen = draw.sample(pairs, min(batch, len(pairs)))
        english = [pair["en"] for pair in chosen]
        with torch.no_grad():
            aims = normalize(teacher.read(english, "query") - common["query"], dim=-1)
            passages = normalize(teacher.read(english, "passage") - common["passage"], dim=-1)
        asked = student.read([_as_typed(pair["nl"], draw) for pair in chosen], "query")
        given = normalize(asked - common["query"], dim=-1)
        translates = torch.tensor([pair["kind"] != "question" for pair in chosen], device=given.device)
        apart = ((1 - (given * aims).sum(1)) * translates).sum() / translates.sum().clamp(min=1)
        others = torch.cat([passages, *earlier])
        right = torch.arange(len(chosen), device=given.device)
        alike = passages @ others.T > SAME
        alike[right, right] = False
        contrast = cross_entropy((given @ others.T / SHARPNESS).masked_fill(alike, -1e4), right)
        optimiser.zero_grad()
        (apart + contrast).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        schedule.step()
        earlier.append(passages)
        if step % 50 == 0 or step in (1, steps):
            print(f"step {step}: from the translation {apart.item():.3f}, contrast {contrast.item():.3f}")
    np.savez_compressed(out, allow_pickle=False, **_weights(student.model))


def _in_parts(reader: Reader, texts: list[str], kind: str) -> "torch.Tensor":
    import torch

    return torch.cat([reader.read(texts[start : start + 256], kind) for start in range(0, len(texts), 256)])


def _as_typed(text: str, draw: Random) -> str:
    return text.lower().rstrip(".!?:;,") if draw.random() < LOWER else text


def _weights(model: Any) -> dict[str, np.ndarray[Any, Any]]:
    """What was trained, as knowledge/adapter.py reads it."""
    return {
        name.replace("parametrizations.weight.0.", ""): parameter.detach().cpu().numpy().astype(np.float16)
        for name, parameter in model.named_parameters()
        if parameter.requires_grad
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:5]))
