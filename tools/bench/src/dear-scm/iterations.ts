import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { findPeerPython } from '../measure/peerPython.ts';
import { ourProgram, peerOptions, peerProgram, runProgram } from '../measure/program.ts';
import type { Program } from '../measure/program.ts';
import { timeProgram } from '../measure/timing.ts';
import { pairOf, takeTurns } from '../measure/turns.ts';
import { compare } from '../results/comparison.ts';
import {
  programText,
  ratioText,
  roundHeading,
  roundText,
  summaryText,
} from '../results/roundTable.ts';
import { ITERATION_CHOICES, PENDULUM, PRESET_SIZES, presetsOf, SIZE_OPTIONS } from './options.ts';
import type { IterationsRequest, PresetName } from './options.ts';
import { partsText } from './parts.ts';

/** One training iteration of DEAR, against PyTorch. */
export const dearIterations: Benchmark<keyof typeof SIZE_OPTIONS, keyof typeof ITERATION_CHOICES> =
  {
    name: 'dear-scm',
    title:
      'one training iteration of DEAR: updates of discriminator, encoder, and generator with prior',
    sizes: SIZE_OPTIONS,
    choices: ITERATION_CHOICES,
    run: timeIterations,
    measure: async (preset, sizes) =>
      (await import('./measureIterations.ts')).measureIterations(
        { ...PRESET_SIZES[preset as PresetName], batch: sizes.batch },
        sizes,
      ),
  };

/** As tables call the peer of a preset. */
const peerOf = (preset: PresetName) => `torch ${preset}`;

async function timeIterations(request: IterationsRequest, world: BenchWorld): Promise<void> {
  const { sizes, choices, pairs, json } = request;
  const { out, run = runProgram } = world;
  const found = await findPeerPython(request.peerPython, run);
  const presets = presetsOf(request);
  const contestants = presets.flatMap((preset) => [
    { name: preset, program: ourIterations(preset, request) },
    ...('missing' in found
      ? []
      : [{ name: peerOf(preset), program: peerIterations(preset, request, found.python) }]),
  ]);
  const names = contestants.map(({ name }) => name);
  if (!json) {
    out(`dear-scm: ${requestText(request)}`);
    if ('missing' in found) out(`no peers, ours alone: ${found.missing} (see --peer-python)`);
    out(roundHeading(names, 'iteration'));
  }
  const entrants = contestants.map(({ name, program }) => ({
    name,
    measure: () => timeProgram(program, run),
  }));
  const rounds = await takeTurns(pairs, entrants, (round, index) => {
    if (!json) out(roundText(names, round, index));
  });
  const comparisons = presets.map((preset) => ({
    preset,
    comparison: compare(rounds.map((round) => pairOf(round, preset, peerOf(preset)))),
  }));
  if (json) {
    const missing = 'missing' in found ? { peerMissing: found.missing } : {};
    out(
      JSON.stringify({
        benchmark: 'dear-scm',
        ...sizes,
        ...choices,
        ...missing,
        comparisons,
        rounds,
      }),
    );
    return;
  }
  for (const line of summaryText(names, rounds)) out(line);
  for (const { preset, comparison } of comparisons) {
    if (comparison.peer !== undefined) out(ratioText(preset, peerOf(preset), comparison));
    for (const line of partsText(rounds, preset, peerOf(preset))) out(line);
  }
  for (const [name, timing] of Object.entries(rounds.at(-1) ?? {})) out(programText(name, timing));
}

function ourIterations(preset: PresetName, request: IterationsRequest): Program {
  const program = { name: `our ${preset}`, benchmark: dearIterations.name, which: preset };
  return ourProgram(program, request);
}

function peerIterations(preset: PresetName, request: IterationsRequest, python: string): Program {
  const { batch, iterations, warmup, threads } = request.sizes;
  const numbers = { ...PRESET_SIZES[preset], batch, ...PENDULUM, iterations, warmup, threads };
  const args = peerOptions(numbers);
  return peerProgram({ name: `peer ${preset}`, script: 'dear_torch.py', args }, request, python);
}

function requestText(request: IterationsRequest): string {
  const { batch, threads, iterations, warmup } = request.sizes;
  const networks = presetsOf(request).map((preset) => {
    const { image, width } = PRESET_SIZES[preset];
    return `${preset} ${image}x${image}x3 with ${width} channels`;
  });
  return (
    `${networks.join(', ')}; batch ${batch}, ${threads} threads, ` +
    `${iterations} iterations after ${warmup} of warm-up`
  );
}
