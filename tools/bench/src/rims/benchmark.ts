import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { runProgram } from '../childProcess.ts';
import { compare } from '../comparison.ts';
import { findPeerPython } from '../peerPython.ts';
import { timeProgram } from '../timing.ts';
import { pairOf, takeTurns } from '../turns.ts';
import type { Round } from '../turns.ts';
import { checkRequest, CHOICE_OPTIONS, SIZE_OPTIONS } from './options.ts';
import type { RimsRequest, Sizes } from './options.ts';
import { entriesOf } from './programs.ts';
import type { Entry } from './programs.ts';
import { programText } from './programText.ts';
import { ratioText, roundHeading, roundText, summaryText } from './roundTable.ts';

/** One training update of copying with recurrent independent mechanisms and with an LSTM, against PyTorch. */
export const rims: Benchmark<keyof typeof SIZE_OPTIONS, keyof typeof CHOICE_OPTIONS> = {
  name: 'rims',
  title: 'one training update of copying, with recurrent independent mechanisms and with an LSTM',
  sizes: SIZE_OPTIONS,
  choices: CHOICE_OPTIONS,
  check: checkRequest,
  run: timeUpdates,
};

async function timeUpdates(request: RimsRequest, world: BenchWorld): Promise<void> {
  const { sizes, choices, pairs, json } = request;
  const { out, run = runProgram } = world;
  const found = await findPeerPython(request.peerPython, run);
  const entries = entriesOf(request, 'missing' in found ? undefined : found.python);
  const names = entries.map(({ name }) => name);
  if (!json) {
    out(`rims: ${sizesText(sizes)}`);
    if ('missing' in found) out(`no peers, ours alone: ${found.missing} (see --peer-python)`);
    out(roundHeading(names));
  }
  const contestants = entries.map(({ name, program }) => ({
    name,
    measure: () => timeProgram(program, run),
  }));
  const rounds = await takeTurns(pairs, contestants, (round, index) => {
    if (!json) out(roundText(names, round, index));
  });
  const comparisons = comparisonsOf(entries, rounds);
  if (json) {
    const missing = 'missing' in found ? { peerMissing: found.missing } : {};
    out(
      JSON.stringify({ benchmark: 'rims', ...sizes, ...choices, ...missing, comparisons, rounds }),
    );
    return;
  }
  for (const line of summaryText(names, rounds)) out(line);
  for (const { ours, peer, comparison } of comparisons) out(ratioText(ours, peer, comparison));
  for (const [name, timing] of Object.entries(rounds.at(-1) ?? {})) out(programText(name, timing));
}

function comparisonsOf(entries: readonly Entry[], rounds: readonly Round[]) {
  return entries.flatMap(({ name: peer, peerOf: ours }) =>
    ours === undefined
      ? []
      : [{ ours, peer, comparison: compare(rounds.map((round) => pairOf(round, ours, peer))) }],
  );
}

function sizesText(sizes: Sizes): string {
  const { units, modules, active, gap, batch, threads, iterations, warmup } = sizes;
  return (
    `copying with a gap of ${gap}, batch ${batch}, ${units} units, RIM of ${modules} modules with ${active} active, ` +
    `${threads} threads, ${iterations} updates after ${warmup} of warm-up`
  );
}
