"""Trains the net of `labeler.boilerplate.net` with torch (extra `train`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from labeler.boilerplate.net import CLIP, DILATIONS, PAGE_AFTER, Net

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Part = tuple[NDArray[np.float32], NDArray[np.int8], NDArray[np.float64]]

CHANNELS = 40
EPOCHS = 8
DROP = 0.3
RATE = 2e-3
LINES_A_BATCH = 6000
MOST_LINES = 1500
DICE = 1.5


class Module(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """The net as torch trains it; the names of its parts are those that `Net` reads."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(DROP)
        self.inp = nn.Linear(columns, CHANNELS)
        self.blocks = nn.ModuleList(
            nn.ModuleDict(
                {
                    "n": nn.LayerNorm(CHANNELS),
                    "conv": nn.Conv1d(CHANNELS, CHANNELS, 3, padding=step, dilation=step),
                    "pw": nn.Linear(CHANNELS, CHANNELS),
                }
            )
            for step in DILATIONS
        )
        self.ctx = nn.Linear(2 * CHANNELS, CHANNELS)
        self.n = nn.LayerNorm(CHANNELS)
        self.o1 = nn.Linear(CHANNELS, CHANNELS)
        self.out = nn.Linear(CHANNELS, 1)

    def forward(self, rows: torch.Tensor, there: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Log-odds: texts x lines.

        Args:
            rows: texts x lines x columns, standardised.
            there: texts x lines, 1 where there is a line.
            words: texts x lines.
        """
        mask = there[..., None]
        state = functional.relu(self.inp(self.drop(rows))) * mask
        for number, block in enumerate(self.blocks):
            inside = block["n"](state) * mask
            found = functional.relu(block["conv"](inside.transpose(1, 2)).transpose(1, 2))
            state = (state + self.drop(block["pw"](found))) * mask
            if number == PAGE_AFTER:
                told = (state * words[..., None]).sum(1) / words.sum(1)[:, None].clamp(min=1e-6)
                mean = state.sum(1) / there.sum(1)[:, None]
                state = (state + self.drop(self.ctx(torch.cat([told, mean], 1)))[:, None]) * mask
        last = functional.relu(self.o1(self.drop(self.n(state))))
        found_odds: torch.Tensor = self.out(last)[..., 0]
        return found_odds


def trained(parts: Sequence[Part], seed: int = 0) -> Net:
    """A net that learned from some pages: rows, labels and weights of each."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = np.random.default_rng(seed)
    rows = np.concatenate([part[0][::3] for part in parts])
    mean, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    pages = [
        (np.clip((part[0] - mean) / deviation, -CLIP, CLIP), np.expm1(part[0][:, 0]), part[1] == 1, part[2])
        for part in parts
    ]
    module = Module(rows.shape[1])
    optimizer = torch.optim.AdamW(module.parameters(), lr=RATE, weight_decay=0.02)
    steps = sum(1 for _ in _batches(pages, chance)) * EPOCHS
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 50, pct_start=0.15)
    done = 0
    module.train()
    for _ in range(EPOCHS):
        for batch in _batches(pages, chance):
            loss = _loss(module, batch, chance)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(module.parameters(), 1.0)
            optimizer.step()
            if done < steps + 49:
                schedule.step()
            done += 1
    weights = {name: value.detach().numpy().astype(np.float16) for name, value in module.state_dict().items()}
    return Net(
        {name: value.astype(np.float32) for name, value in weights.items()}
        | {"mean": mean.astype(np.float32), "deviation": deviation.astype(np.float32)}
    )


def _batches(pages: Sequence[Any], chance: np.random.Generator) -> Iterator[list[Any]]:
    """Pages of about one length together, some thousand lines at a time, in any order."""
    lengths = np.array([min(len(page[0]), MOST_LINES) for page in pages])
    found: list[list[Any]] = []
    batch: list[Any] = []
    longest = 0
    for place in np.argsort(lengths * chance.uniform(0.8, 1.25, len(lengths))).tolist():
        length = int(lengths[place])
        if batch and max(longest, length) * (len(batch) + 1) > LINES_A_BATCH:
            found.append(batch)
            batch, longest = [], 0
        batch.append(pages[place])
        longest = max(longest, length)
    found.append(batch)
    chance.shuffle(found)
    yield from found


def _loss(module: Module, batch: Sequence[Any], chance: np.random.Generator) -> torch.Tensor:
    """Weighted cross-entropy a page, and what is missing to an F1 of words of 1 (soft Dice)."""
    longest = max(min(len(page[0]), MOST_LINES) for page in batch)
    shape = (len(batch), longest)
    rows = np.zeros((*shape, batch[0][0].shape[1]), dtype=np.float32)
    there, words, kept, weight = (np.zeros(shape, dtype=np.float32) for _ in range(4))
    for place, (values, count, label, counts) in enumerate(batch):
        size = min(len(values), MOST_LINES)
        first = int(chance.integers(0, len(values) - size + 1))
        some = slice(first, first + size)
        rows[place, :size], there[place, :size] = values[some], 1
        words[place, :size], kept[place, :size], weight[place, :size] = count[some], label[some], counts[some]
    tensors = [torch.from_numpy(each) for each in (rows, there, words, kept, weight)]
    odds = module(*tensors[:3])
    told, label_of, weighed = tensors[2:]
    entropy = functional.binary_cross_entropy_with_logits(odds, label_of, reduction="none")
    held = torch.sigmoid(odds) * told * (weighed > 0)
    gold = label_of * told * (weighed > 0)
    dice = 1 - (2 * (held * label_of).sum(1) + 1) / (held.sum(1) + gold.sum(1) + 1)
    found: torch.Tensor = (entropy * weighed).sum() / len(batch) + DICE * dice.mean()
    return found
