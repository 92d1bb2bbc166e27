import { rolloutPieces } from '../../../src/policy/training/rolloutPieces.ts';

describe('rolloutPieces', () => {
  it('leaves a rollout without ends as it is', () => {
    expect(rolloutPieces(new Uint8Array(6), 2)).toEqual({
      steps: 3,
      rows: 2,
      observations: Int32Array.of(0, 1, 2, 3, 4, 5),
      outputs: Int32Array.of(0, 1, 2, 3, 4, 5),
    });
  });

  it('makes a sequence of what begins inside', () => {
    // Three steps of two environments; the first one's episode ends at the first step, the second one's at the second.
    const pieces = rolloutPieces(Uint8Array.of(1, 0, 0, 1, 0, 0), 2);
    expect(pieces).toMatchObject({ steps: 2, rows: 4 });
    // Rows: 0; 1 3; then 2 4, which begins at the second step, and 5, at the third.
    expect([...pieces.observations]).toEqual([0, 1, 2, 5, 0, 3, 4, 5]);
    expect([...pieces.outputs]).toEqual([0, 1, 2, 5, 6, 3]);
  });

  it('makes nothing of an end at the last step', () => {
    expect(rolloutPieces(Uint8Array.of(0, 0, 1, 1), 2).rows).toBe(2);
  });

  it('takes more sequences than a call takes arguments', () => {
    const { rows, steps } = rolloutPieces(new Uint8Array(2 ** 18).fill(1), 2 ** 17);
    expect([rows, steps]).toEqual([2 ** 18, 1]);
  });

  it('makes each step a sequence where every episode has one step', () => {
    const pieces = rolloutPieces(Uint8Array.of(1, 1, 1), 1);
    expect(pieces).toMatchObject({ steps: 1, rows: 3 });
    expect([...pieces.observations]).toEqual([0, 1, 2]);
    expect([...pieces.outputs]).toEqual([0, 1, 2]);
  });
});
