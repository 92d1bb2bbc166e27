import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../studyRuns.ts';
import type { StudyRuns } from '../studyRuns.ts';

const TINY = {
  data: 'embedded',
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 }, updates: 40 },
  },
  size: 3,
  testSizes: [4, 5],
  embeddingWidth: 4,
  batchSize: 4,
  updates: 8,
  learningRate: 0.03,
  checkpointEvery: 2,
  images: { train: 24, validation: 12, test: 10 },
  evaluation: { every: 4, images: 8 },
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('rims/sequential-mnist', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

/** The scalars of the evaluations of a part. */
async function evaluations(run: string, part: string) {
  return (await runs.text(run, 'parts', part, 'events.jsonl'))
    .trim()
    .split('\n')
    .map(
      (line) => JSON.parse(line) as { kind: string; step: number; scalars: Record<string, number> },
    )
    .filter(({ kind }) => kind === 'evaluation');
}

describe('rims/sequential-mnist', () => {
  it('prints and keeps a row per model, and what guessing scores', async () => {
    const { measures, data } = await runs.figuresOf('whole');
    expect(data.kind).toBe('synthetic');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const side of [3, 4, 5]) {
      expect(value(`chance/accuracy/${side}`)).toBe(0.1);
      // Ten test digits.
      for (const model of ['rims', 'lstm']) {
        const right = 10 * Number(value(`${model}/accuracy/${side}`));
        expect(right).toBeCloseTo(Math.round(right), 6);
      }
    }
    expect(printed).toMatch(/^digits right at +3 x 3 +4 x 4 +paper +5 x 5 +paper$/m);
    expect(printed).toMatch(/^RIMs 3\/2 +[\d.]+ % +[\d.]+ % +[\d.]+ %$/m);
    // The paper's LSTM at its two smaller sizes.
    expect(printed).toMatch(/^LSTM 4 +[\d.]+ % +[\d.]+ % +84\.5 % +[\d.]+ % +52\.2 %$/m);
    expect(printed).toMatch(/^guessing +10 % +10 % +10 %$/m);
    expect(printed).toContain('data: embedded procedural digits (synthetic)');
    expect(await runs.text('whole/report.html')).toContain('badge warning');
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['sizes.svg', 'training.svg', 'raster-rims.svg']),
    );
  });

  it('chooses by the size of training without a look at the others', async () => {
    const history = await evaluations('whole', 'lstm');
    expect(history).toHaveLength(11);
    for (const { scalars } of history) {
      expect(Object.keys(scalars)).toEqual(['accuracy/3', 'ce/3']);
    }
    const folders = await readdir(join(runs.root, 'whole/parts/lstm'));
    expect(folders).toContain('model');
    expect(folders).not.toContain('models');
    const { measures } = await runs.figuresOf('whole');
    const chosen = measures.find(({ name }) => name === 'lstm/chosen')?.value;
    const best = Math.max(...history.map(({ scalars }) => scalars['accuracy/3'] ?? NaN));
    expect(history.find(({ scalars }) => scalars['accuracy/3'] === best)?.step).toBe(chosen);
  });

  it(
    'chooses a model per size where the sizes of the test take part',
    async () => {
      await runs.whole('per-size', { 'evaluation.selection': 'testSize', models: ['lstm'] });
      const history = await evaluations('per-size', 'lstm');
      expect(Object.keys(history[0]?.scalars ?? {})).toEqual(
        [3, 4, 5].flatMap((side) => [`accuracy/${side}`, `ce/${side}`]),
      );
      const kept = JSON.parse(await runs.text('per-size/parts/lstm/part.json')) as {
        value: { chosenAt: number; othersAt: Record<string, number> };
      };
      const best = (side: number) => {
        const scores = history.map(({ scalars }) => scalars[`accuracy/${side}`] ?? NaN);
        return 4 * scores.indexOf(Math.max(...scores));
      };
      expect(kept.value.chosenAt).toBe(best(3));
      expect(kept.value.othersAt).toEqual({ size4: best(4), size5: best(5) });
      expect(await readdir(join(runs.root, 'per-size/parts/lstm/models'))).toEqual([
        'size4',
        'size5',
      ]);
      expect(await runs.text('per-size/report.html')).toContain('take part in the choice');
    },
    TIME_LIMIT,
  );

  it(
    'killed in its second model and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/lstm/checkpoints/step-00000006');
      expect(existsSync(join(runs.root, 'killed/parts/lstm/part.json'))).toBe(false);
      const { code, notes } = await runs.resume('killed');
      expect(code).toBe(0);
      expect(notes).toContain('rims: done before');
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
      for (const model of ['rims', 'lstm']) {
        expect(await runs.text('killed/parts', model, 'events.jsonl')).toBe(
          await runs.text('whole/parts', model, 'events.jsonl'),
        );
      }
    },
    TIME_LIMIT,
  );

  it.each([
    [['--set', 'models=["rims-6-9"]'], 'unknown model "rims-6-9" (known: rims-6-4, lstm'],
    [['--set', 'evaluation.selection=test'], 'expected one of "trainingSize"|"testSize"'],
    [['--set', 'data=real'], 'expected one of "auto"|"embedded"'],
    [['--set', 'sizes=7'], 'unknown key "sizes", did you mean "size"?'],
    [['--preset', 'quik'], 'unknown preset "quik", did you mean "quick"?'],
  ])('%j is bad usage', async (args, message) => {
    const { code, notes } = await runs.call('run', 'rims/sequential-mnist', ...args);
    expect(notes).toContain(message);
    expect(notes).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it('fails before it trains where a named folder holds no digits', async () => {
    const { code, notes } = await runs.call(
      ...['run', 'rims/sequential-mnist', '--data', 'nowhere', '--out', 'no-data'],
      ...['--backend', 'wasm'],
    );
    expect(notes).toContain('nowhere does not hold mnist');
    expect(code).toBe(1);
    expect(existsSync(join(runs.root, 'no-data/parts'))).toBe(false);
  });
});
