import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { conditionalTerm, trainedMechanism } from '../../../src/encoder/score/conditionalTerm.ts';
import type { TrainedMechanism } from '../../../src/encoder/score/scoredBatch.ts';

const bumps = { kind: 'bumps', low: -3, high: 3, count: 6, width: 1.4 } as const;

function normals(rows: number, seed: number): Float64Array {
  const stream = new RandomStream(seed);
  return Float64Array.from({ length: rows }, () => stream.normal());
}

const columns = {
  trainingCause: normals(14, 1),
  trainingEffect: normals(14, 2),
  cause: normals(13, 3),
  effect: normals(13, 4),
};
type Name = keyof typeof columns;

/** The value with one code moved; the mechanism learns the moved training data, or is held. */
function valueAt(name: Name, index: number, by: number, held?: TrainedMechanism): number {
  const moved = { ...columns, [name]: columns[name].slice() };
  moved[name][index] = (moved[name][index] ?? 0) + by;
  const mechanism = held ?? trainedMechanism(moved.trainingCause, moved.trainingEffect, bumps);
  return conditionalTerm(mechanism, moved.cause, moved.effect, 3).value;
}

describe('conditionalGradient', () => {
  const mechanism = trainedMechanism(columns.trainingCause, columns.trainingEffect, bumps);
  const term = conditionalTerm(mechanism, columns.cause, columns.effect, 3);
  const slope = (name: Name, index: number) =>
    (valueAt(name, index, 1e-5) - valueAt(name, index, -1e-5)) / 2e-5;

  it('is exact in second order, through training data, batches and noise', () => {
    const { transfer, training } = term.gradient('second');
    for (const index of [0, 3, 4, 7, 8, 11]) {
      expect(transfer.cause[index]).toBeCloseTo(slope('cause', index), 7);
      expect(transfer.effect[index]).toBeCloseTo(slope('effect', index), 7);
    }
    for (const index of [0, 6, 13]) {
      expect(training?.cause[index]).toBeCloseTo(slope('trainingCause', index), 7);
      expect(training?.effect[index]).toBeCloseTo(slope('trainingEffect', index), 7);
    }
  });

  it('holds mechanisms in first order: it is exact for the last batch, and another for those that were learned', () => {
    const { transfer, training } = term.gradient('first');
    expect(training).toBeUndefined();
    for (const index of [8, 11]) {
      expect(transfer.cause[index]).toBeCloseTo(slope('cause', index), 7);
      expect(transfer.effect[index]).toBeCloseTo(slope('effect', index), 7);
    }
    expect(Math.abs((transfer.effect[0] ?? 0) - slope('effect', 0))).toBeGreaterThan(1e-4);
  });

  it('gives nothing for points that are left over', () => {
    const { transfer } = term.gradient('second');
    expect([transfer.cause.length, transfer.cause[12], transfer.effect[12]]).toEqual([13, 0, 0]);
  });
});
