import type { SequenceBatch } from '@causal-mechanisms/datasets';
import { moduleActivity } from '../../src/evaluate/moduleActivity.ts';

/** Three steps of two sequences, time-major: 1 2 3 and 4 5 6. */
const BATCH: SequenceBatch = {
  steps: 3,
  size: 2,
  inputs: { kind: 'tokens', tokens: Int32Array.of(1, 4, 2, 5, 3, 6) },
  targets: { kind: 'classes', classes: new Int32Array(6) },
  targetAt: 'every',
  scored: 1,
};

/** Answers nothing; its modules are active as told. */
function model(activation?: readonly number[]) {
  const answer = { steps: 3, batch: 2, outputs: 1, answers: new Float32Array(6) };
  return {
    predict: () =>
      Promise.resolve(
        activation === undefined
          ? answer
          : { ...answer, activation: Float32Array.from(activation) },
      ),
  };
}

describe('moduleActivity', () => {
  // Per step the modules of the first sequence, then those of the second.
  const ACTIVATION = [1, 0, /**/ 0, 1, /* step 1 */ 1, 1, /**/ 0, 1, /* step 2 */ 0, 1, /**/ 1, 0];

  const ACTIVE = [
    [
      [1, 1, 0],
      [0, 1, 1],
    ],
    [
      [0, 0, 1],
      [1, 1, 0],
    ],
  ];

  it('has a row per module, sequence by sequence', async () => {
    expect(await moduleActivity(model(ACTIVATION), BATCH)).toEqual([
      { tokens: [1, 2, 3], active: ACTIVE[0] },
      { tokens: [4, 5, 6], active: ACTIVE[1] },
    ]);
  });

  it('has no tokens where vectors are read', async () => {
    const vectors = { kind: 'vectors', width: 1, values: new Float32Array(6) } as const;
    expect(await moduleActivity(model(ACTIVATION), { ...BATCH, inputs: vectors })).toEqual([
      { active: ACTIVE[0] },
      { active: ACTIVE[1] },
    ]);
  });

  it('has nothing to say of a model without modules', async () => {
    expect(await moduleActivity(model(), BATCH)).toEqual([]);
  });
});
