import { factorDataset, factorGraph } from '@causal-mechanisms/datasets';
import type { FactorDataset, FactorGraph } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { DearConfigInput } from '../../src/training/dearConfig.ts';
import type { DearModel } from '../../src/model/dearModel.ts';
import { trainDear } from '../../src/training/trainDear.ts';
import type { DearTrainingEvent, TrainDearOptions } from '../../src/training/trainDear.ts';

/** Two causes, each of both effects. */
export const toyGraph: FactorGraph = factorGraph(['a -> c', 'a -> d', 'b -> c', 'b -> d'], {
  factors: ['a', 'b', 'c', 'd'],
});

/** The weights that {@link toy} is drawn with, cause by cause. */
export const TRUE_WEIGHTS = [
  [0, 0, 0.8, -0.6],
  [0, 0, 0.5, 0.9],
  [0, 0, 0, 0],
  [0, 0, 0, 0],
] as const;

/** A linear Gaussian model of four factors, seen through a fixed random map into eight numbers. */
export function toy(size: number, seed = 7): FactorDataset {
  const stream = new RandomStream(seed);
  const mixing = stream.split('mixing').normals(4 * 8, 0, 0.7);
  const values = new Float64Array(size * 4);
  const observations = new Float32Array(size * 8);
  for (let row = 0; row < size; row++) {
    const u = [0, 0, 0, 0];
    for (let j = 0; j < 4; j++) {
      u[j] = stream.normal();
      for (let i = 0; i < j; i++) u[j] = (u[j] ?? 0) + (u[i] ?? 0) * (TRUE_WEIGHTS[i]?.[j] ?? 0);
      values[4 * row + j] = u[j] ?? 0;
    }
    for (let place = 0; place < 8; place++) {
      observations[8 * row + place] = u.reduce(
        (sum, value, j) => sum + value * (mixing[8 * j + place] ?? 0),
        0,
      );
    }
  }
  return factorDataset({
    name: 'toy',
    observations,
    shape: [8],
    factors: ['a', 'b', 'c', 'd'].map((name) => ({ name, kind: 'continuous' }) as const),
    values,
  });
}

/** A few iterations in a moment. */
export const tiny = {
  latentWidth: 5,
  networks: { kind: 'mlp', width: 8, depth: 1 },
  batchSize: 8,
  iterations: 10,
  learningRates: { encoder: 1e-3, generator: 1e-3, discriminator: 1e-3, map: 1e-3 },
} as const satisfies DearConfigInput;

export interface Outcome {
  readonly events: DearTrainingEvent[];
  readonly model: DearModel;
}

/** Runs to the end, or until it is told to stop after an iteration; the caller disposes of the model. */
export async function train(
  data: FactorDataset,
  options: TrainDearOptions,
  stopAt?: number,
): Promise<Outcome> {
  const stop = new AbortController();
  const events: DearTrainingEvent[] = [];
  for await (const event of trainDear(data, { signal: stop.signal, ...options })) {
    events.push(event);
    if (event.kind === 'step' && event.step === stopAt) stop.abort();
    if (event.kind === 'end') return { events, model: event.model };
  }
  throw new Error('expected an end event');
}
