import { availableBackends, expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  hasModuleSequence,
  moduleSequence,
  moduleSequenceGradient,
} from '@causal-mechanisms/tensor-utils/kernels';
import type {
  ModuleSequenceGradientSettings,
  ModuleSequenceInputs,
} from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import { execFileSync } from 'node:child_process';
import { kernelFiles } from '../../../linker/kernels/kernelFiles.mjs';
import { at, referenceRun } from './sequenceReference.ts';
import type { SequenceCase, Values } from './sequenceReference.ts';

const hasAddon = (await availableBackends()).includes('tensorflow');
const { kernels } = await useBackend(hasAddon ? { backend: 'node', environment: {} } : {});
const isBuilt = hasAddon && kernels === 'own';

const plain: SequenceCase = {
  ...{ k: 4, d: 5, steps: 4, batch: 7, entries: 3, active: 2 },
  ...{ attends: true, communicates: true, gated: true, held: false, blocked: true, masked: false },
  ...{ heads: 2, key: 3, value: 4 },
};
const cases: readonly (readonly [string, SequenceCase])[] = [
  ['an active part that communicates', plain],
  ['gradients that are not blocked', { ...plain, blocked: false }],
  ['old states shown', { ...plain, held: true, blocked: false }],
  ['old states shown, blocked', { ...plain, held: true }],
  ['plain reading', { ...plain, gated: false, blocked: false }],
  ['plain reading with a mask', { ...plain, gated: false, masked: true, batch: 1 }],
  ['a mask, wide', { ...plain, masked: true, d: 19, batch: 3, key: 9, value: 11 }],
  ['all active', { ...plain, active: 4 }],
  ['all active, one row per step', { ...plain, active: 4, entries: 28, held: true }],
  ['one row per step', { ...plain, entries: 28, blocked: false }],
  ['no attention on the input', { ...plain, attends: false, active: 4 }],
  ['no communication', { ...plain, communicates: false }],
  ['one LSTM', { ...plain, k: 1, active: 1, attends: false, communicates: false, batch: 20 }],
  ['one module that reads itself', { ...plain, k: 1, active: 1, batch: 1, blocked: false }],
  ['a long batch', { ...plain, batch: 67, steps: 2, blocked: false }],
  ['a deep product', { ...plain, k: 2, d: 90, active: 1, steps: 2, batch: 2, value: 8 }],
  ['many modules', { ...plain, k: 7, active: 3, d: 16, heads: 1, key: 16, value: 16, batch: 2 }],
];

/** Sizes of all that a case has, by name. */
function shapesOf(c: SequenceCase): Record<string, number[]> {
  const { k, d, steps, batch, entries, heads, key, value } = c;
  const told = c.gated ? 2 * d : d;
  return {
    ...(c.attends ? { lookUp: [k, entries, d] } : {}),
    driven: [k, entries, 4 * d],
    recurrentKernel: [k, d, 4 * d],
    bias: [k, 1, 4 * d],
    ...(c.communicates
      ? {
          communication: [k, d, heads * (2 * key + value)],
          readKernel: [heads * value, told],
          readBias: [told],
          ...(c.masked ? { readMask: [steps, k, batch, d] } : {}),
        }
      : {}),
    hidden: [k, batch, d],
    cell: [k, batch, d],
    toHidden: [k, steps, batch, d],
    toCell: [k, batch, d],
  };
}

function problemOf(c: SequenceCase): Values {
  const stream = new RandomStream(5).split(JSON.stringify(c));
  const draw = ([name, shape]: [string, number[]]) => {
    const scale = name === 'lookUp' ? 1 : 0.6;
    const numbers = stream.normals(tf.util.sizeFromShape(shape));
    return [name, Float32Array.from(numbers, (x) => x * scale)] as const;
  };
  const rows = Int32Array.from({ length: c.steps * c.batch }, (_, i) =>
    c.entries === c.steps * c.batch ? i : stream.integer(0, c.entries),
  );
  return { ...Object.fromEntries(Object.entries(shapesOf(c)).map(draw)), rows };
}

function tensorsOf(c: SequenceCase, problem: Values): Record<string, tf.Tensor> {
  const floats = Object.entries(shapesOf(c)).map(
    ([name, shape]) => [name, tf.tensor(problem[name] as Float32Array, shape)] as const,
  );
  const rows = tf.tensor2d(problem['rows'] as Int32Array, [c.steps, c.batch], 'int32');
  return { ...Object.fromEntries(floats), rows };
}

