import {
  constantValues,
  normalValues,
  RandomStream,
  uniformValues,
} from '@causal-mechanisms/tensor-utils';

const MANY = 20_000;

function momentsOf(values: Float32Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

it('draws uniform values that fill the interval and no more', () => {
  const values = uniformValues(MANY, 0.5, new RandomStream(3));
  expect(values).toHaveLength(MANY);
  expect(values.every((value) => value >= -0.5 && value <= 0.5)).toBe(true);
  const { mean, deviation } = momentsOf(values);
  expect(Math.abs(mean)).toBeLessThan(0.01);
  expect(Math.abs(deviation - 1 / Math.sqrt(12))).toBeLessThan(0.005);
  expect(Math.max(...values)).toBeGreaterThan(0.499);
  expect(Math.min(...values)).toBeLessThan(-0.499);
});

it('draws normal values of mean zero and the deviation that was asked for', () => {
  const values = normalValues(MANY, 0.1, new RandomStream(3));
  expect(values).toHaveLength(MANY);
  const { mean, deviation } = momentsOf(values);
  expect(Math.abs(mean)).toBeLessThan(0.003);
  expect(Math.abs(deviation - 0.1)).toBeLessThan(0.002);
  // Of normal values 4.6 in 100 lie beyond two deviations, of uniform ones none.
  const beyond = values.filter((value) => Math.abs(value) > 0.2).length / MANY;
  expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.008);
});

it('takes one draw of the stream per value, in order', () => {
  const [stream, again] = [new RandomStream(5), new RandomStream(5)];
  const values = uniformValues(3, 2, stream);
  expect(Array.from(values)).toEqual([0, 1, 2].map(() => Math.fround(again.uniform(-2, 2))));
  expect(stream.state()).toEqual(again.state());
});

it('repeats a constant', () => {
  expect(constantValues(3, -1.5)).toEqual(Float32Array.of(-1.5, -1.5, -1.5));
  expect(constantValues(0, 1)).toHaveLength(0);
});
