import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { ourProgram, runProgram } from '../measure/program.ts';
import { timeProgram } from '../measure/timing.ts';
import { takeTurns } from '../measure/turns.ts';
import type { Round } from '../measure/turns.ts';
import { growthExponent } from '../results/growth.ts';
import { programText, roundHeading, roundText, summaryText } from '../results/roundTable.ts';
import { spread } from '../results/spread.ts';
import { PRESET_SIZES, SCALING_CHOICES, SIZE_OPTIONS } from './options.ts';
import type { ScalingRequest } from './options.ts';

/** How the cost of an iteration of DEAR grows with the batch and with the images. */
export const dearScaling: Benchmark<keyof typeof SIZE_OPTIONS, keyof typeof SCALING_CHOICES> = {
  name: 'dear-scm-scaling',
  title: 'one training iteration of DEAR, against the batch and the size of images',
  sizes: SIZE_OPTIONS,
  choices: SCALING_CHOICES,
  run: timeScaling,
  measure: async (which, sizes) => {
    const { image, batch } = sizesIn(which);
    const networks = { image, width: PRESET_SIZES.small.width, batch };
    return (await import('./measureIterations.ts')).measureIterations(networks, sizes);
  },
};

/** An iteration of a size of its own. */
interface Entry {
  /** As tables call it: `32x64` is a batch of 64 images of 32x32. */
  readonly name: string;
  /** Pixels per side. */
  readonly image: number;
  /** Images per update. */
  readonly batch: number;
}

const entry = (image: number, batch: number): Entry => ({
  name: `${image}x${batch}`,
  image,
  batch,
});

function sizesIn(name: string): Entry {
  const [image = NaN, batch = NaN] = name.split('x').map(Number);
  return entry(image, batch);
}

async function timeScaling(request: ScalingRequest, world: BenchWorld): Promise<void> {
  const { sizes, choices, pairs, json } = request;
  const { out, run = runProgram } = world;
  const byBatch = choices.batches.map((batch) => entry(PRESET_SIZES.small.image, Number(batch)));
  const byImage = choices.images.map((image) => entry(Number(image), sizes.batch));
  const names = [...new Set([...byBatch, ...byImage].map(({ name }) => name))];
  const contestants = names.map((name) => {
    const program = { name, benchmark: dearScaling.name, which: name };
    return { name, measure: () => timeProgram(ourProgram(program, request), run) };
  });
  if (!json) {
    out(`dear-scm-scaling: pixels per side x images per update, ${sizes.threads} threads`);
    out(roundHeading(names, 'iteration'));
  }
  const rounds = await takeTurns(pairs, contestants, (round, index) => {
    if (!json) out(roundText(names, round, index));
  });
  const batchExponent = exponentOf(rounds, byBatch, ({ batch }) => batch);
  const pixelExponent = exponentOf(rounds, byImage, ({ image }) => image ** 2);
  if (json) {
    const head = { benchmark: dearScaling.name, ...sizes, ...choices };
    out(JSON.stringify({ ...head, batchExponent, pixelExponent, rounds }));
    return;
  }
  for (const line of summaryText(names, rounds)) out(line);
  if (batchExponent !== null) out(growthText(batchExponent, 'images of a batch'));
  if (pixelExponent !== null) out(growthText(pixelExponent, 'pixels of an image'));
  for (const [name, timing] of Object.entries(rounds.at(-1) ?? {})) out(programText(name, timing));
}

function growthText(exponent: number, what: string): string {
  return `processor time grows with the power ${exponent.toFixed(2)} of the ${what}`;
}

/** Of the processor time, which other work on the machine moves least; null where one size alone was timed. */
function exponentOf(
  rounds: readonly Round[],
  entries: readonly Entry[],
  sizeOf: (one: Entry) => number,
): number | null {
  if (entries.length < 2) return null;
  return growthExponent(
    entries.map((one) => {
      const seconds = rounds.map((round) => round[one.name]?.cpuSeconds ?? NaN);
      return [sizeOf(one), spread(seconds).median];
    }),
  );
}
