import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { ConjugateRegression } from '../../../src/continuous/conjugate/conjugateRegression.ts';
import { VectorRegression } from '../../../src/continuous/vector/vectorRegression.ts';

const stream = new RandomStream(1);
const drawn = (count: number) => Float64Array.from({ length: count }, () => stream.normal());

describe('VectorRegression', () => {
  it.each([0, 1])('is the regression of numbers in one dimension, with %p inputs', (inputs) => {
    const kind = inputs === 0 ? ('constant' as const) : ('linear' as const);
    const numbers = new ConjugateRegression({ features: { kind } });
    const vectors = new VectorRegression({ inputs, targets: 1 });
    const [x, y] = [drawn(30), drawn(30)];
    const read = inputs === 0 ? new Float64Array(0) : x;
    expect(vectors.observe(read, y)).toBeCloseTo(numbers.observe(x, y), 8);
    numbers.discount(7);
    expect(vectors.discounted(7).observe(read, y)).toBeCloseTo(numbers.observe(x, y), 8);
  });

  it('scores a batch as its samples one by one', () => {
    const [x, y] = [drawn(40), drawn(60)];
    const start = new VectorRegression({ inputs: 2, targets: 3 });
    start.learn(x.subarray(0, 20), y.subarray(0, 30));
    const single = start.discounted(Infinity);
    let sum = 0;
    for (let i = 10; i < 20; i++) {
      sum += single.observe(x.subarray(2 * i, 2 * i + 2), y.subarray(3 * i, 3 * i + 3));
    }
    expect(start.discounted(Infinity).observe(x.subarray(20), y.subarray(30))).toBeCloseTo(sum, 8);
  });

  it('factors into its components, each given those before it', () => {
    // The chain rule over samples of independent components: correlation is what a joint density can gain.
    const z = drawn(400);
    const both = new Float64Array(800);
    z.forEach((value, i) => both.set([value, value + 0.1 * stream.normal()], 2 * i));
    const joint = new VectorRegression({ inputs: 0, targets: 2 });
    const nothing = new Float64Array(0);
    const together = joint.observe(nothing, both);
    const apart = [0, 1].map((k) =>
      new VectorRegression({ inputs: 0, targets: 1 }).observe(
        nothing,
        both.filter((_, i) => i % 2 === k),
      ),
    );
    // The second component has a deviation of 0.1 where the first is known: a gain of ln 10 a sample.
    const gain = (together - (apart[0] ?? NaN) - (apart[1] ?? NaN)) / 400;
    expect(Math.abs(gain - Math.log(10))).toBeLessThan(0.1);
  });
});
