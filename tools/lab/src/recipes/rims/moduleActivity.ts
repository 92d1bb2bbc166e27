import type { SequenceBatch } from '@causal-mechanisms/datasets';
import type { SequenceModel } from '@causal-mechanisms/rims';

/** Tokens of one sequence, and which modules were active while it was read; each a text of one letter per step, to be kept as JSON. */
export type KeptActivity = {
  readonly tokens: readonly number[];
  /** One text per module: 1 where it was active, else 0. */
  readonly active: readonly string[];
};

/**
 * @param model - A model with modules.
 * @param batch - Sequences of tokens.
 * @returns One entry per sequence; none when the model has no modules.
 */
export async function moduleActivity(
  model: Pick<SequenceModel, 'predict'>,
  batch: SequenceBatch,
): Promise<KeptActivity[]> {
  const { activation } = await model.predict(batch);
  const { inputs, steps, size } = batch;
  if (activation === undefined || inputs.kind !== 'tokens') return [];
  const modules = activation.length / (steps * size);
  const overTime = <Value>(read: (t: number) => Value): Value[] =>
    Array.from({ length: steps }, (_, t) => read(t));
  return Array.from({ length: size }, (_, s) => ({
    tokens: overTime((t) => inputs.tokens[t * size + s] ?? 0),
    active: Array.from({ length: modules }, (_, m) =>
      overTime((t) => activation[(t * size + s) * modules + m] ?? 0).join(''),
    ),
  }));
}

/**
 * @param kept - What {@link moduleActivity} gave, read back.
 * @returns The same with a number per module and step.
 */
export function readActivity({ tokens, active }: KeptActivity): {
  readonly tokens: readonly number[];
  readonly active: readonly (readonly number[])[];
} {
  return { tokens, active: active.map((text) => Array.from(text, Number)) };
}
