import { modelledScenes } from '../../src/scenes/modelledScenes.ts';
import { failure, turnsDuring } from '../testFiles.ts';

/** Three rows of a cause and of twice the cause, and whether a lamp is lit; seen as their sum. */
const scenes = modelledScenes({
  name: 'toy/train',
  description: 'toys',
  count: 3,
  shape: [1, 2],
  factors: [
    { name: 'cause', kind: 'continuous' },
    { name: 'effect', kind: 'continuous' },
    { name: 'lit', kind: 'binary' },
  ],
  valuesOf: (targets) =>
    Float64Array.from(
      [1, 2, 3].flatMap((row) => {
        const cause = targets['cause'] ?? row;
        return [cause, targets['effect'] ?? 2 * cause, targets['lit'] ?? 0];
      }),
    ),
  checkTargets: (owner, targets) => {
    if (targets['cause'] === 13) throw new Error(`${owner}: not 13`);
  },
  observe: (values, k, out, at) => {
    out[at] = (values[k] ?? 0) + (values[k + 1] ?? 0);
    out[at + 1] = values[k + 2] ?? 0;
  },
});

describe('modelledScenes', () => {
  it('reads rows in any order', async () => {
    expect(scenes).toMatchObject({ name: 'toy/train', size: 3, shape: [1, 2] });
    expect(scenes.origin).toEqual({ kind: 'synthetic', description: 'toys' });
    const out = new Float32Array(6);
    await scenes.read(Int32Array.of(2, 0, 2), out);
    expect([...out]).toEqual([9, 0, 3, 0, 9, 0]);
  });

  it('gives counterfactuals by the model, with their observations', async () => {
    const there = scenes.counterfactual({ cause: 10, lit: 1 });
    expect(there.name).toBe('toy/train/do(cause=10, lit=1)');
    expect([...there.values]).toEqual([10, 20, 1, 10, 20, 1, 10, 20, 1]);
    const out = new Float32Array(2);
    await there.read(Int32Array.of(1), out);
    expect([...out]).toEqual([30, 1]);
    expect([...scenes.values.subarray(0, 3)]).toEqual([1, 2, 0]);
  });

  it('observes each row that is read once', async () => {
    const seen: number[] = [];
    const one = modelledScenes({
      name: 'one',
      description: 'one',
      count: 3,
      shape: [1],
      factors: [{ name: 'a', kind: 'continuous' }],
      valuesOf: () => Float64Array.of(7, 8, 9),
      checkTargets: () => undefined,
      observe: (values, k, _, at) => {
        seen.push(values[k] ?? NaN, at);
      },
    });
    await one.read(Int32Array.of(1, 2), new Float32Array(2));
    expect(seen).toEqual([8, 0, 9, 1]);
  });

  it('gives the event loop turns', async () => {
    const many = Int32Array.from({ length: 20 }, (_, i) => i % 3);
    expect(await turnsDuring(() => scenes.read(many, new Float32Array(40)))).toBeGreaterThan(15);
  });

  it('refuses what it cannot read or set', async () => {
    const of = (targets: Record<string, number>) => () => scenes.counterfactual(targets);
    expect(of({})).toThrow(failure('ERR_ARGUMENT', 'at least one of cause, effect, lit'));
    expect(of({ efect: 1 })).toThrow(failure('ERR_ARGUMENT', 'did you mean effect'));
    expect(of({ moon: 1 })).toThrow(failure('ERR_ARGUMENT', 'no factor moon; there are'));
    expect(of({ cause: NaN })).toThrow(failure('ERR_ARGUMENT', 'cause must be a finite number'));
    expect(of({ lit: 0.5 })).toThrow(failure('ERR_ARGUMENT', 'lit must be 0 or 1, got 0.5'));
    expect(of({ cause: 13 })).toThrow('toy/train.counterfactual: not 13');
    await expect(scenes.read(Int32Array.of(3), new Float32Array(2))).rejects.toThrow(
      failure('ERR_ARGUMENT', 'index 3 is not in'),
    );
    await expect(scenes.read(Int32Array.of(1), new Float32Array(3))).rejects.toThrow(
      failure('ERR_SHAPE'),
    );
  });
});
