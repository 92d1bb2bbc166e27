import {
  ArgumentError,
  RandomStream,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { conjugateHypotheses } from '../../../src/continuous/conjugate/conjugateHypotheses.ts';
import type { ConjugateHypothesesOptions } from '../../../src/continuous/conjugate/conjugateHypotheses.ts';
import { ConjugateRegression } from '../../../src/continuous/conjugate/conjugateRegression.ts';
import { columnScale, standardised } from '../../../src/continuous/standardise.ts';
import { drawnPairs } from '../pairs.ts';

const line = (value: number) => 2 * value + 1;

describe('conjugateHypotheses', () => {
  it('agree where nothing has changed, with straight lines', () => {
    const stream = new RandomStream(1);
    const hypotheses = conjugateHypotheses(drawnPairs(stream, { count: 4000, effect: line }), {
      conditional: 'linear',
      memory: 4000,
    });
    expect(Math.abs(hypotheses.baseline)).toBeLessThan(1e-3);
    const { forward, backward } = hypotheses.score(
      drawnPairs(stream, { count: 500, effect: line }),
    );
    expect(Math.abs(forward - backward)).toBeLessThan(1);
    // The entropy of the pair: log(2 pi e) + log(2 * 1).
    const entropy = Math.log(2 * Math.PI * Math.E) + Math.log(2);
    expect(-forward / 500).toBeCloseTo(entropy, 0);
  });

  /** Truths of which A or, reversed, B is the cause: their Deltas over several changes, all of one mechanism. */
  function deltas(
    options: ConjugateHypothesesOptions,
    { changed, reversed }: { changed: 'cause' | 'effect'; reversed: boolean },
  ): number[] {
    const stream = new RandomStream(2);
    const turned = ({ a, b }: { a: Float64Array; b: Float64Array }) =>
      reversed ? { a: b, b: a } : { a, b };
    return Array.from({ length: 10 }, (_, truth) => {
      const slope = 0.5 + 0.2 * truth;
      const hypotheses = conjugateHypotheses(
        turned(drawnPairs(stream, { count: 1000, effect: (value) => slope * value })),
        { conditional: 'linear', ...options },
      );
      let delta = 0;
      for (const shift of [-4, -2, 2, 4]) {
        const how =
          changed === 'cause'
            ? { mean: shift, effect: (value: number) => slope * value }
            : { effect: (value: number) => slope * value + shift };
        const { forward, backward } = hypotheses.score(
          turned(drawnPairs(stream, { count: 300, ...how })),
        );
        delta += forward - backward;
      }
      return delta;
    });
  }

  it.each(['cause', 'effect'] as const)(
    'prefer the right direction when the %s moved',
    (changed) => {
      for (const reversed of [false, true]) {
        const signs = deltas({}, { changed, reversed }).map(Math.sign);
        expect(signs).toEqual(signs.map(() => (reversed ? -1 : 1)));
      }
    },
  );

  it('prefer what moved where a marginal is refitted for nothing', () => {
    const marginal = 'refit';
    expect(deltas({ marginal }, { changed: 'cause', reversed: false }).every((d) => d > 5)).toBe(
      true,
    );
    expect(deltas({ marginal }, { changed: 'effect', reversed: false }).every((d) => d < -5)).toBe(
      true,
    );
  });

  it('are equivalent where straight lines all adapt', () => {
    const found = deltas({ changes: 'all' }, { changed: 'cause', reversed: false });
    expect(Math.max(...found.map(Math.abs))).toBeLessThan(1.5);
  });

  it('take the mean of keeping and of changing, for each mechanism', () => {
    const stream = new RandomStream(7);
    const training = drawnPairs(stream, { count: 300, effect: line });
    const transfer = drawnPairs(stream, { count: 50, mean: 3, effect: line });
    const scales = {
      a: columnScale('f', 'a', training.a),
      b: columnScale('f', 'b', training.b),
    };
    const inUnits = ({ a, b }: typeof training) => ({
      a: standardised(a, scales.a),
      b: standardised(b, scales.b),
    });
    const [known, seen] = [inUnits(training), inUnits(transfer)];
    const score = (kind: 'constant' | 'linear', samples: number, target: 'a' | 'b') => {
      const regression = new ConjugateRegression({ features: { kind } });
      regression.learn(known.a, known[target]);
      regression.discount(samples);
      return regression.observe(seen.a, seen[target]);
    };
    const either = (kind: 'constant' | 'linear', target: 'a' | 'b') => {
      const [changed, kept] = [score(kind, 5, target), score(kind, 300, target)];
      return Math.log(0.5 * Math.exp(changed - kept) + 0.5) + kept;
    };
    const units = 50 * Math.log(scales.a.deviation * scales.b.deviation);
    const { forward } = conjugateHypotheses(training, {
      conditional: 'linear',
      memory: 5,
    }).score(transfer);
    expect(forward).toBeCloseTo(either('constant', 'a') + either('linear', 'b') - units, 6);
  });

  it('forget every transfer', () => {
    const stream = new RandomStream(3);
    const hypotheses = conjugateHypotheses(drawnPairs(stream, { count: 500 }));
    const transfer = drawnPairs(stream, { count: 100, mean: 2 });
    const first = hypotheses.score(transfer);
    hypotheses.score(drawnPairs(stream, { count: 100, mean: -3 }));
    expect(hypotheses.score(transfer)).toEqual(first);
  });

  it('answer in the units of the columns', () => {
    const stream = new RandomStream(4);
    const training = drawnPairs(stream, { count: 500 });
    const transfer = drawnPairs(stream, { count: 100, mean: 2 });
    const scaled = ({ a, b }: typeof training) => ({
      a: a.map((value) => 1000 * value - 7),
      b: b.map((value) => 0.01 * value + 1e4),
    });
    for (const marginal of ['adapt', 'refit'] as const) {
      const plain = conjugateHypotheses(training, { marginal }).score(transfer);
      const other = conjugateHypotheses(scaled(training), { marginal }).score(scaled(transfer));
      const units = 100 * Math.log(1000 * 0.01);
      expect(other.forward).toBeCloseTo(plain.forward - units, 2);
      expect(other.backward).toBeCloseTo(plain.backward - units, 2);
    }
  });

  it('say when the model class itself prefers a direction', () => {
    const stream = new RandomStream(5);
    const { baseline } = conjugateHypotheses(
      drawnPairs(stream, { count: 2000, effect: (value) => 4 * Math.cos(value) }),
    );
    expect(baseline).toBeGreaterThan(0.5);
  });

  it('refuse impossible input', () => {
    const stream = new RandomStream(6);
    const training = drawnPairs(stream, { count: 40 });
    const short = { a: [1, 2], b: [1, 2] };
    expect(() => conjugateHypotheses(short)).toThrow(ShapeError);
    expect(() => conjugateHypotheses({ ...training, a: new Float64Array(40).fill(1) })).toThrow(
      'conjugateHypotheses: all values of training.a are the same, 1',
    );
    expect(() => conjugateHypotheses(training, { memory: 0 })).toThrow(ArgumentError);
    expect(() => conjugateHypotheses(training, { memory: Infinity })).toThrow(ArgumentError);
    expect(() => conjugateHypotheses(training, { components: 0 })).toThrow(ArgumentError);
    const hypotheses = conjugateHypotheses(training);
    expect(() => hypotheses.score({ a: [1], b: [1] })).toThrow(ShapeError);
    expect(() => hypotheses.score({ a: [1, NaN], b: [1, 2] })).toThrow(ValuesError);
  });

  it('refuses choices that there are not', () => {
    const training = drawnPairs(new RandomStream(8), { count: 40, effect: line });
    for (const bad of [{ conditional: 'spline' }, { marginal: 'none' }, { changes: 'few' }]) {
      expect(() => conjugateHypotheses(training, bad as ConjugateHypothesesOptions)).toThrow(
        ArgumentError,
      );
    }
  });

  it('gives no likelihood that is no number', () => {
    const stream = new RandomStream(8);
    const training = drawnPairs(stream, { count: 200, effect: line });
    const { a, b } = drawnPairs(stream, { count: 40, effect: line });
    const far = { a: a.map((value, i) => (i === 0 ? 1e200 : value)), b };
    const fixed = { a: new Float64Array(40).fill(0.1), b };
    for (const conditional of ['linear', 'bumps'] as const) {
      for (const marginal of ['adapt', 'refit'] as const) {
        const hypotheses = conjugateHypotheses(training, { conditional, marginal });
        expect(() => hypotheses.score(far)).toThrow(ValuesError);
      }
      // A value that is always the same has no density that could be fitted to it.
      const refit = conjugateHypotheses(training, { conditional, marginal: 'refit' });
      expect(() => refit.score(fixed)).toThrow('are the same');
      const { forward } = conjugateHypotheses(training, { conditional }).score(fixed);
      expect(Number.isFinite(forward)).toBe(true);
    }
  });
});