function settingsOf(c: SequenceCase): ModuleSequenceGradientSettings {
  const { active, heads, key, value, gated, held, blocked } = c;
  const widths = { heads, keyWidth: key, valueWidth: value };
  return { activeModules: active, ...widths, gated, held, blocked };
}

/** All outputs of both kernels, flat, by name. */
async function byKernels(c: SequenceCase, problem: Values): Promise<Record<string, Float32Array>> {
  const tensors = tensorsOf(c, problem);
  const inputs = tensors as unknown as ModuleSequenceInputs;
  const settings = settingsOf(c);
  const { kept, ...states } = moduleSequence(inputs, settings);
  if (kept === undefined) throw new Error('nothing was kept');
  const { hidden, cell, ...gradient } = moduleSequenceGradient(
    {
      inputs,
      active: states.active,
      kept,
      hidden: tensors['toHidden'] as tf.Tensor4D,
      cell: tensors['toCell'] as tf.Tensor3D,
    },
    settings,
  );
  const named: Record<string, tf.Tensor | undefined> = {
    ...{ ...states, ...kept, ...gradient },
    ...{ hiddenGradient: hidden, cellGradient: cell },
  };
  const values: Record<string, Float32Array> = {};
  for (const [name, tensor] of Object.entries(named)) {
    if (tensor !== undefined) values[name] = (await tensor.data<'float32'>()).slice();
  }
  tf.dispose([tensors, ...Object.values(named).filter((tensor) => tensor !== undefined)]);
  return values;
}

/** Entries of one sequence of [modules, steps, batch, size] or, without steps, [modules, batch, size]. */
function ofSequence(values: ArrayLike<number>, batch: number, size: number, b: number): number[] {
  const places = values.length / batch / size;
  return Array.from({ length: places * size }, (_, i) =>
    at(values, (Math.floor(i / size) * batch + b) * size + (i % size)),
  );
}

function largestDifference(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  return Math.max(0, ...expected.map((wanted, i) => Math.abs(at(actual, i) - wanted)));
}

