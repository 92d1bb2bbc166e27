import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { orthogonalMatrix } from '../../../src/causal/synthetic/orthogonalMatrix.ts';
import { randomMechanism } from '../../../src/causal/synthetic/randomMechanism.ts';

function distributionAt(
  mechanism: ReturnType<typeof randomMechanism>,
  parents: number[],
  count: number,
): number[] {
  const out = new Float64Array(count);
  mechanism.probabilities(Uint8Array.from(parents), out);
  return [...out];
}

describe('randomMechanism', () => {
  it('gives distributions, different ones for different parents', () => {
    const mechanism = randomMechanism(5, [3, 2], new RandomStream(1));
    const seen = new Set<number>();
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 2; b++) {
        const row = distributionAt(mechanism, [a, b], 5);
        expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...row)).toBeGreaterThan(0);
        seen.add(row[0] ?? NaN);
      }
    }
    expect(seen.size).toBe(6);
  });

  it('gives a root the softmax of normal logits', () => {
    const stream = new RandomStream(7);
    const row = distributionAt(randomMechanism(3, [], new RandomStream(7)), [], 3);
    const weights = [stream.normal(), stream.normal(), stream.normal()].map(Math.exp);
    const total = weights.reduce((sum, value) => sum + value, 0);
    row.forEach((value, c) => expect(value).toBeCloseTo((weights[c] ?? NaN) / total, 12));
  });

  it('computes many parents instead of writing a table', () => {
    const parents = new Array<number>(24).fill(10);
    const mechanism = randomMechanism(10, parents, new RandomStream(2));
    const zeros = new Array<number>(24).fill(0);
    const first = distributionAt(mechanism, zeros, 10);
    expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    // The same again after another combination: nothing is left over between calls.
    const other = distributionAt(mechanism, [...zeros.slice(1), 9], 10);
    expect(distributionAt(mechanism, zeros, 10)).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('computes what it was drawn as', () => {
    const mechanism = randomMechanism(3, [2, 2], new RandomStream(3));
    const stream = new RandomStream(3);
    const embeddings = [0, 1].map(() => Array.from({ length: 8 }, () => stream.normal()));
    const first = orthogonalMatrix(8, 48, 2.5, stream);
    const bias = Array.from({ length: 48 }, () => stream.uniform(-0.5, 0.5));
    const second = orthogonalMatrix(48, 3, 2.5, stream);
    const inputs = [...(embeddings[0]?.slice(4) ?? []), ...(embeddings[1]?.slice(0, 4) ?? [])];
    const logits = [0, 0, 0];
    bias.forEach((value, h) => {
      const sum = inputs.reduce(
        (total, input, e) => total + input * (first[e * 48 + h] ?? NaN),
        value,
      );
      logits.forEach((logit, c) => {
        logits[c] = logit + Math.max(sum, 0.1 * sum) * (second[h * 3 + c] ?? NaN);
      });
    });
    const weights = logits.map((logit) => Math.exp(logit));
    const total = weights.reduce((sum, value) => sum + value, 0);
    distributionAt(mechanism, [1, 0], 3).forEach((value, c) => {
      expect(value).toBeCloseTo((weights[c] ?? NaN) / total, 10);
    });
  });
});
