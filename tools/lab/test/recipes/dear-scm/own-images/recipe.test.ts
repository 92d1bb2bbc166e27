import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DearModel } from '@causal-mechanisms/dear-scm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RunResult } from '../../../../src/run/runResult.ts';
import { runLab, startLab } from '../../../spawnLab.ts';
import { ownFaces } from './ownFaces.ts';

const TIME_LIMIT = 240_000;
const SMALL = {
  heldOut: 0.2,
  free: 1,
  shown: 1,
  values: 2,
  checkpointEvery: 2,
  dear: { networks: { kind: 'compact', width: 2 }, batchSize: 8, iterations: 12 },
};
const TRAIN = [
  'train',
  'dear-scm',
  '--images',
  'faces/img_align_celeba',
  '--labels',
  'labels.csv',
  '--graph',
  'smile -> mouth',
  '--factors',
  'smile,mouth,age',
  '--unit',
  'age=years',
  '--side',
  '16',
  '--backend',
  'wasm',
  ...Object.entries(SMALL).flatMap(([key, value]) => ['--set', `${key}=${JSON.stringify(value)}`]),
];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-own-images-'));
  await ownFaces(root);
  const { code, notes } = await runLab([...TRAIN, '--out', 'whole'], root);
  if (code !== 0) throw new Error(notes);
}, TIME_LIMIT);
afterAll(() => rm(root, { recursive: true }));

async function figuresOf(run: string): Promise<Omit<RunResult, 'cost'>> {
  const { cost, ...figures } = JSON.parse(
    await readFile(join(root, run, 'result.json'), 'utf8'),
  ) as RunResult;
  expect(cost.seconds).toBeGreaterThan(0);
  return figures;
}

describe('lab train dear-scm', () => {
  it('leaves a model that sets factors in units, and a report with rows of interventions', async () => {
    expect(await readdir(join(root, 'whole'))).toEqual(
      expect.arrayContaining(['model', 'parts', 'images.json', 'report.html']),
    );
    const page = await readFile(join(root, 'whole/report.html'), 'utf8');
    expect(page).toContain('image 1, do(age)');
    expect(page).toMatch(/\d years/);
    expect(page).toContain('faces/img_align_celeba');
    await useBackend();
    const model = await DearModel.load(modelFolder(join(root, 'whole/model')));
    expect(model.factorNames).toEqual(['smile', 'mouth', 'age']);
    expect(model.latentWidth).toBe(4);
    model.dispose();
  });

  it('measures on held-out images, and says what was left out', async () => {
    const { measures, matrices, data, details } = await figuresOf('whole');
    expect(data.description).toMatch(/18 to learn from, 5 held out/);
    expect(measures.map(({ name }) => name)).toEqual([
      'read/smile',
      'read/mouth',
      'read/age',
      'follows/smile',
      'follows/mouth',
      'follows/age',
      'reconstruction',
    ]);
    expect(matrices['adjacency']?.values.flat().filter((value) => value !== 0).length).toBeLessThan(
      2,
    );
    expect(JSON.stringify(details)).toContain('no row for 1 of 24 images');
  });

  it(
    'gives the same figures when it is killed and resumed',
    async () => {
      const killed = startLab([...TRAIN, '--out', 'killed'], root);
      const kept = join(root, 'killed/parts/dear/checkpoints');
      for (let waited = 0; waited < 1000 && !existsSync(kept); waited++) await pause(50);
      killed.process.kill('SIGKILL');
      await killed.outcome;
      const { code, notes } = await runLab(['train', 'dear-scm', '--resume', 'killed'], root);
      if (code !== 0) throw new Error(notes);
      expect(await figuresOf('killed')).toEqual(await figuresOf('whole'));
    },
    TIME_LIMIT,
  );

  it.each<[string, readonly string[], string]>([
    ['a cycle', ['--graph', 'mouth -> smile'], 'no cycle'],
    ['an unknown factor', ['--graph', 'smle -> mouth'], 'did you mean "smile"'],
  ])(
    'refuses %s',
    async (_, more, message) => {
      const { code, notes } = await runLab(
        [...TRAIN, ...more, '--out', `bad${message.length}`],
        root,
      );
      expect(notes).toContain(message);
      expect(code).toBe(1);
    },
    TIME_LIMIT,
  );
});
