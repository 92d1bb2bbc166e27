import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs';
import { structuralModel } from '../../src/interventions/structuralModel.ts';
import { latentPrior } from '../../src/prior/latentPrior.ts';
import type { PriorConfig } from '../../src/prior/priorConfig.ts';
import { pendulumMask, pendulumWeights, plainChain, plainPendulum } from './models.ts';

const expectClose = (found: ArrayLike<number>, expected: readonly number[], digits = 12) => {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, digits));
};

/** A model of a random graph in any causal order, with random weights and maps. */
function randomModel(seed: number, kind: 'linear' | 'monotone') {
  const stream = new RandomStream(seed);
  const factors = stream.integer(2, 6);
  const places = Array.from({ length: factors }, (_, i) => i);
  for (let i = factors - 1; i > 0; i--) {
    const j = stream.integer(0, i + 1);
    [places[i], places[j]] = [places[j] ?? 0, places[i] ?? 0];
  }
  const mask = places.map(() => places.map(() => 0));
  places.forEach((cause, i) => {
    places.slice(i + 1).forEach((effect) => {
      const row = mask[cause];
      if (row !== undefined) row[effect] = stream.integer(0, 2);
    });
  });
  const prior: PriorConfig =
    kind === 'linear'
      ? { kind, leastSlope: 0.05 }
      : { kind, breakpoints: 7, range: 2, detachOffsets: true };
  const latentWidth = factors + stream.integer(0, 3);
  const map = latentPrior(prior, mask, latentWidth).initialMap(stream.split('map'));
  const adjacency = stream.normals(factors * factors);
  return {
    model: structuralModel({ prior, mask, latentWidth, map, adjacency }),
    values: { prior, mask, latentWidth, map, adjacency },
    latents: Float64Array.from(stream.normals(3 * latentWidth)),
  };
}

const someModel = fc
  .tuple(fc.nat(100_000), fc.constantFrom('linear' as const, 'monotone' as const))
  .map(([seed, kind]) => randomModel(seed, kind));

it('has the values computed by hand', () => {
  const model = plainPendulum();
  const noise = [1, 2, 0.1, -0.2, 7, 8];
  const latents = model.endogenous(noise);
  expectClose(latents, [1, 2, 1, 0.9, 7, 8]);
  expectClose(model.exogenous(latents), noise);
  expectClose(model.intervene(latents, new Map([[0, -1]])), [-1, 2, 0, 1.5, 7, 8]);
  expect(model.order).toEqual([0, 1, 2, 3]);
});

it('passes an intervention on along a chain', () => {
  const chain = plainChain();
  expect(Array.from(chain.intervene([0, 0, 0], new Map([[0, 2]])))).toEqual([2, 1, 0.5]);
  expect(Array.from(chain.intervene([0, 0, 0], new Map([[1, 2]])))).toEqual([0, 2, 1]);
  // A target is cut off from its causes.
  const both = new Map([
    [0, 2],
    [1, -4],
  ]);
  expect(Array.from(chain.intervene([0, 0, 0], both))).toEqual([2, -4, -2]);
  expect(Array.from(chain.hold([0, 0, 0], new Map([[0, 2]])))).toEqual([2, 0, 0]);
});

it('takes the maps of factors into account', () => {
  // z = (2 u0 + 1, -u1, 3 u2)
  const chain = plainChain([2, -1, 3, 1, 0, 0]);
  expectClose(chain.endogenous([1, 0, 0]), [3, -0.5, 0.75]);
  expectClose(chain.exogenous([3, -0.5, 0.75]), [1, 0, 0]);
  // u0 from 1 to 3: u1 up by 1, u2 up by 0.5
  expectClose(chain.intervene([3, -0.5, 0.75], new Map([[0, 7]])), [7, -1.5, 2.25]);
});

it('sets a value per row', () => {
  const found = plainChain().intervene(new Float64Array(6), new Map([[0, [2, 4]]]));
  expect(Array.from(found)).toEqual([2, 1, 0.5, 4, 2, 1]);
});

it('agrees with the prior on tensors', async () => {
  for (const kind of ['linear', 'monotone'] as const) {
    const { model, values, latents } = randomModel(12, kind);
    const prior = latentPrior(values.prior, values.mask, values.latentWidth);
    const [width, factors] = [values.latentWidth, values.mask.length];
    const z = tf.tidy(() => {
      let from = 0;
      const map = prior.mapLayout.specs.map(({ shape }, i) => {
        const size = prior.mapLayout.sizes[i] ?? 0;
        from += size;
        return tf.tensor(values.map.slice(from - size, from), [...shape]);
      });
      const adjacency = tf.tensor2d(values.adjacency, [factors, factors]);
      return prior.sample(map, [adjacency], tf.tensor2d(Float32Array.from(latents), [3, width]));
    });
    expectClose(model.endogenous(latents), Array.from(await z.data()), 4);
    z.dispose();
  }
});

