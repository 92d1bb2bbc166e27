#!/usr/bin/env python3
"""Peer of `npm run bench -- experts-gan`: one training iteration of the competition of experts in eager PyTorch.

Parascandolo et al. (2018), Algorithm 1, with the networks of the paper: every expert maps the batch, the
discriminator learns to tell their outputs from canonical images (all outputs, Eq. 3), is asked again about the
winners' outputs, and each expert learns from the images it won. Batch norm uses the statistics of the whole batch,
and gradients run through them.

Once experts have specialised every one of them wins some images of a batch. Random networks do not: so, as in our own
program, the images are shared out evenly instead of to the largest score (which is computed all the same).

    python3 experts_gan_torch.py [--experts 10] [--batch 32] [--iterations 20] [--threads 2] [--channels-last]

Needs torch. The last line of the output is JSON: seconds per iteration (median, minimum, maximum) and processor
seconds per iteration over all threads.
"""

import argparse
import json
import statistics
import time

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SIZE = 32


class Expert(nn.Module):
    """Four 3x3 convolutions with batch norm and ELU, and one to a single channel with a sigmoid."""

    def __init__(self, filters: int) -> None:
        super().__init__()
        inputs = [1, filters, filters, filters]
        self.convs = nn.ModuleList(nn.Conv2d(n, filters, 3, padding=1) for n in inputs)
        self.norms = nn.ModuleList(nn.BatchNorm2d(filters) for _ in inputs)
        self.last = nn.Conv2d(filters, 1, 3, padding=1)

    def forward(self, images: Tensor) -> Tensor:
        hidden = images
        for conv, norm in zip(self.convs, self.norms):
            hidden = F.elu(norm(conv(hidden)), inplace=True)
        return torch.sigmoid(self.last(hidden))


class Discriminator(nn.Module):
    """3 + 2 + 2 convolutions of 16, 32 and 64 channels, each stage averaged 2x2, then 1024 units and one logit."""

    def __init__(self) -> None:
        super().__init__()
        stages, channels = [], 1
        for filters, count in ((16, 3), (32, 2), (64, 2)):
            for _ in range(count):
                stages += [nn.Conv2d(channels, filters, 3, padding=1), nn.ELU(inplace=True)]
                channels = filters
            stages.append(nn.AvgPool2d(2))
        self.features = nn.Sequential(*stages)
        self.hidden = nn.Linear(channels * (SIZE // 8) ** 2, 1024)
        self.score = nn.Linear(1024, 1)

    def forward(self, images: Tensor) -> Tensor:
        return self.score(F.elu(self.hidden(self.features(images).flatten(1)))).squeeze(1)


class Competition:
    """The networks, their optimisers, and the iteration that trains them."""

    def __init__(self, experts: int, filters: int, memory_format: torch.memory_format) -> None:
        self.experts = [Expert(filters).to(memory_format=memory_format) for _ in range(experts)]
        self.discriminator = Discriminator().to(memory_format=memory_format)
        self.expert_adams = [torch.optim.Adam(e.parameters()) for e in self.experts]
        self.discriminator_adam = torch.optim.Adam(self.discriminator.parameters())

    def step(self, transformed: Tensor, canonical: Tensor) -> float:
        count = transformed.shape[0]
        outputs = [expert(transformed) for expert in self.experts]
        loss, scores = self._train_discriminator(canonical, [o.detach() for o in outputs])
        scores.argmax(0)  # who would win; see the docstring for who does
        winners = torch.arange(count) % len(self.experts)
        return loss + self._train_winners(outputs, winners)

    def _train_discriminator(self, canonical: Tensor, outputs: list[Tensor]) -> tuple[float, Tensor]:
        real = self.discriminator(canonical)
        fake = self.discriminator(torch.cat(outputs))
        loss = F.softplus(-real).mean() + F.softplus(fake).mean()
        self.discriminator_adam.zero_grad(set_to_none=True)
        loss.backward()
        self.discriminator_adam.step()
        return loss.item(), fake.detach().view(len(outputs), -1)

    def _train_winners(self, outputs: list[Tensor], winners: Tensor) -> float:
        rows = [torch.nonzero(winners == j).squeeze(1) for j in range(len(outputs))]
        winning = [j for j, won in enumerate(rows) if len(won) > 0]
        self.discriminator.requires_grad_(False)
        logits = self.discriminator(torch.cat([outputs[j][rows[j]] for j in winning]))
        parts = logits.split([len(rows[j]) for j in winning])
        loss = torch.stack([F.softplus(-part).mean() for part in parts]).sum()
        for j in winning:
            self.expert_adams[j].zero_grad(set_to_none=True)
        loss.backward()
        for j in winning:
            self.expert_adams[j].step()
        self.discriminator.requires_grad_(True)
        return loss.item()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument('--experts', type=int, default=10)
    parser.add_argument('--filters', type=int, default=32)
    parser.add_argument('--batch', type=int, default=32)
    parser.add_argument('--iterations', type=int, default=20)
    parser.add_argument('--warmup', type=int, default=3)
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--channels-last', action='store_true')
    options = parser.parse_args()

    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    memory_format = torch.channels_last if options.channels_last else torch.contiguous_format
    competition = Competition(options.experts, options.filters, memory_format)

    def images() -> Tensor:
        return torch.rand(options.batch, 1, SIZE, SIZE).to(memory_format=memory_format)

    seconds, cpu_seconds = [], 0.0
    for iteration in range(options.warmup + options.iterations):
        transformed, canonical = images(), images()
        wall, cpu = time.perf_counter(), time.process_time()
        competition.step(transformed, canonical)
        if iteration >= options.warmup:
            seconds.append(time.perf_counter() - wall)
            cpu_seconds += time.process_time() - cpu
    print(json.dumps({
        'peer': f'torch {torch.__version__}',
        'experts': options.experts,
        'batch': options.batch,
        'threads': options.threads,
        'median_s': statistics.median(seconds),
        'min_s': min(seconds),
        'max_s': max(seconds),
        'cpu_s': cpu_seconds / options.iterations,
    }))


if __name__ == '__main__':
    main()
