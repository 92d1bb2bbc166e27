import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { ourProgram, runProgram } from '../measure/program.ts';
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
import { dearIterations } from './iterations.ts';
import { ITERATION_CHOICES, presetsOf, SIZE_OPTIONS } from './options.ts';
import type { IterationsRequest } from './options.ts';
import { partsText } from './parts.ts';

/** One training iteration of DEAR on WASM, against the best backend that loads. */
export const dearBackends: Benchmark<keyof typeof SIZE_OPTIONS, keyof typeof ITERATION_CHOICES> = {
  name: 'dear-scm-backends',
  title: 'one training iteration of DEAR on WASM, against the best backend that loads',
  sizes: SIZE_OPTIONS,
  choices: ITERATION_CHOICES,
  run: timeBackends,
  measure: (preset, sizes) => dearIterations.measure(preset, sizes),
};

async function timeBackends(request: IterationsRequest, world: BenchWorld): Promise<void> {
  const { sizes, choices, pairs, json } = request;
  const { out, run = runProgram } = world;
  const presets = presetsOf(request);
  const onWasm = (preset: string) => `${preset} wasm`;
  const contestants = presets.flatMap((preset) =>
    [
      { name: onWasm(preset), asked: { ...request, backend: 'wasm' } },
      { name: preset, asked: request },
    ].map(({ name, asked }) => {
      const program = { name: `our ${name}`, benchmark: dearBackends.name, which: preset };
      return { name, measure: () => timeProgram(ourProgram(program, asked), run) };
    }),
  );
  const names = contestants.map(({ name }) => name);
  if (!json) {
    out(`dear-scm-backends: batch ${sizes.batch}, ${sizes.threads} threads; WASM has one in Node`);
    out(roundHeading(names, 'iteration'));
  }
  const rounds = await takeTurns(pairs, contestants, (round, index) => {
    if (!json) out(roundText(names, round, index));
  });
  const comparisons = presets.map((preset) => ({
    preset,
    comparison: compare(rounds.map((round) => pairOf(round, onWasm(preset), preset))),
  }));
  if (json) {
    const head = { benchmark: dearBackends.name, ...sizes, ...choices };
    out(JSON.stringify({ ...head, comparisons, rounds }));
    return;
  }
  for (const line of summaryText(names, rounds)) out(line);
  for (const { preset, comparison } of comparisons) {
    out(ratioText(onWasm(preset), preset, comparison));
    for (const line of partsText(rounds, onWasm(preset), preset)) out(line);
  }
  for (const [name, timing] of Object.entries(rounds.at(-1) ?? {})) out(programText(name, timing));
}
