import type { ContinuousDirectionConfigInput } from '../../../src/continuous/training/continuousConfig.ts';
import type { ContinuousDirectionModel } from '../../../src/continuous/training/continuousDirectionModel.ts';
import { trainContinuousDirection } from '../../../src/continuous/training/trainContinuousDirection.ts';
import type {
  ContinuousData,
  ContinuousSource,
} from '../../../src/continuous/training/continuousSource.ts';
import { drawnPairs } from '../pairs.ts';

/** A curve that bends: A is the cause, and its mean moves. */
export const bent: ContinuousSource = {
  sampleTraining: (count, stream) => drawnPairs(stream, { count }),
  transfer(stream) {
    const mean = stream.uniform(-4, 4);
    return { sample: (count, drawn) => drawnPairs(drawn, { count, mean }) };
  },
};

/** A straight line. */
export const straight: ContinuousSource = {
  sampleTraining: (count, stream) => drawnPairs(stream, { count, effect: (a) => 1.5 * a - 1 }),
  transfer(stream) {
    const mean = stream.uniform(-4, 4);
    return {
      sample: (count, drawn) => drawnPairs(drawn, { count, mean, effect: (a) => 1.5 * a - 1 }),
    };
  },
};

/** The same with A and B swapped. */
export function turned(source: ContinuousSource): ContinuousSource {
  const swap = ({ a, b }: { a: ArrayLike<number>; b: ArrayLike<number> }) => ({ a: b, b: a });
  return {
    sampleTraining: (count, stream) => swap(source.sampleTraining(count, stream)),
    transfer(stream) {
      const change = source.transfer(stream);
      return { sample: (count, drawn) => swap(change.sample(count, drawn)) };
    },
  };
}

/** Trains to the end. */
export async function trained(
  source: ContinuousSource | ContinuousData,
  config: ContinuousDirectionConfigInput,
): Promise<ContinuousDirectionModel> {
  for await (const event of trainContinuousDirection(source, { config })) {
    if (event.kind === 'end') return event.model;
  }
  throw new Error('expected an end event');
}
