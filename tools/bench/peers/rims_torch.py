#!/usr/bin/env python3
"""Peer of `npm run bench -- rims`: one training update of copying with recurrent independent mechanisms or an LSTM in
eager PyTorch.

Goyal et al. (2021), with one element per step and the form and sizes of the authors' code for copying: 600 units in 6
modules of which 4 are active, one input head with keys of 64, values of 4 x module width, communication by 4 heads of
16 that read the candidate states, a gated output, and no gradient through communication into inactive modules. An update is
forward and backward through all steps, a clip of the gradient norm to 1 and a step of Adam. State is zero before
every batch; there is no dropout. Forms:

    grouped  one batched product for all modules; the null row of a single input is a sigmoid; what the input
             contributes to scores and gates does not depend on the state, so it is computed once per token
    dense    one LSTM cell for all modules whose full matrices are kept block-diagonal by a mask once per sequence,
             and input attention over a null row and the input in every step: how the authors' program computes it
    lstm     nn.LSTM with as many units

    python3 rims_torch.py [--form grouped] [--units 600] [--modules 6] [--active 4] [--gap 50] [--batch 64]
                          [--iterations 20] [--warmup 3] [--threads 2]

Needs torch. The last line of the output is JSON: seconds per update (median, minimum, maximum), processor seconds per
update over all threads, the loss of the last update, the number of trained parameters, and the most memory the process
had at once.
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

SYMBOLS, VOCABULARY, CLASSES = 10, 20, 20
KEY, HEADS, HEAD = 64, 4, 16


def small(*shape: int) -> nn.Parameter:
    """Weights of attention start near zero, so that all modules start with the same share."""
    return nn.Parameter(0.01 * torch.randn(*shape))


def uniform(bound: float, *shape: int) -> nn.Parameter:
    return nn.Parameter(torch.empty(*shape).uniform_(-bound, bound))


def active_modules(scores: Tensor, active: int, dim: int) -> Tensor:
    """True for the `active` largest scores along an axis: exactly that many, even when scores are tied."""
    chosen = scores.detach().topk(active, dim).indices
    return torch.zeros_like(scores, dtype=torch.bool).scatter_(dim, chosen, True)


class GroupedRim(nn.Module):
    """Modules along the first axis: `[modules, batch, width]`."""

    def __init__(self, width: int, units: int, modules: int, active: int) -> None:
        super().__init__()
        self.modules_, self.active = modules, active
        self.each = each = units // modules
        bound = units**-0.5
        self.key, self.value = small(width, KEY), small(width, 4 * each)
        self.query = small(modules, each, KEY)
        self.input = uniform(bound, modules, 4 * each, 4 * each)
        self.hidden = uniform(bound, modules, each, 4 * each)
        self.bias = uniform(bound, modules, 1, 4 * each)
        self.heads = small(modules, each, 3 * HEADS * HEAD)
        self.out = nn.Linear(HEADS * HEAD, 2 * each)

    def forward(self, table: Tensor, tokens: Tensor) -> Tensor:
        batch, each, modules = tokens.shape[1], self.each, self.modules_
        # What a token contributes does not depend on the state: once per entry of the vocabulary.
        scoring = self.query @ ((table @ self.key).T / KEY**0.5)
        gating = (table @ self.value) @ self.input
        h = c = table.new_zeros(modules, batch, each)
        states = []
        for token in F.one_hot(tokens, VOCABULARY).to(table.dtype).unbind():
            scores = (torch.bmm(h, scoring) * token).sum(2, keepdim=True)
            mask = active_modules(scores, self.active, 0)
            gates = torch.baddbmm(self.bias, h, self.hidden)
            i, f, o, g = torch.baddbmm(gates, scores.sigmoid() * token, gating).chunk(4, 2)
            new_c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            new_h = self._communicate(o.sigmoid() * new_c.tanh(), mask)
            h, c = torch.where(mask, new_h, h), torch.where(mask, new_c, c)
            states.append(h)
        return torch.stack(states).transpose(1, 2).flatten(2)

    def _communicate(self, h: Tensor, mask: Tensor) -> Tensor:
        modules, batch, _ = h.shape
        # The same values, but inactive modules get no gradient.
        read = torch.where(mask, h, h.detach())
        heads = torch.bmm(read, self.heads).view(modules, batch, 3, HEADS, HEAD)
        query, key, value = heads.permute(2, 1, 3, 0, 4)
        mixed = F.scaled_dot_product_attention(query, key, value)
        fc, gate = self.out(mixed.permute(2, 0, 1, 3).flatten(2)).chunk(2, 2)
        return h + gate.sigmoid() * fc.tanh()


class DenseRim(nn.Module):
    """Modules side by side: `[batch, units]`, seen as `[batch, modules, width]` by the attentions."""

    def __init__(self, width: int, units: int, modules: int, active: int) -> None:
        super().__init__()
        self.modules_, self.active = modules, active
        each = units // modules
        self.key, self.value = small(2, width, KEY), small(2, width, 4 * each)
        self.query = small(modules, each, KEY)
        self.cell = nn.LSTMCell(modules * 4 * each, units)
        self.heads = nn.ParameterList(small(modules, each, HEADS * HEAD) for _ in range(3))
        self.fc, self.gate = nn.Linear(HEADS * HEAD, each), nn.Linear(HEADS * HEAD, each)
        blocks = torch.eye(modules).repeat(4, 1).repeat_interleave(each, 0)
        self.register_buffer('input_blocks', blocks.repeat_interleave(4 * each, 1))
        self.register_buffer('hidden_blocks', blocks.repeat_interleave(each, 1))

    def forward(self, table: Tensor, tokens: Tensor) -> Tensor:
        with torch.no_grad():
            self.cell.weight_ih.mul_(self.input_blocks)
            self.cell.weight_hh.mul_(self.hidden_blocks)
        batch = tokens.shape[1]
        h = c = table.new_zeros(batch, self.cell.hidden_size)
        null = table.new_zeros(batch, table.shape[1])
        states = []
        for x in F.embedding(tokens, table).unbind():
            rows = torch.stack([null, x])
            key, value = torch.bmm(rows, self.key), torch.bmm(rows, self.value)
            query = per_module(self._split(h), self.query)
            shares = (torch.bmm(query, key.permute(1, 2, 0)) / KEY**0.5).softmax(2)
            mask = active_modules(-shares[:, :, 0], self.active, 1)
            read = torch.bmm(shares, value.transpose(0, 1))
            new_h, new_c = self.cell(read.flatten(1), (h, c))
            new_h = self._communicate(new_h, mask)
            mask = mask.to(h.dtype).repeat_interleave(h.shape[1] // self.modules_, 1)
            h, c = mask * new_h + (1 - mask) * h, mask * new_c + (1 - mask) * c
            states.append(h)
        return torch.stack(states)

    def _split(self, h: Tensor) -> Tensor:
        return h.view(h.shape[0], self.modules_, -1)

    def _communicate(self, h: Tensor, mask: Tensor) -> Tensor:
        batch = h.shape[0]
        h = self._split(h)
        read = BlockGradient.apply(h, mask.unsqueeze(2).to(h.dtype))
        query, key, value = (
            per_module(read, w).view(batch, self.modules_, HEADS, HEAD).transpose(1, 2) for w in self.heads
        )
        shares = (query @ key.transpose(2, 3) / HEAD**0.5).softmax(3)
        mixed = (shares @ value).transpose(1, 2).flatten(2)
        return (h + self.gate(mixed).sigmoid() * self.fc(mixed).tanh()).flatten(1)


def per_module(x: Tensor, weights: Tensor) -> Tensor:
    """`[batch, modules, width]` times one matrix per module."""
    return torch.bmm(x.transpose(0, 1), weights).transpose(0, 1)


class BlockGradient(torch.autograd.Function):
    """The identity, whose gradient is multiplied by a mask."""

    @staticmethod
    def forward(ctx, x: Tensor, mask: Tensor) -> Tensor:
        ctx.save_for_backward(mask)
        return x.clone()

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None]:
        return gradient * ctx.saved_tensors[0], None


class Lstm(nn.Module):
    def __init__(self, width: int, units: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(width, units)

    def forward(self, table: Tensor, tokens: Tensor) -> Tensor:
        return self.lstm(F.embedding(tokens, table))[0]


class SequenceModel(nn.Module):
    """Embedding, core, and a linear map to the classes after the loop."""

    def __init__(self, core: nn.Module, units: int) -> None:
        super().__init__()
        self.table = uniform(0.1, VOCABULARY, units)
        self.core = core
        self.decoder = nn.Linear(units, CLASSES)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.decoder(self.core(self.table, tokens))


def copying(batch: int, gap: int) -> tuple[Tensor, Tensor]:
    """Symbols 1 to 8, blanks, the marker 9, blanks; the target shows the symbols again after the marker."""
    tokens = torch.zeros(gap + 2 * SYMBOLS, batch, dtype=torch.long)
    target = torch.zeros_like(tokens)
    tokens[:SYMBOLS] = target[-SYMBOLS:] = torch.randint(1, 9, (SYMBOLS, batch))
    tokens[SYMBOLS + gap - 1] = 9
    return tokens, target


def build(form: str, units: int, modules: int, active: int) -> SequenceModel:
    if form == 'lstm':
        return SequenceModel(Lstm(units, units), units)
    core = {'grouped': GroupedRim, 'dense': DenseRim}[form]
    return SequenceModel(core(units, units, modules, active), units)


def peak_mebibytes() -> float:
    unit = 2**20 if sys.platform == 'darwin' else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument('--form', choices=['grouped', 'dense', 'lstm'], default='grouped')
    parser.add_argument('--units', type=int, default=600)
    parser.add_argument('--modules', type=int, default=6)
    parser.add_argument('--active', type=int, default=4)
    parser.add_argument('--gap', type=int, default=50)
    parser.add_argument('--batch', type=int, default=64)
    parser.add_argument('--iterations', type=int, default=20)
    parser.add_argument('--warmup', type=int, default=3)
    parser.add_argument('--threads', type=int, default=2)
    options = parser.parse_args()

    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    model = build(options.form, options.units, options.modules, options.active)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)

    def update() -> float:
        tokens, target = copying(options.batch, options.gap)
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
    print(json.dumps({
        'peer': f'torch {torch.__version__} {options.form}',
        'form': options.form,
        'units': options.units,
        'gap': options.gap,
        'batch': options.batch,
        'threads': options.threads,
        'median_s': statistics.median(seconds),
        'min_s': min(seconds),
        'max_s': max(seconds),
        'cpu_s': cpu_seconds / options.iterations,
        'loss': loss,
        'peak_mib': peak_mebibytes(),
        'parameters': sum(parameter.numel() for parameter in model.parameters()),
    }))


if __name__ == '__main__':
    main()
