import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { runProgram } from '../childProcess.ts';
import { compare } from '../comparison.ts';
import type { Pair } from '../comparison.ts';
import { comparisonText, PAIR_HEADING, pairText } from '../comparisonText.ts';
import { findPeerPython } from '../peerPython.ts';
import { timeProgram } from '../timing.ts';
import { pairOf, takeTurns } from '../turns.ts';
import { ourCompetition, peerCompetition } from './programs.ts';
import { SIZE_OPTIONS } from './sizes.ts';
import type { ExpertsGanRequest, Sizes } from './sizes.ts';

/** One training iteration of the competition of experts, against PyTorch. */
export const expertsGan: Benchmark<keyof typeof SIZE_OPTIONS, never> = {
  name: 'experts-gan',
  title: 'one training iteration of the competition of experts',
  sizes: SIZE_OPTIONS,
  choices: {},
  run: timeCompetition,
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
  const ours = { name: 'ours', measure: () => timeProgram(ourCompetition(request), run) };
  const contestants =
    'missing' in found
      ? [ours]
      : [
          ours,
          {
            name: 'peer',
            measure: () => timeProgram(peerCompetition(request, found.python), run),
          },
        ];
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
