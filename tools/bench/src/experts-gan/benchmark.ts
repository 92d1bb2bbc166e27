import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { findPeerPython } from '../measure/peerPython.ts';
import { ourProgram, peerOptions, peerProgram, runProgram } from '../measure/program.ts';
import type { Program } from '../measure/program.ts';
import { timeProgram } from '../measure/timing.ts';
import { pairOf, takeTurns } from '../measure/turns.ts';
import { compare } from '../results/comparison.ts';
import type { Pair } from '../results/comparison.ts';
import { comparisonText, PAIR_HEADING, pairText } from '../results/pairTable.ts';
import { SIZE_OPTIONS } from './options.ts';
import type { ExpertsGanRequest, Sizes } from './options.ts';

/** One training iteration of the competition of experts, against PyTorch. */
export const expertsGan: Benchmark<keyof typeof SIZE_OPTIONS, never> = {
  name: 'experts-gan',
  title: 'one training iteration of the competition of experts',
  sizes: SIZE_OPTIONS,
  choices: {},
  run: timeCompetition,
  measure: async (_only, sizes) =>
    (await import('./measureIterations.ts')).measureIterations(sizes),
};

async function timeCompetition(request: ExpertsGanRequest, world: BenchWorld): Promise<void> {
  const { sizes, json } = request;
  const { out, run = runProgram } = world;
  const found = await findPeerPython(request.peerPython, run);
  if (!json) {
    out(`experts-gan: ${sizesText(sizes)}`);
    if ('missing' in found) out(`no peer, ours alone: ${found.missing} (see --peer-python)`);
    out(PAIR_HEADING);
  }
  const programs = [
    ourProgram({ name: 'ours', benchmark: expertsGan.name, which: 'experts' }, request),
    ...('missing' in found ? [] : [peerCompetition(request, found.python)]),
  ];
  const contestants = programs.map((program) => ({
    name: program.name,
    measure: () => timeProgram(program, run),
  }));
  const rounds = await takeTurns(request.pairs, contestants, (round, index) => {
    if (!json) out(pairText(pairOf(round, 'ours', 'peer'), index));
  });
  const pairs = rounds.map((round) => pairOf(round, 'ours', 'peer'));
  const comparison = compare(pairs);
  if (json) {
    const missing = 'missing' in found ? { peerMissing: found.missing } : {};
    out(JSON.stringify({ benchmark: 'experts-gan', ...sizes, ...missing, comparison, pairs }));
    return;
  }
  for (const line of comparisonText(comparison)) out(line);
  for (const line of programsText(pairs)) out(line);
}

function peerCompetition(request: ExpertsGanRequest, python: string): Program {
  const { experts, filters, batch, iterations, warmup, threads } = request.sizes;
  const options = peerOptions({ experts, filters, batch, iterations, warmup, threads });
  const args = [...options, '--channels-last'];
  return peerProgram({ name: 'peer', script: 'experts_gan_torch.py', args }, request, python);
}

function sizesText({ experts, filters, batch, threads, iterations, warmup }: Sizes): string {
  return (
    `${experts} experts of ${filters} filters, batch ${batch}, 32x32x1, ` +
    `${threads} threads, ${iterations} iterations after ${warmup} of warm-up`
  );
}

/** What ran, and whether all experts had a gradient to compute. */
function programsText(pairs: readonly Pair[]): readonly string[] {
  const last = pairs.at(-1);
  if (last === undefined) return [];
  const wins = last.ours.winningExperts;
  return [
    `ours is ${last.ours.program}${wins === undefined ? '' : `; ${wins.toFixed(1)} experts won images per iteration`}`,
    ...(last.ours.program.includes('on wasm') ? ['WASM has one thread in Node'] : []),
    ...(last.peer === undefined ? [] : [`peer is ${last.peer.program}`]),
  ];
}
