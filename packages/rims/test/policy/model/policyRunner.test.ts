import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import type { CoreConfig } from '../../../src/cores/coreOf.ts';
import { PolicyModel } from '../../../src/policy/model/policyModel.ts';
import { PolicyRunner } from '../../../src/policy/model/policyRunner.ts';
import type { PolicyRunnerOptions } from '../../../src/policy/model/policyRunner.ts';

beforeAll(() => useBackend());

function create(core: CoreConfig): PolicyModel {
  const parts = { core, observationWidth: 2, actions: 3, encoder: [4], actor: [], critic: [] };
  return PolicyModel.create(parts, new RandomStream(1));
}
const RIMS = { kind: 'rims', units: 6, modules: 3, activeModules: 2, inputKeyWidth: 4 } as const;
const CORES: readonly CoreConfig[] = [
  RIMS,
  { kind: 'lstm', units: 4 },
  { kind: 'entnet', slots: 2, slotWidth: 3 },
  { kind: 'rmc', slots: 2, heads: 1, headWidth: 3 },
  { kind: 'stack', layers: [{ kind: 'lstm', units: 3 }, RIMS] },
];
const rows = (...values: number[]) => Float32Array.from(values);

describe('PolicyRunner', () => {
  it.each(CORES)('remembers each environment by itself: $kind', async (core) => {
    const before = tf.memory().numTensors;
    const model = create(core);
    const both = new PolicyRunner(model, { count: 2 });
    const [one, two] = [new PolicyRunner(model), new PolicyRunner(model)];
    for (const [a, b] of [
      [rows(1, 0), rows(0, 1)],
      [rows(0.5, 1), rows(2, 2)],
    ] as const) {
      const found = await both.decide(rows(...a, ...b));
      const expected = [await one.decide(a), await two.decide(b)];
      expected.forEach(({ logits, values }, i) => {
        for (let k = 0; k < 3; k++) {
          expect(found.logits[3 * i + k]).toBeCloseTo(logits[k] as number, 6);
        }
        expect(found.values[i]).toBeCloseTo(values[0] as number, 6);
      });
    }
    // The second starts anew, the first goes on.
    both.restart(Uint8Array.of(0, 1));
    const again = await both.decide(rows(1, 1, 0, 1));
    const fresh = new PolicyRunner(model);
    expect(again.values[1]).toBeCloseTo((await fresh.decide(rows(0, 1))).values[0] as number, 6);
    expect(again.values[0]).toBeCloseTo((await one.decide(rows(1, 1))).values[0] as number, 6);
    for (const runner of [both, one, two, fresh]) runner.dispose();
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says which modules were active, where there are some', async () => {
    const [rims, lstm] = [create(RIMS), create({ kind: 'lstm', units: 4 })];
    const [first, second] = [new PolicyRunner(rims, { count: 2 }), new PolicyRunner(lstm)];
    const { activation } = await first.decide(rows(1, 0, 0, 1));
    expect(activation).toHaveLength(6);
    expect(activation?.reduce((sum, one) => sum + one, 0)).toBe(4);
    expect(await second.decide(rows(1, 0))).not.toHaveProperty('activation');
    for (const part of [first, second, rims, lstm]) part.dispose();
  });

  it('tells values without remembering', async () => {
    const model = create(RIMS);
    const [runner, other] = [new PolicyRunner(model), new PolicyRunner(model)];
    await runner.decide(rows(1, 0));
    await other.decide(rows(1, 0));
    const values = await runner.values(rows(0, 1));
    expect(values).toHaveLength(1);
    expect(values).toEqual((await other.decide(rows(0, 1))).values);
    expect(await runner.values(rows(0, 1))).toEqual(values);
    for (const part of [runner, other, model]) part.dispose();
  });

  it('draws by its stream, or takes the likeliest', async () => {
    const model = create(RIMS);
    const act = async (options: PolicyRunnerOptions) => {
      const runner = new PolicyRunner(model, { count: 40, ...options });
      const { actions, logits } = await runner.decide(new Float32Array(80));
      runner.dispose();
      return { actions: [...actions], logits };
    };
    const [a, b] = [
      await act({ stream: new RandomStream(4) }),
      await act({ stream: new RandomStream(4) }),
    ];
    expect(a).toEqual(b);
    expect(new Set(a.actions).size).toBe(3);
    const { actions, logits } = await act({ choice: 'likeliest' });
    const best = logits.slice(0, 3).indexOf(Math.max(...logits.slice(0, 3)));
    expect(new Set(actions)).toEqual(new Set([best]));
    model.dispose();
  });

  it('refuses what does not fit, and use after disposal', async () => {
    const model = create(RIMS);
    expect(() => new PolicyRunner({} as never)).toThrow(/PolicyRunner: model/);
    expect(() => new PolicyRunner(model, { count: 0 })).toThrow(/count/);
    expect(() => new PolicyRunner(model, { choice: 'best' as never })).toThrow(/choice/);
    expect(() => new PolicyRunner(model, { stream: 1 as never })).toThrow(/stream/);
    const runner = new PolicyRunner(model);
    await expect(runner.decide(rows(1))).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    await expect(runner.decide(rows(1, NaN))).rejects.toMatchObject({ code: 'ERR_VALUES' });
    await expect(runner.values(rows(1))).rejects.toThrow(/PolicyRunner.values: observations/);
    expect(() => {
      runner.restart(Uint8Array.of(2));
    }).toThrow(/ended/);
    expect(() => {
      runner.restart(Uint8Array.of(0, 0));
    }).toThrow(/ended/);
    runner.dispose();
    await expect(runner.decide(rows(1, 0))).rejects.toMatchObject({ code: 'ERR_DISPOSED' });
    const alive = new PolicyRunner(model);
    model.dispose();
    await expect(alive.decide(rows(1, 0))).rejects.toThrow(/the policy was disposed/);
    expect(() => new PolicyRunner(model)).toThrow(/disposed/);
  });
});