it('undoes itself', () => {
  fc.assert(
    fc.property(someModel, ({ model, latents }) => {
      expectClose(model.endogenous(model.exogenous(latents)), [...latents], 8);
      expectClose(model.exogenous(model.endogenous(latents)), [...latents], 8);
    }),
    { seed: 1 },
  );
});

it('is abduction, action and prediction', () => {
  fc.assert(
    fc.property(
      someModel,
      fc.nat(),
      fc.double({ min: -3, max: 3, noNaN: true }),
      (made, pick, value) => {
        const { model, latents } = made;
        const { latentWidth, weights, curves, order } = model;
        const target = pick % model.factors;
        const noise = model.exogenous(latents);
        const found = model.intervene(latents, new Map([[target, value]]));
        for (let row = 0; row < 3; row++) {
          const u = new Float64Array(model.factors);
          for (const j of order) {
            const own = noise[row * latentWidth + j] ?? NaN;
            u[j] =
              j === target
                ? (curves[j]?.inverse(value) ?? NaN)
                : u.reduce((sum, cause, i) => sum + cause * (weights[i]?.[j] ?? NaN), own);
          }
          expectClose(
            found.subarray(row * latentWidth, row * latentWidth + model.factors),
            curves.map((curve, j) => curve.at(u[j] ?? NaN)),
            7,
          );
        }
      },
    ),
    { seed: 1 },
  );
});

/** The places that are no effect of a target, nor a target. */
function untouched(model: ReturnType<typeof plainChain>, targets: readonly number[]): number[] {
  const reached = new Set(targets);
  for (const j of model.order) {
    if (model.weights.some((row, i) => reached.has(i) && row[j] !== 0)) reached.add(j);
  }
  return Array.from({ length: model.latentWidth }, (_, j) => j).filter((j) => !reached.has(j));
}

it('leaves everything that is no effect as it was, bit by bit', () => {
  fc.assert(
    fc.property(someModel, fc.nat(), fc.nat(), (made, first, second) => {
      const { model, latents } = made;
      const targets = [first % model.factors, second % model.factors];
      const given = Float64Array.from(latents);
      const found = model.intervene(latents, new Map(targets.map((j) => [j, 0.7])));
      // The argument is not changed either.
      expect(latents).toEqual(given);
      for (const j of untouched(model, targets)) {
        for (let i = j; i < latents.length; i += model.latentWidth)
          expect(found[i]).toBe(latents[i]);
      }
      for (const j of targets) {
        for (let i = j; i < latents.length; i += model.latentWidth) expect(found[i]).toBe(0.7);
      }
    }),
    { seed: 1 },
  );
});

it('changes nothing when a factor is set to what it is', () => {
  fc.assert(
    fc.property(someModel, fc.nat(), ({ model, latents }, pick) => {
      const target = pick % model.factors;
      const factual = Float64Array.from(
        { length: 3 },
        (_, row) => latents[row * model.latentWidth + target] ?? NaN,
      );
      expect(model.intervene(latents, new Map([[target, factual]]))).toEqual(latents);
    }),
    { seed: 1 },
  );
});

it('gives the same when it is done twice, and in any order', () => {
  fc.assert(
    fc.property(someModel, fc.nat(), ({ model, latents }, pick) => {
      const [a, b] = [pick % model.factors, (pick + 1) % model.factors];
      const once = model.intervene(
        latents,
        new Map([
          [a, 1],
          [b, -1],
        ]),
      );
      expect(
        model.intervene(
          once,
          new Map([
            [a, 1],
            [b, -1],
          ]),
        ),
      ).toEqual(once);
      expect(
        model.intervene(
          latents,
          new Map([
            [b, -1],
            [a, 1],
          ]),
        ),
      ).toEqual(once);
    }),
    { seed: 1 },
  );
});

it('is undone by setting the value from before, where the target has no causes', () => {
  const model = plainPendulum();
  const latents = [1, 2, 1, 0.9, 7, 8];
  const there = model.intervene(latents, new Map([[0, -1]]));
  expectClose(model.intervene(there, new Map([[0, 1]])), latents);
});

it('has weights that can be compared', () => {
  // Var u = (1, 1.25, 1.3125)
  const [first, second] = plainChain([2, -1, 3, 1, 0, 0]).standardisedWeights;
  expectClose(first ?? [], [0, -0.5 / Math.sqrt(1.25), 0]);
  expectClose(second ?? [], [0, 0, (-0.5 * Math.sqrt(1.25)) / Math.sqrt(1.3125)]);
  expect(Array.from(plainChain().weights[0] ?? [])).toEqual([0, 0.5, 0]);
});

