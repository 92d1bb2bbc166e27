import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { findPeerPython } from '../measure/peerPython.ts';
import { ourProgram, peerOptions, peerProgram, runProgram } from '../measure/program.ts';
import { timeProgram } from '../measure/timing.ts';
import type { Timing } from '../measure/timing.ts';
import { pairOf, takeTurns } from '../measure/turns.ts';
import { compare } from '../results/comparison.ts';
import {
  programText,
  ratioText,
  roundHeading,
  roundText,
  summaryText,
} from '../results/roundTable.ts';
import { SIZE_OPTIONS } from './directionOptions.ts';
import type { DirectionRequest } from './directionOptions.ts';

/** A millisecond has no digits in a table of seconds: seconds per thousand gamma steps. */
const PER = 1000;

/** One step of gamma on two categorical variables, against PyTorch batched over episodes. */
export const metaTransferDirection: Benchmark<keyof typeof SIZE_OPTIONS, never> = {
  name: 'meta-transfer',
  title:
    'one episode of the causal direction of two variables: draw, adapt both hypotheses, move gamma',
  sizes: SIZE_OPTIONS,
  choices: {},
  run: timeSteps,
  measure: async (_, sizes) => (await import('./measureDirection.ts')).measureDirection(sizes),
};

async function timeSteps(request: DirectionRequest, world: BenchWorld): Promise<void> {
  const { sizes, pairs, json } = request;
  const { out, run = runProgram } = world;
  const found = await findPeerPython(request.peerPython, run);
  const ours = ourProgram(
    { name: 'ours', benchmark: metaTransferDirection.name, which: 'ours' },
    request,
  );
  const args = peerOptions(sizes);
  const script = 'meta_transfer_torch.py';
  const programs =
    'missing' in found
      ? [ours]
      : [ours, peerProgram({ name: 'PyTorch', script, args }, request, found.python)];
  const names = programs.map(({ name }) => name);
  if (!json) {
    const { categories, episodes, batch, steps, threads } = sizes;
    out(
      `meta-transfer: ${categories} categories, ${episodes} episodes at once, ${steps} mini-batches of ${batch}, ${threads} threads`,
    );
    if ('missing' in found) out(`no peer, ours alone: ${found.missing} (see --peer-python)`);
    out(roundHeading(names, `${PER} gamma steps`));
  }
  const contestants = programs.map((program) => ({
    name: program.name,
    measure: async () => scaled(await timeProgram(program, run)),
  }));
  const rounds = await takeTurns(pairs, contestants, (round, index) => {
    if (!json) out(roundText(names, round, index));
  });
  const [first, peer] = names;
  const comparison =
    first === undefined || peer === undefined
      ? undefined
      : compare(rounds.map((round) => pairOf(round, first, peer)));
  if (json) {
    const missing = 'missing' in found ? { peerMissing: found.missing } : {};
    out(JSON.stringify({ benchmark: 'meta-transfer', ...sizes, ...missing, comparison, rounds }));
    return;
  }
  for (const line of summaryText(names, rounds)) out(line);
  if (comparison !== undefined) out(ratioText(first ?? '', peer ?? '', comparison));
  for (const [name, timing] of Object.entries(rounds.at(-1) ?? {})) out(programText(name, timing));
}

function scaled(timing: Timing): Timing {
  const { seconds, min, max, cpuSeconds } = timing;
  return {
    ...timing,
    seconds: PER * seconds,
    min: PER * min,
    max: PER * max,
    ...(cpuSeconds === undefined ? {} : { cpuSeconds: PER * cpuSeconds }),
  };
}
