import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RunResult } from '../../../../src/run/runResult.ts';
import { runLab } from '../../../spawnLab.ts';

const TIME_LIMIT = 240_000;
const SMALL = {
  example: 60,
  iterations: 4,
  filters: 2,
  discriminatorUnits: 8,
  identityInitialisation: false,
  evaluation: { every: 2, images: 30 },
  shown: 6,
};

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-own-folders-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('lab train experts-gan', () => {
  it(
    'draws an example, learns from it, and leaves a model and a report',
    async () => {
      const { code, notes } = await runLab(
        [
          ...['train', 'experts-gan', '--example', 'digits', '--experts', '3', '--side', '16'],
          ...['--backend', 'wasm', '--out', 'run'],
          ...Object.entries(SMALL).flatMap(([key, value]) => [
            '--set',
            `${key}=${JSON.stringify(value)}`,
          ]),
        ],
        root,
      );
      if (code !== 0) throw new Error(notes);
      expect(notes).toContain('An expert sees 11x11 pixels');
      const result = JSON.parse(await readFile(join(root, 'run/result.json'), 'utf8')) as RunResult;
      expect(result.data).toMatchObject({ kind: 'synthetic' });
      expect(result.data.description).toContain('60 transformed, 60 canonical, 16x16x3');
      expect(result.matrices['wins']?.rows).toEqual(['inverted', 'right', 'up']);
      expect(result.measures[0]).toMatchObject({ name: 'matched', outOf: 3 });
      const page = await readFile(join(root, 'run/report.html'), 'utf8');
      expect(page).toContain('Your images and what the best expert makes of them');
      expect(page).toContain('Who wins what');
      await useBackend();
      const model = await ExpertsModel.load(modelFolder(join(root, 'run/model')));
      expect([model.experts, ...model.shape]).toEqual([3, 16, 16, 3]);
      model.dispose();
    },
    TIME_LIMIT,
  );
});