it('draws given what is known, causes and effects alike', () => {
  const model = plainChain();
  const rows = 20_000;
  const noise = new RandomStream(5).normals(rows * 3);
  const found = model.condition(noise, new Map([[2, 2]]));
  const column = (j: number) => Array.from({ length: rows }, (_, i) => found[3 * i + j] ?? NaN);
  const mean = (list: number[]) => list.reduce((sum, v) => sum + v, 0) / list.length;
  const variance = (list: number[]) => mean(list.map((v) => v * v)) - mean(list) ** 2;
  expect(new Set(column(2))).toEqual(new Set([2]));
  // Cov(u) = [[1, .5, .25], [.5, 1.25, .625], [.25, .625, 1.3125]]
  expect(mean(column(0))).toBeCloseTo((0.25 / 1.3125) * 2, 1);
  expect(mean(column(1))).toBeCloseTo((0.625 / 1.3125) * 2, 1);
  expect(variance(column(0))).toBeCloseTo(1 - 0.25 ** 2 / 1.3125, 1);
  expect(variance(column(1))).toBeCloseTo(1.25 - 0.625 ** 2 / 1.3125, 1);
});

it('is what doing is, given a cause without causes, and not given an effect', () => {
  const model = plainPendulum();
  const noise = new RandomStream(6).normals(600);
  const drawn = model.endogenous(noise);
  const cause = new Map([[0, 1.5]]);
  expectClose(model.condition(noise, cause), [...model.intervene(drawn, cause)], 9);
  const effect = new Map([[2, 1.5]]);
  const seen = model.condition(noise, effect);
  expect(seen[0]).not.toBeCloseTo(drawn[0] ?? NaN, 3);
  expect(model.intervene(drawn, effect)[0]).toBe(drawn[0]);
});

it('gives the same draws in whatever order things are known', () => {
  fc.assert(
    fc.property(someModel, fc.nat(), ({ model, latents }, pick) => {
      const [a, b] = [pick % model.factors, (pick + 1) % model.factors];
      const found = model.condition(
        latents,
        new Map([
          [a, 0.5],
          [b, -0.3],
        ]),
      );
      const turned = model.condition(
        latents,
        new Map([
          [b, -0.3],
          [a, 0.5],
        ]),
      );
      expectClose(turned, [...found], 6);
      for (let i = 0; i < latents.length; i += model.latentWidth) {
        expect([found[i + a], found[i + b]]).toEqual([0.5, -0.3]);
      }
      expectClose(model.condition(latents, new Map()), [...model.endogenous(latents)], 8);
    }),
    { seed: 1 },
  );
});

it('has no effects when the prior is Gaussian', () => {
  const model = structuralModel({
    prior: { kind: 'gaussian' },
    mask: pendulumMask,
    latentWidth: 5,
    map: [],
    adjacency: [],
  });
  expect(Array.from(model.intervene([1, 2, 3, 4, 5], new Map([[0, 9]])))).toEqual([9, 2, 3, 4, 5]);
  expect(Array.from(model.endogenous([1, 2, 3, 4, 5]))).toEqual([1, 2, 3, 4, 5]);
  expect(Array.from(model.weights[0] ?? [])).toEqual([0, 0, 0, 0]);
});

it('refuses what does not fit', () => {
  const made = (change: object) => () =>
    structuralModel({
      prior: { kind: 'linear', leastSlope: null },
      mask: pendulumMask,
      latentWidth: 4,
      map: new Float64Array(8),
      adjacency: pendulumWeights,
      ...change,
    });
  expect(thrownCode(made({ latentWidth: 3 }))).toBe('ERR_ARGUMENT');
  expect(thrownCode(made({ map: [1, 2] }))).toBe('ERR_SHAPE');
  expect(thrownCode(made({ adjacency: [1, 2] }))).toBe('ERR_SHAPE');
  expect(thrownCode(made({ mask: [[1]] }))).toBe('ERR_ARGUMENT');
  const model = plainChain();
  expect(thrownCode(() => model.intervene([1, 2], new Map([[0, 1]])))).toBe('ERR_SHAPE');
  expect(thrownCode(() => model.hold([1, 2], new Map([[0, 1]])))).toBe('ERR_SHAPE');
  expect(thrownCode(() => model.exogenous([1, 2]))).toBe('ERR_SHAPE');
  expect(thrownCode(() => model.endogenous([1, 2]))).toBe('ERR_SHAPE');
  expect(thrownCode(() => model.condition([1, 2], new Map()))).toBe('ERR_SHAPE');
});
