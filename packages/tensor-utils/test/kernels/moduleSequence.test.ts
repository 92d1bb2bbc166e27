import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { hasModuleSequence, moduleSequence } from '@causal-mechanisms/tensor-utils/kernels';
import type { ModuleSequenceInputs } from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import {
  byKernels,
  cases,
  largestDifference,
  ofSequence,
  plain,
  problemOf,
  settingsOf,
  shapesOf,
  tensorsOf,
} from './sequenceCases.ts';
import { at, referenceRun } from './sequenceReference.ts';
import { useNativeKernels } from './native/useNativeKernels.ts';

const isBuilt = await useNativeKernels();

(isBuilt ? describe : describe.skip)('moduleSequence', () => {
  it.each(cases)('computes %s as defined', async (_, c) => {
    const problem = problemOf(c);
    const found = await byKernels(c, problem);
    for (let b = 0; b < c.batch; b++) {
      const wanted = referenceRun(c, problem, b);
      const pick = (name: string, size: number) => ofSequence(found[name] ?? [], c.batch, size, b);
      expect(pick('active', 1)).toEqual(wanted.active.flat());
      expect(largestDifference(pick('hidden', c.d), wanted.hidden.flat(2))).toBeLessThan(2e-5);
      expect(largestDifference(pick('cell', c.d), wanted.cell.flat())).toBeLessThan(2e-5);
      if (c.attends) {
        expect(largestDifference(pick('attention', 1), wanted.attention.flat())).toBeLessThan(3e-6);
      }
      if (!c.communicates) continue;
      const width = c.heads * c.value;
      expect(largestDifference(pick('source', c.d), wanted.source.flat(2))).toBeLessThan(2e-5);
      expect(largestDifference(pick('read', width), wanted.read.flat(2))).toBeLessThan(2e-5);
    }
    const names = ['attention', 'score', 'source', 'read', 'projected', 'told'];
    const there = (name: string) =>
      name === 'attention' || name === 'score' ? c.attends : c.communicates;
    for (const name of names) expect(name in found).toBe(there(name));
  });

  it('holds states and cells of inactive modules to the last bit', async () => {
    const c = { ...plain, steps: 1, batch: 33 };
    const problem = problemOf(c);
    const { active = [], hidden = [], cell = [] } = await byKernels(c, problem);
    let held = 0;
    for (let place = 0; place < c.k * c.batch; place++) {
      for (let i = place * c.d; i < (place + 1) * c.d; i++) {
        const same = [
          Object.is(at(hidden, i), at(problem['hidden'], i)),
          Object.is(at(cell, i), at(problem['cell'], i)),
        ];
        expect(same).toEqual(active[place] === 0 ? [true, true] : [false, false]);
        held += Number(active[place] === 0);
      }
    }
    expect(held).toBe((c.k - c.active) * c.batch * c.d);
  });

  it('keeps the states before every step', async () => {
    const problem = problemOf(plain);
    const { before = [], hidden = [] } = await byKernels(plain, problem);
    const { k, d, steps, batch } = plain;
    const own = (values: ArrayLike<number>, m: number, from: number, to: number) =>
      Array.from(values).slice((m * steps + from) * batch * d, (m * steps + to) * batch * d);
    for (let m = 0; m < k; m++) {
      expect(own(before, m, 1, steps)).toEqual(own(hidden, m, 0, steps - 1));
      const start = Array.from(problem['hidden'] ?? []).slice(m * batch * d, (m + 1) * batch * d);
      expect(own(before, m, 0, 1)).toEqual(start);
    }
  });

  it('prefers the first modules where scores are tied', async () => {
    const problem = {
      ...problemOf(plain),
      hidden: new Float32Array(plain.k * plain.batch * plain.d),
    };
    const { active = [] } = await byKernels(plain, problem);
    for (let m = 0; m < plain.k; m++) {
      const own = Array.from(active)
        .slice(m * plain.steps * plain.batch)
        .slice(0, plain.batch);
      expect(own).toEqual(own.map(() => (m < plain.active ? 1 : 0)));
    }
  });

  it('carries a NaN on, and chooses as many modules as ever', async () => {
    const problem = problemOf(plain);
    const { lookUp, ...rest } = problem;
    const spoilt = { ...rest, lookUp: Float32Array.from(lookUp ?? [], () => NaN) };
    const { active = [], hidden = [], pre = [] } = await byKernels(plain, spoilt);
    expect(Array.from(active).reduce((a, b) => a + b, 0)).toBe(
      plain.active * plain.steps * plain.batch,
    );
    expect(Number.isNaN(at(hidden, 0)) && Number.isNaN(at(pre, 0))).toBe(true);
  });

  it('gives the same states when nothing is kept', async () => {
    const problem = problemOf(plain);
    const full = await byKernels(plain, problem);
    const tensors = tensorsOf(plain, problem);
    const inputs = tensors as unknown as ModuleSequenceInputs;
    const { kept, ...states } = moduleSequence(inputs, { ...settingsOf(plain), keep: false });
    expect(kept).toBeUndefined();
    for (const [name, tensor] of Object.entries(states)) {
      expect([...(await tensor.data())]).toEqual([...(full[name] ?? [])]);
    }
    tf.dispose([tensors, ...Object.values(states)]);
  });

  it('gives a sequence the same bits alone and in a batch', async () => {
    const c = { ...plain, batch: 67, entries: 3, blocked: false };
    const problem = problemOf(c);
    const all = await byKernels(c, problem);
    const b = 40;
    const sizes = Object.entries(shapesOf(c)).map(([name, shape]) => {
      const values = problem[name] ?? [];
      const inBatch = ['hidden', 'cell', 'toHidden', 'toCell'].includes(name);
      const own = inBatch ? ofSequence(values, c.batch, shape.at(-1) ?? 1, b) : values;
      return [name, Float32Array.from(own)] as const;
    });
    const rows = Int32Array.from(ofSequence(problem['rows'] ?? [], c.batch, 1, b));
    const alone = await byKernels({ ...c, batch: 1 }, { ...Object.fromEntries(sizes), rows });
    for (const [name, values] of Object.entries(alone)) {
      if (name === 'internal') continue; // in a layout of its own
      const places = ['cell', 'hiddenGradient', 'cellGradient'].includes(name)
        ? c.k
        : c.k * c.steps;
      const own = ofSequence(all[name] ?? [], c.batch, values.length / places, b);
      expect([name, own]).toEqual([name, [...values]]);
    }
  });

  it('leaves nothing behind', async () => {
    const problem = problemOf(plain);
    await expectLeakFree(() => byKernels(plain, problem));
    const lstm = { ...plain, k: 1, active: 1, attends: false, communicates: false };
    await expectLeakFree(() => byKernels(lstm, problemOf(lstm)));
  });
});

describe('hasModuleSequence', () => {
  it('tells that the pure JavaScript backend has none', async () => {
    await useBackend({ backend: 'cpu', environment: {} });
    expect(hasModuleSequence()).toBe(false);
    const inputs = {} as unknown as ModuleSequenceInputs;
    expect(thrownCode(() => moduleSequence(inputs, { activeModules: 1 }))).toBe('ERR_ARGUMENT');
  });
});
