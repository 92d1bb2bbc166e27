import { gaussianVectorPair } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  RandomStream,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { vectorHypotheses } from '../../../src/continuous/vector/vectorHypotheses.ts';

const dimensions = 4;

describe('vectorHypotheses', () => {
  it('prefer the cause that moved, both ways', () => {
    for (let truth = 0; truth < 10; truth++) {
      const stream = new RandomStream(truth);
      const pair = gaussianVectorPair({ dimensions, stream });
      const training = pair.sampleTraining(1000, stream);
      const transfer = pair.transfer(stream).sample(200, stream);
      const swapped = ({ a, b }: { a: ArrayLike<number>; b: ArrayLike<number> }) => ({
        a: b,
        b: a,
      });
      const found = vectorHypotheses(training, { dimensions }).score(transfer);
      const other = vectorHypotheses(swapped(training), { dimensions }).score(swapped(transfer));
      expect(found.forward).toBeGreaterThan(found.backward);
      expect(other.forward).toBeCloseTo(found.backward, 6);
      expect(other.backward).toBeCloseTo(found.forward, 6);
    }
  });

  it('prefer it when the effect moved, too', () => {
    const stream = new RandomStream(3);
    const pair = gaussianVectorPair({ dimensions, stream });
    const hypotheses = vectorHypotheses(pair.sampleTraining(1000, stream), { dimensions });
    const { a, b } = pair.sampleTraining(200, stream);
    const moved = { a, b: b.map((value, i) => value + (i % dimensions) - 2) };
    const { forward, backward } = hypotheses.score(moved);
    expect(forward).toBeGreaterThan(backward + 5);
  });

  it('answer in the units of the components', () => {
    const stream = new RandomStream(5);
    const pair = gaussianVectorPair({ dimensions: 2, stream });
    const [training, transfer] = [
      pair.sampleTraining(200, stream),
      pair.sampleTraining(50, stream),
    ];
    const larger = ({ a, b }: typeof training) => ({ a: a.map((value) => 10 * value + 3), b });
    const plain = vectorHypotheses(training, { dimensions: 2 }).score(transfer);
    const found = vectorHypotheses(larger(training), { dimensions: 2 }).score(larger(transfer));
    expect(found.forward).toBeCloseTo(plain.forward - 50 * 2 * Math.log(10), 4);
    expect(found.backward).toBeCloseTo(plain.backward - 50 * 2 * Math.log(10), 4);
  });

  it('refuse impossible input', () => {
    const stream = new RandomStream(6);
    const training = gaussianVectorPair({ dimensions, stream }).sampleTraining(30, stream);
    expect(() => vectorHypotheses(training, { dimensions: 0 })).toThrow(ArgumentError);
    expect(() => vectorHypotheses(training, { dimensions, memory: 0 })).toThrow(ArgumentError);
    expect(() => vectorHypotheses(training, { dimensions, changes: 'few' as 'all' })).toThrow(
      ArgumentError,
    );
    expect(() => vectorHypotheses(training, { dimensions: 10 })).toThrow(ShapeError);
    expect(() =>
      vectorHypotheses({ ...training, a: new Float64Array(120).fill(1) }, { dimensions }),
    ).toThrow(ValuesError);
    const hypotheses = vectorHypotheses(training, { dimensions });
    expect(() => hypotheses.score({ a: new Float64Array(9), b: new Float64Array(9) })).toThrow(
      'transfer must hold whole vectors of 4 components, got 9 values',
    );
  });
});
