#!/usr/bin/env python3
"""Peer of `npm run bench -- rims-baselines`: one training update of copying with a baseline in eager PyTorch, at the sizes
of our preset `small`.

    rmc      the relational memory core (Santoro et al., 2018): 4 rows of 144, 4 heads, two layers, a gate per unit
    entnet   the recurrent entity network (Henaff et al., 2017): 8 slots of 236 with trainable keys

What a token contributes alone is computed once per entry of the vocabulary. An update is forward and backward through all
steps, a clip of the gradient norm to 1 and a step of Adam; there is no dropout.

    python3 rims_baselines_torch.py [--core rmc] [--steps 26] [--batch 64] [--iterations 20] [--warmup 3] [--threads 2]

Needs torch. The last line of the output is JSON, as that of rims_torch.py.
"""

import argparse
import json
import resource
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SYMBOLS, TOKENS, EMBEDDING = 3, 10, 192


class RelationalMemory(nn.Module):
    """Rows that attend to each other and to the input."""

    def __init__(self, inputs: int, rows: int = 4, heads: int = 4, head: int = 36) -> None:
        super().__init__()
        self.rows, self.heads, self.head = rows, heads, head
        self.width = width = heads * head
        self.project = nn.Linear(inputs, width)
        self.query_key_value, self.packed_norm = nn.Linear(width, 3 * width), nn.LayerNorm(3 * width)
        self.seen_norm, self.norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.first, self.second = nn.Linear(width, width), nn.Linear(width, width)
        self.gate_input = nn.Linear(width, 2 * width)
        self.gate_memory = nn.Linear(width, 2 * width, bias=False)
        with torch.no_grad():
            self.gate_input.bias[width:] += 1  # of the forget gates

    @property
    def outputs(self) -> int:
        return self.rows * self.width

    def forward(self, table: Tensor, tokens: Tensor) -> Tensor:
        batch = tokens.shape[1]
        entries = self.project(table)
        seen = F.embedding(tokens, self._packed(entries))
        gates = F.embedding(tokens, self.gate_input(entries))
        memory = torch.eye(self.rows, self.width).expand(batch, -1, -1)
        states = []
        for row, gate in zip(seen.unbind(), gates.unbind()):
            packed = torch.cat([self._packed(memory), row.unsqueeze(1)], 1)
            query, key, value = packed.view(batch, self.rows + 1, self.heads, 3, self.head).permute(3, 0, 2, 1, 4)
            mixed = F.scaled_dot_product_attention(query[:, :, :-1], key, value).transpose(1, 2).flatten(2)
            summed = self.seen_norm(memory + mixed)
            candidate = self.norm(summed + self.second(self.first(summed).relu()))
            enter, keep = (self.gate_memory(memory.tanh()) + gate.unsqueeze(1)).sigmoid().chunk(2, 2)
            memory = enter * candidate.tanh() + keep * memory
            states.append(memory.flatten(1))
        return torch.stack(states)

    def _packed(self, rows: Tensor) -> Tensor:
        return self.packed_norm(self.query_key_value(rows))


class EntityNetwork(nn.Module):
    """Slots with keys that gate themselves by the input."""

    def __init__(self, inputs: int, slots: int = 8, width: int = 236) -> None:
        super().__init__()
        self.width = width
        self.encode = nn.Linear(inputs, width)
        self.keys = nn.Parameter(0.1 * torch.randn(slots, width))
        self.of_slots, self.of_keys, self.of_input = (nn.Parameter(0.1 * torch.randn(width, width)) for _ in range(3))
        self.slope = nn.Parameter(torch.ones(width))

    @property
    def outputs(self) -> int:
        return self.keys.numel()

    def forward(self, table: Tensor, tokens: Tensor) -> Tensor:
        encoded = self.encode(table)
        parts = torch.cat([encoded, encoded @ self.of_input, encoded @ self.keys.T], 1)
        from_keys = self.keys @ self.of_keys
        slots = self.keys.expand(tokens.shape[1], -1, -1)
        states = []
        for row in F.embedding(tokens, parts).unbind():
            s, shift, scores = row.split([self.width, self.width, len(self.keys)], 1)
            gate = (torch.bmm(slots, s.unsqueeze(2)) + scores.unsqueeze(2)).sigmoid()
            total = slots @ self.of_slots + from_keys + shift.unsqueeze(1)
            candidate = torch.where(total > 0, total, total * self.slope)
            slots = F.normalize(slots + gate * candidate, dim=2)
            states.append(slots.flatten(1))
        return torch.stack(states)


class SequenceModel(nn.Module):
    """Embedding, core, and a linear map to the classes after the loop."""

    def __init__(self, core: nn.Module) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.empty(TOKENS, EMBEDDING).uniform_(-0.1, 0.1))
        self.core = core
        self.decoder = nn.Linear(core.outputs, TOKENS)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.decoder(self.core(self.table, tokens))


def copying(batch: int, steps: int) -> tuple[Tensor, Tensor]:
    """Symbols 1 to 8, blanks, the marker 9, blanks; the target shows the symbols again after the marker."""
    tokens = torch.zeros(steps, batch, dtype=torch.long)
    target = torch.zeros_like(tokens)
    tokens[:SYMBOLS] = target[-SYMBOLS:] = torch.randint(1, 9, (SYMBOLS, batch))
    tokens[-SYMBOLS - 1] = 9
    return tokens, target


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument('--core', choices=['rmc', 'entnet'], default='rmc')
    parser.add_argument('--steps', type=int, default=26)
    parser.add_argument('--batch', type=int, default=64)
    parser.add_argument('--iterations', type=int, default=20)
    parser.add_argument('--warmup', type=int, default=3)
    parser.add_argument('--threads', type=int, default=2)
    options = parser.parse_args()

    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    model = SequenceModel({'rmc': RelationalMemory, 'entnet': EntityNetwork}[options.core](EMBEDDING))
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)

    def update() -> float:
        tokens, target = copying(options.batch, options.steps)
        loss = F.cross_entropy(model(tokens).flatten(0, 1), target.flatten())
        adam.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        return loss.item()

    seconds, cpu_seconds, loss = [], 0.0, 0.0
    for iteration in range(options.warmup + options.iterations):
        wall, cpu = time.perf_counter(), time.process_time()
        loss = update()
        if iteration >= options.warmup:
            seconds.append(time.perf_counter() - wall)
            cpu_seconds += time.process_time() - cpu
    unit = 2**20 if sys.platform == 'darwin' else 2**10
    print(json.dumps({
        'peer': f'torch {torch.__version__} {options.core}',
        'core': options.core,
        'steps': options.steps,
        'batch': options.batch,
        'threads': options.threads,
        'median_s': statistics.median(seconds),
        'min_s': min(seconds),
        'max_s': max(seconds),
        'cpu_s': cpu_seconds / options.iterations,
        'loss': loss,
        'peak_mib': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit,
        'parameters': sum(parameter.numel() for parameter in model.parameters()),
    }))


if __name__ == '__main__':
    main()
