#!/usr/bin/env python3
"""Peer of `npm run bench -- dear-scm`: one training iteration of disentangled generative causal representations (DEAR)
in eager PyTorch.

Shen et al. (2022), with the compact networks of this project instead of those of the paper: 3x3 convolutions of stride
1, pixels moved into channels and back for other resolutions, LeakyReLU of slope 0.2, no batch norm, noise injected into
the generator, and in every layer of the discriminator a weight divided by its spectral norm, whose power iteration
moves one step per update. An iteration is, each with Adam:

    D      mean softplus(-D(x, E(x))) + mean softplus(D(G(z), z)), both halves in one pass
    E      mean D(x, E(x)) + 5 x cross entropy of sigmoid(mean of E) and the labels, averaged over batch and factors
    G f A  -mean(s D(G(z), z)) with s = exp(D) clipped to [0.5, 2] and held constant

The prior is linear: u = eps (I + A + A^2 + ... + A^(m-1)), z_j = p0_j u_j + p1_j for the m factors; the other
coordinates stay normal. Within the steps of E and of G the discriminator needs no gradient, and its normalised weights
are computed once for both.

    python3 dear_torch.py [--image 32] [--width 32] [--batch 64] [--latents 6] [--factors 4]
                          [--iterations 20] [--warmup 3] [--threads 2]

Needs torch. The last line of the output is JSON: seconds per iteration (median, minimum, maximum), processor seconds per
iteration over all threads, median seconds of each of the three steps, the loss of the last step of the discriminator,
the number of trained parameters, and the most memory the process had at once.
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

LEAK, BLOCK, SMALLEST, MOST = 0.2, 4, 4, 4
IMAGES = 256


def leaky(x: Tensor) -> Tensor:
    return F.leaky_relu(x, LEAK)


class Weights(nn.Module):
    """Kernel and bias of a layer: a convolution with `size` 3, a linear map with `size` 1."""

    def __init__(self, inputs: int, outputs: int, size: int = 1) -> None:
        super().__init__()
        shape = (outputs, inputs, size, size) if size > 1 else (outputs, inputs)
        kernel = torch.randn(shape) * (2 / ((1 + LEAK**2) * inputs * size**2)) ** 0.5
        if size > 1:
            kernel = kernel.contiguous(memory_format=torch.channels_last)
        self.kernel, self.bias = nn.Parameter(kernel), nn.Parameter(torch.zeros(outputs))


class SpectralWeights(Weights):
    """The kernel is divided by |W^T u|; u is near the left singular vector of the largest singular value."""

    def __init__(self, inputs: int, outputs: int, size: int = 1) -> None:
        super().__init__(inputs, outputs, size)
        self.register_buffer('direction', F.normalize(torch.randn(outputs), dim=0))
        for _ in range(10):
            self.advance()

    def normalised(self) -> tuple[Tensor, Tensor]:
        return self.kernel / torch.mv(self.kernel.flatten(1).T, self.direction).norm(), self.bias

    @torch.no_grad()
    def advance(self) -> None:
        matrix = self.kernel.flatten(1)
        self.direction = F.normalize(matrix @ (matrix.T @ self.direction), dim=0)


def layer(x: Tensor, kernel: Tensor, bias: Tensor) -> Tensor:
    return F.conv2d(x, kernel, bias, padding=1) if kernel.dim() == 4 else F.linear(x, kernel, bias)


def down_channels(image: int, width: int) -> list[int]:
    side, channels = image // BLOCK, [width]
    while side > SMALLEST and side % 2 == 0:
        side //= 2
        channels.append(width * min(MOST, 2 ** len(channels)))
    return channels


def centred(pixels: Tensor) -> Tensor:
    return pixels * 2 - 1


class Encoder(nn.Module):
    def __init__(self, image: int, width: int, latents: int) -> None:
        super().__init__()
        self.trunk = nn.ModuleList(trunk_layers(Weights, image, width))
        self.output = Weights(4 * width, 2 * latents)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        weights = [(one.kernel, one.bias) for one in self.trunk]
        mean, log_variance = layer(trunk(x, weights), self.output.kernel, self.output.bias).chunk(2, 1)
        return mean, mean + (log_variance / 2).exp() * torch.randn_like(mean)


def trunk_layers(kind: type[Weights], image: int, width: int) -> list[Weights]:
    channels = down_channels(image, width)
    side = image // BLOCK // 2 ** (len(channels) - 1)
    inputs = [3 * BLOCK**2, *(4 * before for before in channels[:-1])]
    convolutions = [kind(a, b, 3) for a, b in zip(inputs, channels)]
    return [*convolutions, kind(side**2 * channels[-1], 4 * width)]


def trunk(x: Tensor, weights: list[tuple[Tensor, Tensor]]) -> Tensor:
    *convolutions, hidden = weights
    x = centred(x)
    for index, (kernel, bias) in enumerate(convolutions):
        blocks = F.pixel_unshuffle(x, BLOCK if index == 0 else 2)
        x = leaky(layer(blocks.contiguous(memory_format=torch.channels_last), kernel, bias))
    return leaky(layer(x.flatten(1), *hidden))


class Generator(nn.Module):
    def __init__(self, image: int, width: int, latents: int) -> None:
        super().__init__()
        levels = len(down_channels(image, width)) + 1
        up = [width * min(MOST, 2 ** max(0, levels - 2 - i)) for i in range(levels)]
        self.base, self.side = up[0], image // 2**levels
        self.latent, self.spread = Weights(latents, 4 * width), Weights(4 * width, self.side**2 * up[0])
        self.latent_noise = nn.Parameter(torch.zeros(4 * width))
        self.ups = nn.ModuleList(Weights(a, 4 * b, 3) for a, b in zip(up, up[1:]))
        self.noises = nn.ParameterList(
            torch.zeros(4 * b, self.side * 2**i, self.side * 2**i) for i, b in enumerate(up[1:])
        )
        self.output = Weights(up[-1], 12, 3)

    def forward(self, z: Tensor) -> Tensor:
        x = layer(z, self.latent.kernel, self.latent.bias)
        x = leaky(torch.addcmul(x, torch.randn_like(x), self.latent_noise))
        x = leaky(layer(x, self.spread.kernel, self.spread.bias))
        x = x.view(-1, self.side, self.side, self.base).permute(0, 3, 1, 2)
        for up, scale in zip(self.ups, self.noises):
            x = layer(x, up.kernel, up.bias)
            x = leaky(torch.addcmul(x, torch.randn(x.shape[0], 1, *x.shape[2:]), scale))
            x = F.pixel_shuffle(x, 2).contiguous(memory_format=torch.channels_last)
        return F.pixel_shuffle((2 * layer(x, self.output.kernel, self.output.bias)).sigmoid(), 2)


class Discriminator(nn.Module):
    def __init__(self, image: int, width: int, latents: int) -> None:
        super().__init__()
        self.trunk = nn.ModuleList(trunk_layers(SpectralWeights, image, width))
        w = width
        sizes = [(latents, 2 * w), (2 * w, 2 * w), (4 * w, 1), (2 * w, 1), (6 * w, 4 * w), (4 * w, 1)]
        self.rest = nn.ModuleList(SpectralWeights(a, b) for a, b in sizes)

    def normalised(self) -> tuple[list, list]:
        return [one.normalised() for one in self.trunk], [one.normalised() for one in self.rest]

    def advance(self) -> None:
        for one in (*self.trunk, *self.rest):
            one.advance()

    @staticmethod
    def score(weights: tuple[list, list], x: Tensor, z: Tensor) -> Tensor:
        of_image, (latent1, latent2, head_x, head_z, joint, head_both) = weights
        features = trunk(x, of_image)
        codes = leaky(layer(leaky(layer(z, *latent1)), *latent2))
        both = leaky(layer(torch.cat([features, codes], 1), *joint))
        return (layer(features, *head_x) + layer(codes, *head_z) + layer(both, *head_both)).squeeze(1) / 3


class Prior(nn.Module):
    """The first coordinates from a linear structural causal model in which any earlier factor may cause a later one."""

    def __init__(self, latents: int, factors: int) -> None:
        super().__init__()
        self.latents, self.factors = latents, factors
        self.slope, self.intercept = nn.Parameter(torch.rand(factors)), nn.Parameter(torch.rand(factors))
        self.adjacency = nn.Parameter(torch.zeros(factors, factors))
        self.register_buffer('mask', torch.ones(factors, factors).triu(1))

    def forward(self, batch: int) -> Tensor:
        eps = torch.randn(batch, self.latents)
        masked = self.adjacency * self.mask
        own = u = eps[:, : self.factors]
        for _ in range(self.factors - 1):
            u = torch.addmm(own, u, masked)
        return torch.cat([self.slope * u + self.intercept, eps[:, self.factors :]], 1)


def adam(parameters: list[nn.Parameter], rate: float, betas: tuple[float, float] = (0.0, 0.999)) -> torch.optim.Adam:
    return torch.optim.Adam(parameters, lr=rate, betas=betas, fused=True)


class Dear:
    def __init__(self, image: int, width: int, latents: int, factors: int) -> None:
        self.factors = factors
        self.encoder, self.generator = Encoder(image, width, latents), Generator(image, width, latents)
        self.discriminator, self.prior = Discriminator(image, width, latents), Prior(latents, factors)
        for_map = [self.prior.slope, self.prior.intercept]
        self.encoder_adam = adam(list(self.encoder.parameters()), 3e-4)
        self.discriminator_adam = adam(list(self.discriminator.parameters()), 5e-4)
        self.generator_adams = [
            adam(list(self.generator.parameters()), 3e-4),
            adam(for_map, 3e-4),
            adam([self.prior.adjacency], 1e-3, (0.9, 0.999)),
        ]
        self.frozen = None

    def parameters(self) -> list[nn.Parameter]:
        modules = (self.encoder, self.generator, self.discriminator, self.prior)
        return [one for module in modules for one in module.parameters()]

    def discriminator_step(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            code, z = self.encoder(x)[1], self.prior(len(x))
            pairs = torch.cat([x, self.generator(z)]), torch.cat([code, z])
        real, fake = self.discriminator.score(self.discriminator.normalised(), *pairs).chunk(2)
        loss = F.softplus(-real).mean() + F.softplus(fake).mean()
        update(loss, self.discriminator_adam)
        self.discriminator.advance()
        with torch.no_grad():
            self.frozen = self.discriminator.normalised()
        return loss.detach()

    def encoder_step(self, x: Tensor, labels: Tensor) -> Tensor:
        mean, code = self.encoder(x)
        supervised = F.binary_cross_entropy_with_logits(mean[:, : self.factors], labels)
        loss = self.discriminator.score(self.frozen, x, code).mean() + 5 * supervised
        update(loss, self.encoder_adam)
        return loss.detach()

    def generator_step(self, batch: int) -> Tensor:
        z = self.prior(batch)
        logits = self.discriminator.score(self.frozen, self.generator(z), z)
        loss = -(logits.detach().exp().clamp(0.5, 2) * logits).mean()
        update(loss, *self.generator_adams)
        return loss.detach()


def update(loss: Tensor, *adams: torch.optim.Adam) -> None:
    for one in adams:
        one.zero_grad(set_to_none=True)
    loss.backward()
    for one in adams:
        one.step()


def peak_mebibytes() -> float:
    unit = 2**20 if sys.platform == 'darwin' else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument('--image', type=int, default=32)
    parser.add_argument('--width', type=int, default=32)
    parser.add_argument('--batch', type=int, default=64)
    parser.add_argument('--latents', type=int, default=6)
    parser.add_argument('--factors', type=int, default=4)
    parser.add_argument('--iterations', type=int, default=20)
    parser.add_argument('--warmup', type=int, default=3)
    parser.add_argument('--threads', type=int, default=2)
    options = parser.parse_args()

    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    dear = Dear(options.image, options.width, options.latents, options.factors)
    images = torch.rand(IMAGES, 3, options.image, options.image).contiguous(memory_format=torch.channels_last)
    labels = torch.rand(IMAGES, options.factors)

    parts: dict[str, list[float]] = {'discriminator': [], 'encoder': [], 'generator': []}

    def timed(name: str, step, *inputs) -> Tensor:
        start = time.perf_counter()
        loss = step(*inputs)
        parts[name].append(time.perf_counter() - start)
        return loss

    seconds, cpu_seconds, losses = [], 0.0, [0.0]
    for iteration in range(options.warmup + options.iterations):
        wall, cpu = time.perf_counter(), time.process_time()
        rows = torch.randint(IMAGES, (options.batch,))
        x, y = images[rows], labels[rows]
        losses = torch.stack([
            timed('discriminator', dear.discriminator_step, x),
            timed('encoder', dear.encoder_step, x, y),
            timed('generator', dear.generator_step, len(x)),
        ]).tolist()
        if iteration >= options.warmup:
            seconds.append(time.perf_counter() - wall)
            cpu_seconds += time.process_time() - cpu
    print(json.dumps({
        'peer': f'torch {torch.__version__}',
        'image': options.image,
        'width': options.width,
        'batch': options.batch,
        'threads': options.threads,
        'median_s': statistics.median(seconds),
        'min_s': min(seconds),
        'max_s': max(seconds),
        'cpu_s': cpu_seconds / options.iterations,
        **{f'{name}_s': statistics.median(times[options.warmup :]) for name, times in parts.items()},
        'loss': losses[0],
        'peak_mib': peak_mebibytes(),
        'parameters': sum(parameter.numel() for parameter in dear.parameters()),
    }))


if __name__ == '__main__':
    main()