(isBuilt ? describe : describe.skip)('moduleSequence', () => {
  beforeAll(() => useBackend({ backend: 'node', environment: {} }));

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

  it.each(cases)('has the gradients of %s', async (_, c) => {
    const problem = problemOf(c);
    const found = await byKernels(c, problem);
    const told = c.gated ? 2 * c.d : c.d;
    const kinds: [nudged: string, output: string, size: number][] = [
      ['pre', 'pre', 4 * c.d],
      ['hidden', 'hiddenGradient', c.d],
      ['cell', 'cellGradient', c.d],
      ...(c.attends ? [['score', 'score', 1] as [string, string, number]] : []),
      ...(c.communicates
        ? ([
            ['projected', 'projected', c.heads * (2 * c.key + c.value)],
            ['told', 'told', told],
          ] as [string, string, number][])
        : []),
    ];
    const stream = new RandomStream(23);
    for (const [name, output, size] of kinds) {
      const gradient = found[output] ?? new Float32Array(0);
      const direction = stream.normals(gradient.length);
      const step = 1e-4 / Math.sqrt(gradient.length / c.batch);
      const nudge = (by: number) => ({ [name]: Float64Array.from(direction, (x) => x * by) });
      for (let b = 0; b < c.batch; b++) {
        const { source } = referenceRun(c, problem, b);
        const [up, down] = [step, -step].map(
          (by) => referenceRun(c, problem, b, nudge(by), source).loss,
        ) as [number, number];
        const own = ofSequence(gradient, c.batch, size, b);
        const along = ofSequence(direction, c.batch, size, b);
        const slope = own.reduce((total, x, i) => total + x * at(along, i), 0);
        const scale = Math.hypot(...own) * Math.hypot(...along);
        expect(Math.abs(slope - (up - down) / (2 * step))).toBeLessThan(1e-5 + 1e-5 * scale);
      }
    }
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

  it('takes the gradient of the last cells for zero where there is none', async () => {
    const problem = problemOf(plain);
    const zero = await byKernels(plain, {
      ...problem,
      toCell: new Float32Array(plain.k * plain.batch * plain.d),
    });
    const tensors = tensorsOf(plain, problem);
    const inputs = tensors as unknown as ModuleSequenceInputs;
    const { kept, ...states } = moduleSequence(inputs, settingsOf(plain));
    if (kept === undefined) throw new Error('nothing was kept');
    const hidden = tensors['toHidden'] as tf.Tensor4D;
    const gradient = moduleSequenceGradient(
      { inputs, active: states.active, kept, hidden },
      settingsOf(plain),
    );
    expect([...(await gradient.pre.data())]).toEqual([...(zero['pre'] ?? [])]);
    tf.dispose([tensors, { ...states }, { ...kept }, { ...gradient }]);
  });

  it('refuses what does not fit', () => {
    tf.tidy(() => {
      const tensors = tensorsOf(plain, problemOf(plain));
      const code = (change: object, settings: object = {}) =>
        thrownCode(() =>
          moduleSequence({ ...tensors, ...change } as unknown as ModuleSequenceInputs, {
            ...settingsOf(plain),
            ...settings,
          }),
        );
      expect(code({ bias: tf.zeros([4, 20]) })).toBe('ERR_SHAPE');
      expect(code({ driven: tf.zeros([4, 2, 20]) })).toBe('ERR_SHAPE');
      expect(code({ rows: tf.zeros([4, 7]) })).toBe('ERR_ARGUMENT');
      expect(code({ rows: tf.zeros([0, 7], 'int32') })).toBe('ERR_SHAPE');
      expect(code({ readBias: undefined })).toBe('ERR_ARGUMENT');
      expect(code({ lookUp: undefined })).toBe('ERR_ARGUMENT');
      expect(code({}, { activeModules: 5 })).toBe('ERR_ARGUMENT');
      expect(code({}, { heads: 3 })).toBe('ERR_SHAPE');
      expect(code({}, { keyWidth: undefined })).toBe('ERR_ARGUMENT');
      expect(() =>
        moduleSequence(
          { ...tensors, rows: tf.fill([4, 7], 3, 'int32') } as unknown as ModuleSequenceInputs,
          settingsOf(plain),
        ),
      ).toThrow('a row is not in the table');
    });
  });

  it('leaves nothing behind', async () => {
    const problem = problemOf(plain);
    await expectLeakFree(() => byKernels(plain, problem));
    const lstm = { ...plain, k: 1, active: 1, attends: false, communicates: false };
    await expectLeakFree(() => byKernels(lstm, problemOf(lstm)));
  });

  it.each([
    ['small', '3,6,5,70,4,24'],
    ['so large that one thread takes more at once', '2,260,2,70,4,24'],
  ])('gives the same bits on one thread and on two: %s', (_, sizes) => {
    const script = `
      const tf = require('@tensorflow/tfjs-node');
      process.dlopen({ exports: {} }, process.argv[1]);
      const backend = tf.backend();
      const [k, d, L, B, M, W] = process.argv[2].split(",").map(Number);
      const draw = (...shape) => tf.randomNormal(shape, 0, 0.5, 'float32', shape.length + shape[0]);
      const settings = (keep) => Object.entries({ active: 2, heads: 2, key: 4, value: 4, gated: 1, held: 0, keep, blocked: 0 })
        .map(([name, value]) => ({ name, value, type: backend.binding.TF_ATTR_INT }));
      const none = tf.tensor1d([]), lookUp = draw(k, M, d), driven = draw(k, M, 4 * d);
      const rows = tf.range(0, L * B, 1, 'int32').mod(tf.scalar(M, 'int32')).reshape([L, B]);
      const kernel = draw(k, d, 4 * d), talk = draw(k, d, W), hear = draw(8, 2 * d);
      const pass = backend.executeMultipleOutputs('CausalModuleSequence', settings(1), [lookUp, driven, rows, kernel,
        draw(k, 1, 4 * d), talk, hear, draw(2 * d), draw(k, B, d), draw(k, B, d), none], 8);
      const gradient = backend.executeMultipleOutputs('CausalModuleSequenceGrad', settings(1), [lookUp, driven, rows, kernel,
        talk, hear, none, pass[4], pass[2], pass[7], draw(k, L, B, d), none], 6);
      const hash = require('crypto').createHash('sha256');
      for (const tensor of [...pass, ...gradient]) hash.update(Buffer.from(tensor.dataSync().slice().buffer));
      console.log('hash ' + hash.digest('hex'));
    `;
    const run = (threads: number) =>
      /hash \w{64}/.exec(
        execFileSync(process.execPath, ['-e', script, kernelFiles().addon, sizes], {
          encoding: 'utf8',
          env: {
            ...process.env,
            TF_NUM_INTRAOP_THREADS: String(threads),
            TF_CPP_MIN_LOG_LEVEL: '2',
          },
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      )?.[0];
    const [one, two] = [run(1), run(2)];
    expect(one).toBeDefined();
    expect(two).toBe(one);
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
