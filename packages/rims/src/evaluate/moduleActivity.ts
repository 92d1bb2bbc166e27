import { checkFunction, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { SequenceArrays } from '../model/batchInput.ts';
import type { SequenceModel } from '../model/sequenceModel.ts';

/** Which modules were active while a sequence was read: plain data. */
export interface ModuleActivity {
  /** What was read, step by step; of sequences of tokens. */
  readonly tokens?: readonly number[];
  /** Per module one number per step: 1 where it was active, else 0. */
  readonly active: readonly (readonly number[])[];
}

/**
 * Tells which modules of a model are active while it reads sequences (Goyal et al., 2021, Figure 2).
 *
 * @param model - The model.
 * @param sequences - Plain arrays, time-major; a batch of a task fits.
 * @returns One entry per sequence, as long as the sequence; none where the core has no modules.
 * @throws ShapeError, ValuesError when the sequences do not fit the model.
 *
 * @example
 * ```ts
 * import { copyingTask } from '@causal-mechanisms/datasets';
 * import { moduleActivity, SequenceModel } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const model = SequenceModel.create(
 *   {
 *     core: { kind: 'rims', units: 12, modules: 3, activeModules: 1 },
 *     input: { kind: 'tokens', vocabulary: 10, width: 4 },
 *     outputs: 10,
 *     answers: 'every',
 *     dropout: 0,
 *   },
 *   new RandomStream(1),
 * );
 * const batch = copyingTask({ gap: 2, symbols: 1 }).sample(1, new RandomStream(2));
 * for (const { tokens, active } of await moduleActivity(model, batch)) {
 *   console.log(tokens?.length, active.length); // 4 3
 *   for (const module of active) console.log(module.map((on) => (on === 1 ? '#' : '.')).join(''));
 * }
 * model.dispose();
 * ```
 */
export async function moduleActivity(
  model: Pick<SequenceModel, 'predict'>,
  sequences: SequenceArrays,
): Promise<ModuleActivity[]> {
  const owner = 'moduleActivity';
  checkFunction(owner, 'model.predict', checkOptions(owner, model, 'model').predict);
  const { activation } = await model.predict(sequences);
  const { inputs, steps, size, lengths } = sequences;
  if (activation === undefined) return [];
  const modules = activation.length / (steps * size);
  const overTime = (s: number, read: (t: number) => number | undefined): number[] =>
    Array.from({ length: lengths?.[s] ?? steps }, (_, t) => read(t) ?? 0);
  return Array.from({ length: size }, (_, s) => ({
    ...(inputs.kind === 'tokens'
      ? { tokens: overTime(s, (t) => inputs.tokens[t * size + s]) }
      : {}),
    active: Array.from({ length: modules }, (_, m) =>
      overTime(s, (t) => activation[(t * size + s) * modules + m]),
    ),
  }));
}
