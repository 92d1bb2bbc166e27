#!/usr/bin/env python3
"""Peer of `npm run bench -- meta-transfer`: the meta-transfer objective on two categorical variables (Bengio et al., 2019).

A plain, well-written eager implementation, batched over episodes: the yardstick for the time of one gamma step.
It needs `pip install torch`.  One gamma step is one transfer episode: draw P'(A) ~ Dirichlet(1), draw K mini-batches
of n pairs with the unchanged P(B|A), score every mini-batch under A->B and B->A before adapting to it by one SGD
step on the softmax tables, then move gamma by the gradient of the regret,
sigmoid(gamma) - sigmoid(gamma + Delta), summed over the mini-batches, with RMSprop.

Delta does not depend on gamma, so `--episodes` of them are adapted at once; the recursion on gamma is scalar.

    python3 meta_transfer_torch.py [--categories 10] [--episodes 200] [--batch 10] [--steps 2]
                                   [--iterations 5] [--threads 2] [--seed 0]

Prints one JSON line: median, minimum and maximum seconds per gamma step, processor seconds over all threads, and
sigmoid(gamma) at the end.
"""
import argparse, json, math, time
import torch
import torch.nn.functional as F


def draw_truth(n: int) -> tuple[torch.Tensor, torch.Tensor]:
    """P(A), shape [N], and P(B|A), shape [N, N], with rows from a flat Dirichlet."""
    flat = torch.distributions.Dirichlet(torch.ones(n, dtype=torch.float64))
    return flat.sample(), flat.sample((n,))


def log_tables(p_a: torch.Tensor, p_ba: torch.Tensor) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Log marginal and log conditional of A->B and of B->A, both exact for the training distribution."""
    joint = p_a[:, None] * p_ba
    p_b = joint.sum(0)
    return [(p_a.log(), p_ba.log()), (p_b.log(), (joint / p_b).t().contiguous().log())]


def draw_episodes(p_ba: torch.Tensor, episodes: int, samples: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pairs (a, b), each [episodes, samples], from P'(A) P(B|A) with a fresh P'(A) per episode."""
    n = p_ba.shape[0]
    p_a = torch.distributions.Dirichlet(torch.ones(n, dtype=torch.float64)).sample((episodes,))
    a = torch.multinomial(p_a, samples, replacement=True)
    below = p_ba.cumsum(1)[a]
    b = torch.searchsorted(below, torch.rand(episodes, samples, 1, dtype=torch.float64) * below[..., -1:])
    return a, b.squeeze(-1).clamp_(max=n - 1)


@torch.no_grad()
def online_log_likelihood(log_m: torch.Tensor, log_c: torch.Tensor, cause: torch.Tensor, effect: torch.Tensor,
                          batch: int, lr: float) -> torch.Tensor:
    """Log-likelihood of every mini-batch before adapting to it, [episodes, steps].

    Only the rows of the conditional table that an episode meets are kept: one per sample, [episodes, samples, N].
    Two samples with the same cause hold equal copies, so no scatter is needed.
    """
    episodes, samples = cause.shape
    n = log_m.shape[0]
    marginal = log_m.expand(episodes, n)
    rows = log_c[cause]
    onehot_cause = F.one_hot(cause, n).to(log_m.dtype)
    onehot_effect = F.one_hot(effect, n).to(log_m.dtype)
    scores = []
    for start in range(0, samples, batch):
        now, rest = slice(start, start + batch), slice(start + batch, samples)
        log_p = marginal.gather(1, cause[:, now]) + rows[:, now].gather(2, effect[:, now, None]).squeeze(2)
        scores.append(log_p.sum(1))
        if start + batch >= samples:
            break
        step = lr / batch
        marginal = torch.log_softmax(marginal - step * (batch * marginal.exp() - onehot_cause[:, now].sum(1)), 1)
        same = (cause[:, rest, None] == cause[:, None, now]).to(log_m.dtype)      # [episodes, left, batch]
        met = same.sum(2, keepdim=True)
        rows = rows.clone()
        left = rows[:, rest]
        rows[:, rest] = torch.log_softmax(left - step * (met * left.exp() - same @ onehot_effect[:, now]), 2)
    return torch.stack(scores, 1)


def gamma_steps(gamma: float, square: float, deltas: list[list[float]], lr: float, decay: float = 0.99) -> tuple[float, float]:
    """Runs gamma over the episodes; `square` is RMSprop's running mean of squared gradients."""
    sigmoid = lambda x: 1 / (1 + math.exp(-max(-700.0, min(700.0, x))))
    for episode in deltas:
        grad = sum(sigmoid(gamma) - sigmoid(gamma + delta) for delta in episode)
        square = decay * square + (1 - decay) * grad * grad
        gamma -= lr * grad / (math.sqrt(square) + 1e-8)
    return gamma, square


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument('--categories', type=int, default=10)
    p.add_argument('--episodes', type=int, default=200, help='episodes adapted at once')
    p.add_argument('--batch', type=int, default=10)
    p.add_argument('--steps', type=int, default=2, help='mini-batches per episode')
    p.add_argument('--lr', type=float, default=0.1)
    p.add_argument('--meta-lr', type=float, default=0.01)
    p.add_argument('--iterations', type=int, default=5)
    p.add_argument('--warmup', type=int, default=2)
    p.add_argument('--threads', type=int, default=2)
    p.add_argument('--seed', type=int, default=0)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    p_a, p_ba = draw_truth(a.categories)
    forward, backward = log_tables(p_a, p_ba)
    gamma, square, times, cpu = 0.0, 0.0, [], 0.0
    for it in range(a.warmup + a.iterations):
        t0, c0 = time.perf_counter(), time.process_time()
        x, y = draw_episodes(p_ba, a.episodes, a.batch * a.steps)
        delta = online_log_likelihood(*forward, x, y, a.batch, a.lr) \
            - online_log_likelihood(*backward, y, x, a.batch, a.lr)
        gamma, square = gamma_steps(gamma, square, delta.tolist(), a.meta_lr)
        if it >= a.warmup:
            times.append((time.perf_counter() - t0) / a.episodes)
            cpu += (time.process_time() - c0) / a.episodes / a.iterations
    times.sort()
    print(json.dumps({'peer': 'torch ' + torch.__version__, 'categories': a.categories, 'batch': a.batch, 'steps': a.steps,
                      'episodes': a.episodes, 'threads': a.threads, 'median_s': times[len(times) // 2], 'min_s': times[0],
                      'max_s': times[-1], 'cpu_s': cpu, 'belief': 1 / (1 + math.exp(-gamma))}))


if __name__ == '__main__':
    main()
