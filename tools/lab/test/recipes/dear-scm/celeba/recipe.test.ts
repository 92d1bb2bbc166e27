import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawCelebA } from '@causal-mechanisms/test-utils';
import type { RunResult } from '../../../../src/run/runResult.ts';
import { runLab } from '../../../spawnLab.ts';

const TIME_LIMIT = 240_000;
const SMALL = {
  side: 16,
  free: 1,
  shown: 1,
  values: 2,
  downstream: { few: 20, many: 60, repeats: 2 },
  dear: { networks: { kind: 'compact', width: 2 }, batchSize: 8, iterations: 3 },
  structures: ['smile', 'attractive', 'manipulated'],
};
const RUN = [
  'run',
  'dear-scm/celeba',
  '--backend',
  'wasm',
  ...Object.entries(SMALL).flatMap(([key, value]) => ['--set', `${key}=${JSON.stringify(value)}`]),
];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-celeba-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('dear-scm/celeba', () => {
  it(
    'learns both structures and from manipulated images, on drawn faces in the layout of CelebA',
    async () => {
      await drawCelebA(join(root, 'celeba'), { count: 120 });
      const { code, notes } = await runLab([...RUN, '--data', root, '--out', 'run'], root);
      if (code !== 0) throw new Error(notes);
      const text = await readFile(join(root, 'run/result.json'), 'utf8');
      const { measures, matrices, headline } = JSON.parse(text) as RunResult;
      const names = measures.map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining([
          'smile/read/Smiling',
          'smile/follows/Male',
          'attractive/few',
          'attractive/efficiency',
          'manipulated/worst',
          'manipulated/average',
        ]),
      );
      expect(new Set(names).size).toBe(names.length);
      expect(Object.keys(matrices)).toHaveLength(6);
      expect(headline).toContain('CelebA-Attractive, manipulated: ');
      const page = await readFile(join(root, 'run/report.html'), 'utf8');
      expect(page).toContain('image 1, do(Smiling)');
      expect(page).toContain('76.05±.70');
    },
    TIME_LIMIT,
  );

  it(
    'says plainly that the files are absent',
    async () => {
      await rm(join(root, 'celeba'), { recursive: true, force: true });
      const { code, notes } = await runLab([...RUN, '--data', root, '--out', 'none'], root);
      expect(code).toBe(1);
      expect(notes).toContain('dear-scm/celeba needs the files of CelebA, which are not here');
    },
    TIME_LIMIT,
  );
});
