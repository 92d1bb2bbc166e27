import fc from 'fast-check';
import { nonSaturatingLoss } from '../../src/objectives/discriminatorObjective.ts';
import { discriminatorLoss, winnersByLogit, winnersLoss } from '../../src/training/logitLosses.ts';

it('weighs canonical images and outputs one to one', () => {
  const { loss, canonicalAccuracy, outputAccuracy, gradient } = discriminatorLoss(
    Float32Array.of(0, 2, 0, 0, -1, 5),
    2,
  );
  const log = Math.log;
  const expected =
    (log(2) + log(1 + Math.exp(-2))) / 2 +
    (2 * log(2) + log(1 + Math.exp(-1)) + log(1 + Math.exp(5))) / 4;
  expect(loss).toBeCloseTo(expected, 6);
  expect(canonicalAccuracy).toBe(0.5);
  expect(outputAccuracy).toBe(0.25);
  expect(gradient[0]).toBeCloseTo(-0.25, 6);
  expect(gradient[2]).toBeCloseTo(0.125, 6);
});

it('has the gradient of finite differences', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 6, maxLength: 6 }),
      fc.nat(5),
      (logits, entry) => {
        const outputWeights = Float32Array.of(1, 0.3, 0.3, 2);
        for (const options of [{}, { canonicalLabel: 0.8, outputWeights }]) {
          const at = (change: number) =>
            discriminatorLoss(
              Float32Array.from(logits, (l, i) => (i === entry ? l + change : l)),
              2,
              options,
            ).loss;
          const slope = (at(0.01) - at(-0.01)) / 0.02;
          const { gradient } = discriminatorLoss(Float32Array.from(logits), 2, options);
          expect(Math.abs(slope - (gradient[entry] ?? NaN))).toBeLessThan(1e-3);
        }
      },
    ),
    { seed: 1 },
  );
});

it('counts outputs by their weights, and canonical images by their label', () => {
  const logits = Float32Array.of(0, 2, 0, 0, -1, 5);
  const outputWeights = Float32Array.of(1, 0, 0.5, 0.5);
  const { loss, canonicalAccuracy, outputAccuracy, gradient } = discriminatorLoss(logits, 2, {
    canonicalLabel: 0.9,
    outputWeights,
  });
  const soft = (x: number) => Math.log(1 + Math.exp(x));
  const canonical = (soft(0) + 0.9 * soft(-2) + 0.1 * soft(2)) / 2;
  const outputs = (soft(0) + 0.5 * soft(-1) + 0.5 * soft(5)) / 2;
  expect(loss).toBeCloseTo(canonical + outputs, 6);
  // What is counted as right stays the same.
  expect([canonicalAccuracy, outputAccuracy]).toEqual([0.5, 0.25]);
  expect(gradient[0]).toBeCloseTo((0.5 - 0.9) / 2, 6);
  expect(gradient[2]).toBeCloseTo(0.25, 6);
  expect(gradient[3]).toBe(0);
  expect(gradient[5]).toBeCloseTo(1 / (1 + Math.exp(-5)) / 4, 6);
});

it('is the same to the last bit where all count alike', () => {
  const logits = Float32Array.from({ length: 12 }, (_, i) => Math.sin(7 * i) * 9);
  const plain = discriminatorLoss(logits, 3);
  expect(discriminatorLoss(logits, 3, { canonicalLabel: 1 })).toEqual(plain);
  const outputWeights = new Float32Array(9).fill(1);
  expect(discriminatorLoss(logits, 3, { outputWeights })).toEqual(plain);
  const [first = NaN, , , output = NaN] = logits;
  const logistic = (x: number) =>
    x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  expect(plain.gradient[0]).toBe(Math.fround((logistic(first) - 1) / 3));
  expect(plain.gradient[3]).toBe(Math.fround(logistic(output) / 9));
});

it('gives each image to the largest logit, also where the sigmoid would tie', () => {
  // expert 0: 40, -200; expert 1: 50, -100. In single precision both sigmoids of a column are 1 and 0.
  expect(Array.from(winnersByLogit(Float32Array.of(40, -200, 50, -100), 2))).toEqual([1, 1]);
  expect(Array.from(winnersByLogit(Float32Array.of(1, 2, 3, 3, 0, 0), 2))).toEqual([1, 0, 0]);
});

it('gives ties to the lower number', () => {
  // Three experts, two images: all tie on the first, the last two on the second.
  expect(Array.from(winnersByLogit(Float32Array.of(1, 0, 1, 2, 1, 2), 3))).toEqual([0, 1]);
  expect(Array.from(winnersByLogit(new Float32Array(0), 3))).toEqual([]);
});

it('averages each winner over the images it won, or over the batch', () => {
  const logits = Float32Array.of(0, 0, 0, 0);
  const winners = Int32Array.of(0, 0, 0, 2);
  const perWon = winnersLoss(logits, winners, 3, 'perWon', nonSaturatingLoss);
  expect(Array.from(perWon.wins)).toEqual([3, 0, 1]);
  expect(perWon.loss).toBeCloseTo(Math.LN2, 6);
  expect(Array.from(perWon.gradient, (g) => Number(g.toFixed(6)))).toEqual([
    -0.166667, -0.166667, -0.166667, -0.5,
  ]);
  const perBatch = winnersLoss(logits, winners, 3, 'perBatch', nonSaturatingLoss);
  expect(Array.from(perBatch.gradient)).toEqual([-0.125, -0.125, -0.125, -0.125]);
});

it('counts the won images that teach something: all, or those that are not good enough yet', () => {
  const scores = Float32Array.of(1, 5, 3, 7);
  const winners = Int32Array.of(0, 0, 2, 2);
  const all = winnersLoss(scores, winners, 3, 'perWon', nonSaturatingLoss);
  expect(Array.from(all.taught)).toEqual([2, 0, 2]);
  const of = {
    value: (score: number) => -Math.min(score, 3),
    slope: (score: number) => (score >= 3 ? 0 : -1),
    isReached: (score: number) => score >= 3,
  };
  const some = winnersLoss(scores, winners, 3, 'perWon', of);
  expect(Array.from(some.wins)).toEqual([2, 0, 2]);
  expect(Array.from(some.taught)).toEqual([1, 0, 0]);
  expect(some.loss).toBe(-(1 + 3 + 3 + 3) / 4);
  // An image that is good enough still counts as one that was won.
  expect(Array.from(some.gradient, Math.abs)).toEqual([0.5, 0, 0, 0]);
});
