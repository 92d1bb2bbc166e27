import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { findPeerPython } from '../measure/peerPython.ts';
import { ourProgram, peerOptions, peerProgram, runProgram } from '../measure/program.ts';
import type { Program } from '../measure/program.ts';
import { timeProgram } from '../measure/timing.ts';
import { pairOf, takeTurns } from '../measure/turns.ts';
import type { Round } from '../measure/turns.ts';
import { compare } from '../results/comparison.ts';
import {
  programText,
  ratioText,
  roundHeading,
  roundText,
  summaryText,
} from '../results/roundTable.ts';
import { checkRequest, SIZE_OPTIONS, UPDATE_CHOICES } from './options.ts';
import type { ModelName, Sizes, UpdatesRequest } from './options.ts';

/** One training update of copying with recurrent independent mechanisms and with an LSTM, against PyTorch. */
export const rimsUpdates: Benchmark<keyof typeof SIZE_OPTIONS, keyof typeof UPDATE_CHOICES> = {
  name: 'rims',
  title: 'one training update of copying, with recurrent independent mechanisms and with an LSTM',
  sizes: SIZE_OPTIONS,
  choices: UPDATE_CHOICES,
  check: checkRequest,
  run: timeUpdates,
  measure: async (model, sizes) =>
    (await import('./measureUpdates.ts')).measureUpdates(model as ModelName, sizes),
};

/** A program that takes part, and the one of ours that it is compared with. */
interface Entry {
  /** As tables and messages call it. */
  readonly name: string;
  /** The name of ours, for a peer. */
  readonly peerOf?: string;
  /** What to run. */
  readonly program: Program;
}

async function timeUpdates(request: UpdatesRequest, world: BenchWorld): Promise<void> {
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

/** The programs of a round: each model of ours, followed by its peers where there is a Python for them. */
function entriesOf(request: UpdatesRequest, python: string | undefined): readonly Entry[] {
  const { models, peers } = request.choices;
  const formsOf = (model: string) => (model === 'lstm' ? ['lstm'] : peers);
  return models.flatMap((model) => [
    ourModel(model as ModelName, request),
    ...(python === undefined
      ? []
      : formsOf(model).map((form) => peerModel(model, form, request, python))),
  ]);
}

function ourModel(model: ModelName, request: UpdatesRequest): Entry {
  const program = { name: `our ${model}`, benchmark: rimsUpdates.name, which: model };
  return { name: model, program: ourProgram(program, request) };
}

function peerModel(peerOf: string, form: string, request: UpdatesRequest, python: string): Entry {
  const script = 'rims_torch.py';
  const args = ['--form', form, ...peerOptions(request.sizes)];
  return {
    name: form === 'lstm' ? 'nn.LSTM' : form,
    peerOf,
    program: peerProgram({ name: `peer ${form}`, script, args }, request, python),
  };
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
