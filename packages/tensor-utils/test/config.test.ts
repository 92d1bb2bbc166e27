import * as z from 'zod';
import { ConfigError, parseConfig } from '../src/index.ts';

const probe = z.strictObject({
  threshold: z.number().positive().default(0.002),
  maxIterations: z.int().positive().default(500),
});
const schema = z.strictObject({
  iterations: z.int().positive().default(2000),
  optimiser: z.strictObject({ learningRate: z.number().positive().default(1e-3) }).prefault({}),
  initialisation: z.union([probe, z.literal(false)]).prefault({}),
  layers: z.array(z.strictObject({ filters: z.int() })).default([]),
  named: z.record(z.string(), z.strictObject({ weight: z.number() })).optional(),
  loss: z.enum(['perWon', 'perBatch']).default('perWon'),
});

function messageOf(value: unknown): string {
  try {
    parseConfig('train', schema, value);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('expected a ConfigError');
}

describe('parseConfig', () => {
  it('fills in defaults at every depth', () => {
    expect(parseConfig('train', schema, {})).toEqual({
      iterations: 2000,
      optimiser: { learningRate: 1e-3 },
      initialisation: { threshold: 0.002, maxIterations: 500 },
      layers: [],
      loss: 'perWon',
    });
  });

  it('keeps what was given', () => {
    const config = parseConfig('train', schema, { initialisation: false, iterations: 5 });
    expect(config.initialisation).toBe(false);
    expect(config.iterations).toBe(5);
  });

  it.each([
    [{ iteratons: 3 }, 'train: unknown key "iteratons", did you mean "iterations"?'],
    [
      { optimiser: { learningrate: 1 } },
      'train: optimiser: unknown key "learningrate", did you mean "learningRate"?',
    ],
    [
      { initialisation: { treshold: 1 } },
      'train: initialisation: unknown key "treshold", did you mean "threshold"?',
    ],
    [
      { layers: [{ filters: 1 }, { filters: 1, filtres: 2 }] },
      'train: layers.1: unknown key "filtres", did you mean "filters"?',
    ],
    [
      { named: { a: { weight: 1, wieght: 1 } } },
      'train: named.a: unknown key "wieght", did you mean "weight"?',
    ],
    [
      { optimiser: { momentum: 1 } },
      'train: optimiser: unknown key "momentum" (known: learningRate)',
    ],
  ])('names the unknown key of %j', (value, message) => {
    expect(messageOf(value)).toBe(message);
  });

  it('names the path inside an option of a union', () => {
    const message = messageOf({ initialisation: { threshold: -1 } });
    expect(message).toMatch(/^train: initialisation\.threshold: .*>0/);
  });

  it('lists the options when the value is none of them', () => {
    const message = messageOf({ initialisation: 'yes' });
    expect(message).toMatch(/^train: initialisation: .*expected object.*, or .*expected false/);
  });

  it('lists every issue, in the data as well', () => {
    let caught: unknown;
    try {
      parseConfig('train', schema, { iterations: 0, loss: 'none', iteratons: 1 });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ConfigError);
    const { code, data } = caught as ConfigError;
    expect(code).toBe('ERR_CONFIG');
    const { issues } = data as { issues: { path: string }[] };
    expect(issues.map(({ path }) => path).sort()).toEqual(['', 'iterations', 'loss']);
  });

  it.each([null, 5, 'text', [], undefined])('refuses %p', (value) => {
    expect(() => parseConfig('train', schema, value)).toThrow(/^train: .*expected object/);
  });
});
