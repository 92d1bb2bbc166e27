import type { Benchmark, BenchWorld } from '../../benchmark.ts';
import { findPeerPython } from '../../measure/peerPython.ts';
import { ourProgram, peerOptions, peerProgram, runProgram } from '../../measure/program.ts';
import { timeProgram } from '../../measure/timing.ts';
import { pairOf, takeTurns } from '../../measure/turns.ts';
import { compare } from '../../results/comparison.ts';
import {
  programText,
  ratioText,
  roundHeading,
  roundText,
  summaryText,
} from '../../results/roundTable.ts';
import { BASELINE_CHOICES, BASELINE_PEERS, BASELINE_SIZES } from './options.ts';
import type { BaselineName, BaselinesRequest } from './options.ts';

/** One training update of the baselines at the sizes of the preset `small`, the two slowest against PyTorch. */
export const rimsBaselines: Benchmark<keyof typeof BASELINE_SIZES, keyof typeof BASELINE_CHOICES> =
  {
    name: 'rims-baselines',
    title: 'one training update of each baseline at the sizes of the preset small',
    sizes: BASELINE_SIZES,
    choices: BASELINE_CHOICES,
    run: timeBaselines,
    measure: async (core, sizes) =>
      (await import('./measureBaselines.ts')).measureBaselines(core as BaselineName, sizes),
  };

async function timeBaselines(request: BaselinesRequest, world: BenchWorld): Promise<void> {
  const { sizes, choices, pairs, json } = request;
  const { out, run = runProgram } = world;
  const found = await findPeerPython(request.peerPython, run);
  const { cores } = choices;
  const withPeer = cores.filter((core) => !('missing' in found) && BASELINE_PEERS.includes(core));
  const contestants = cores.flatMap((core) => {
    const ours = ourProgram(
      { name: `our ${core}`, benchmark: rimsBaselines.name, which: core },
      request,
    );
    const own = { name: core, measure: () => timeProgram(ours, run) };
    if ('missing' in found || !withPeer.includes(core)) return [own];
    const args = ['--core', core, ...peerOptions(sizes)];
    const definition = { name: `peer ${core}`, script: 'rims_baselines_torch.py', args };
    const peer = peerProgram(definition, request, found.python);
    return [own, { name: peerName(core), measure: () => timeProgram(peer, run) }];
  });
  const names = contestants.map(({ name }) => name);
  if (!json) {
    const { steps, batch, threads, iterations, warmup } = sizes;
    out(
      `rims-baselines: ${steps} steps, batch ${batch}, ${threads} threads, ${iterations} updates after ${warmup} of warm-up`,
    );
    if ('missing' in found) out(`no peers, ours alone: ${found.missing} (see --peer-python)`);
    out(roundHeading(names));
  }
  const rounds = await takeTurns(pairs, contestants, (round, index) => {
    if (!json) out(roundText(names, round, index));
  });
  const comparisons = withPeer.map((core) => ({
    core,
    comparison: compare(rounds.map((round) => pairOf(round, core, peerName(core)))),
  }));
  if (json) {
    const missing = 'missing' in found ? { peerMissing: found.missing } : {};
    const report = { benchmark: rimsBaselines.name, ...sizes, ...choices, ...missing };
    out(JSON.stringify({ ...report, comparisons, rounds }));
    return;
  }
  for (const line of summaryText(names, rounds)) out(line);
  for (const { core, comparison } of comparisons) out(ratioText(core, peerName(core), comparison));
  for (const [name, timing] of Object.entries(rounds.at(-1) ?? {})) out(programText(name, timing));
}

function peerName(core: string): string {
  return `${core}, torch`;
}
