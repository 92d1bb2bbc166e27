import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { conditionalTerm, trainedMechanism } from '../../../src/encoder/score/conditionalTerm.ts';
import { ConjugateRegression } from '../../../src/index.ts';

const bumps = { kind: 'bumps', low: -3, high: 3, count: 6, width: 1.4 } as const;

/** A wave with noise. */
function wave(rows: number, seed: number) {
  const stream = new RandomStream(seed);
  const cause = Float64Array.from({ length: rows }, () => stream.normal());
  return { cause, effect: cause.map((value) => Math.sin(2 * value) + 0.3 * stream.normal()) };
}

describe('trainedMechanism', () => {
  it('learns mean and noise', () => {
    const { cause, effect } = wave(2000, 1);
    const { noiseVariance, regression } = trainedMechanism(cause, effect, bumps);
    expect(noiseVariance).toBeCloseTo(0.09, 1);
    expect(regression.samples).toBe(2000);
  });
});

describe('conditionalTerm', () => {
  const training = wave(40, 1);
  const { cause, effect } = wave(21, 2);
  const mechanism = trainedMechanism(training.cause, training.effect, bumps);

  it('scores each batch before it learns it', () => {
    const regression = new ConjugateRegression({ features: bumps });
    regression.learn(training.cause, training.effect);
    const { noiseVariance } = regression.fit();
    regression.discount(10);
    const part = (from: number) => [
      cause.subarray(from, from + 10),
      effect.subarray(from, from + 10),
    ];
    let total = 0;
    for (const [x, y] of [part(0), part(10)]) {
      if (x === undefined || y === undefined) continue;
      total += regression.logLikelihood(x, y, noiseVariance);
      regression.learn(x, y);
    }
    // The last of 21 points is left over.
    expect(conditionalTerm(mechanism, cause, effect, 2).value).toBeCloseTo(total / 20, 12);
  });

  it('leaves the mechanism as it was', () => {
    const before = conditionalTerm(mechanism, cause, effect, 2).value;
    expect(mechanism.regression.samples).toBe(40);
    expect(conditionalTerm(mechanism, cause, effect, 2).value).toBe(before);
  });
});
