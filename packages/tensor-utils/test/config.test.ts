import * as classic from 'zod';
import * as z from 'zod/mini';
import { ConfigError, parseConfig } from '../src/index.ts';

const probe = z.strictObject({
  threshold: z._default(z.number().check(z.positive()), 0.002),
  maxIterations: z._default(z.int().check(z.positive()), 500),
});
const schema = z.strictObject({
  iterations: z._default(z.int().check(z.positive()), 2000),
  optimiser: z.prefault(
    z.strictObject({ learningRate: z._default(z.number().check(z.positive()), 1e-3) }),
    {},
  ),
  initialisation: z.prefault(z.union([probe, z.literal(false)]), {}),
  layers: z._default(z.array(z.strictObject({ filters: z.int() })), []),
  named: z.optional(z.record(z.string(), z.strictObject({ weight: z.number() }))),
  loss: z._default(z.enum(['perWon', 'perBatch']), 'perWon'),
});

const classicProbe = classic.strictObject({
  threshold: classic.number().positive().default(0.002),
  maxIterations: classic.int().positive().default(500),
});
/** The same in the full form of zod. */
const classicSchema = classic.strictObject({
  iterations: classic.int().positive().default(2000),
  optimiser: classic
    .strictObject({ learningRate: classic.number().positive().default(1e-3) })
    .prefault({}),
  initialisation: classic.union([classicProbe, classic.literal(false)]).prefault({}),
  layers: classic.array(classic.strictObject({ filters: classic.int() })).default([]),
  named: classic
    .record(classic.string(), classic.strictObject({ weight: classic.number() }))
    .optional(),
  loss: classic.enum(['perWon', 'perBatch']).default('perWon'),
});

function messageOf(value: unknown, by: z.core.$ZodType = schema): string {
  try {
    parseConfig('train', by, value);
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
    expect(messageOf(value, classicSchema)).toBe(message);
  });

  it('names the path inside an option of a union', () => {
    const message = messageOf({ initialisation: { threshold: -1 } });
    expect(message).toMatch(/^train: initialisation\.threshold: .*>0/);
  });

  it.each([
    [{ kind: 'constant', from: 0.5 }, 'train: rate: unknown key "from" (known: kind)'],
    [{ kind: 'cosine', form: 0.5 }, 'train: rate: unknown key "form", did you mean "from"?'],
  ])('knows the keys of the option that %j names', (rate, message) => {
    const rates = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('constant') }),
      z.strictObject({ kind: z.literal('cosine'), from: z._default(z.number(), 0) }),
    ]);
    expect(messageOf({ rate }, z.strictObject({ rate: rates }))).toBe(message);
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

  it.each([
    [{ iterations: 0 }, 'train: iterations: Too small: expected number to be >0'],
    [{ iterations: 1.5 }, 'train: iterations: Invalid input: expected int, received number 1.5'],
    [
      { iterations: 'four' },
      'train: iterations: Invalid input: expected number, received string "four"',
    ],
    [{ loss: 'none' }, 'train: loss: Invalid option: expected one of "perWon"|"perBatch"'],
    [{ layers: 'x' }, 'train: layers: Invalid input: expected array, received string "x"'],
  ])('says what is wrong with %j, whichever form of zod the schema is of', (value, message) => {
    expect(messageOf(value)).toBe(message);
    expect(messageOf(value, classicSchema)).toBe(message);
  });

  it.each([
    [z.nullable(probe), classic.nullable(classicProbe)],
    [z.readonly(probe), classicProbe.readonly()],
    [z.pipe(probe, z.transform(String)), classicProbe.transform(String)],
    [z.optional(probe), classicProbe.optional()],
    [z._default(probe, { threshold: 1, maxIterations: 1 }), classicProbe.prefault({})],
  ])('knows the keys inside what wraps an object (%#)', (small, full) => {
    const message = 'train: unknown key "treshold", did you mean "threshold"?';
    expect(messageOf({ treshold: 1 }, small)).toBe(message);
    expect(messageOf({ treshold: 1 }, full)).toBe(message);
  });

  it.each([null, 5, 'text', [], undefined])('refuses %p', (value) => {
    expect(() => parseConfig('train', schema, value)).toThrow(/^train: .*expected object/);
  });
});
