import { failingOptions, lateSteps } from '../src/contractFailures.ts';
import type { ContractEvent, ContractOptions, LearnerFixture } from '../src/index.ts';

const model = { dispose: () => undefined };
type Model = typeof model;

/** A learner whose steps take 10 ms, and that gives the event loop a turn after every `every` of them. */
function fixture(every: number): LearnerFixture<Model> {
  return {
    main: 'training',
    prolongable: true,
    fingerprint: () => Promise.resolve([0]),
    async *start({ signal }: ContractOptions<Model>): AsyncGenerator<ContractEvent<Model>, Model> {
      for (let step = 1; signal?.aborted !== true; step++) {
        const end = performance.now() + 10;
        while (performance.now() < end);
        yield { kind: 'step', phase: 'training', step, steps: 1000, scalars: {} };
        if (step % every === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      yield { kind: 'end', reason: 'aborted', step: 1, model };
      return model;
    },
  };
}

it('tells a loop that turns from one that does not', async () => {
  expect(await lateSteps(fixture(1))).toBeLessThanOrEqual(1);
  expect(await lateSteps(fixture(1e9))).toBeGreaterThan(10);
});

it('fails in four ways', async () => {
  const [atOnce, later, save, rule, ...others] = failingOptions<Model>();
  expect(others).toEqual([]);
  expect(() => atOnce?.evaluate?.run(model, 0)).toThrow('half way');
  expect(await later?.evaluate?.run(model, 0)).toEqual({ scalars: {} });
  expect(() => later?.evaluate?.run(model, 2)).toThrow('half way');
  const state = { step: 0, config: {}, arrays: {}, json: {} };
  expect(() => save?.checkpoints?.store.save(state)).toThrow('half way');
  expect(() => rule?.stopWhen?.([])).toThrow('half way');
});
