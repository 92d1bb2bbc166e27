import type { io } from '@tensorflow/tfjs';
import {
  parameterLayout,
  parseConfig,
  readParameters,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { scalarOptimiserStateSchema } from '../../belief/scalarOptimiser.ts';
import { DeltaTotals } from './deltaTotals.ts';
import { resolveDirectionConfig } from './directionConfig.ts';
import type { DirectionParts } from './directionState.ts';
import { hypothesesOfJoint } from '../tabularHypotheses.ts';

const KIND = {
  owner: 'CausalDirectionModel',
  format: 'causal-mechanisms/causal-direction',
} as const;

const schema = z.object({
  config: z.record(z.string(), z.unknown()),
  categories: z.tuple([
    z.int().check(z.minimum(2), z.maximum(256)),
    z.int().check(z.minimum(2), z.maximum(256)),
  ]),
  gamma: z.number(),
  optimiser: scalarOptimiserStateSchema,
  /** Empty before the first episode, when some of them are infinite. */
  totals: z.union([z.array(z.number()).check(z.length(5)), z.array(z.number()).check(z.length(0))]),
});

/** Writes a model. The joint distribution is saved as three tables of floats whose sum is its double. */
export async function writeDirectionModel(
  { config, hypotheses, state }: DirectionParts,
  handler: io.IOHandler,
): Promise<void> {
  const { categories, joint } = hypotheses;
  const { gamma, optimiser, totals } = state;
  const saved = totals.episodes === 0 ? [] : Array.from(totals.values);
  await writeParameters(handler, {
    ...KIND,
    layout: layoutOf(categories),
    values: inFloats(joint),
    description: { config, categories, gamma, optimiser, totals: saved },
  });
}

/** Reads a model that {@link writeDirectionModel} wrote. */
export async function readDirectionModel(handler: io.IOHandler): Promise<DirectionParts> {
  const { values, config, categories, state } = await readParameters(handler, {
    ...KIND,
    understand: (description) => {
      const { config, categories, gamma, optimiser, totals } = parseConfig(
        KIND.owner,
        schema,
        description,
      );
      return {
        layout: layoutOf(categories),
        config: resolveDirectionConfig(config),
        categories,
        state: {
          gamma,
          optimiser,
          totals: totals.length === 0 ? new DeltaTotals() : new DeltaTotals(totals),
        },
      };
    },
  });
  const cells = values.length / 3;
  const joint = Float64Array.from(
    { length: cells },
    (_, i) => (values[i] ?? NaN) + (values[cells + i] ?? NaN) + (values[2 * cells + i] ?? NaN),
  );
  return { config, hypotheses: hypothesesOfJoint(joint, categories), state };
}

function layoutOf([a, b]: readonly [number, number]) {
  return parameterLayout([{ name: 'joint', shape: [3, a, b] }]);
}

function inFloats(values: Float64Array): Float32Array {
  const floats = new Float32Array(3 * values.length);
  values.forEach((value, i) => {
    let left = value;
    for (let part = 0; part < 3; part++) {
      floats[part * values.length + i] = left;
      left -= floats[part * values.length + i] ?? NaN;
    }
  });
  return floats;
}
