import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeAnswers, encodeSequences } from '@causal-mechanisms/datasets';
import type { SequenceCoding } from '@causal-mechanisms/datasets';
import { SequenceModel } from '@causal-mechanisms/rims';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RunResult } from '../../../../src/run/runResult.ts';
import { runLab } from '../../../spawnLab.ts';

const TIME_LIMIT = 240_000;
const SMALL = {
  example: 12,
  updates: 4,
  evaluation: { every: 2 },
  checkpointEvery: 2,
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 } },
  },
};

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-own-sequences-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('lab train rims', () => {
  it(
    'makes an example up, learns from it, and leaves models to predict with and a report',
    async () => {
      const { code, notes } = await runLab(
        [
          ...['train', 'rims', '--example', 'swings.csv', '--model', 'both', '--ask', 'next'],
          ...['--backend', 'wasm', '--out', 'run'],
          ...Object.entries(SMALL).flatMap(([key, value]) => [
            '--set',
            `${key}=${JSON.stringify(value)}`,
          ]),
        ],
        root,
      );
      if (code !== 0) throw new Error(notes);
      expect(notes).toContain('10 sequences to learn from; from 50 on results are better');
      const read = (name: string) => readFile(join(root, 'run', name), 'utf8');
      const result = JSON.parse(await read('result.json')) as RunResult;
      expect(result.data).toMatchObject({ kind: 'synthetic' });
      expect(result.data.description).toContain('12 sequences of');
      expect(result.headline).toMatch(
        /^Next steps of held-out sequences: off by .* by RIMs 3\/2; /,
      );
      expect(result.measures.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['rims/loss', 'rims/error/2', 'lstm/error/1', 'naive/error/1']),
      );
      const page = await read('report.html');
      for (const title of ['During training', 'Some answers', 'Which modules are active']) {
        expect(page).toContain(title);
      }

      await useBackend();
      const coding = JSON.parse(await read('coding.json')) as SequenceCoding;
      const model = await SequenceModel.load(modelFolder(join(root, 'run/parts/rims/model')));
      const sequences = encodeSequences(coding, [
        [
          [1, 25],
          [2, 25],
        ],
        [[0, 25]],
      ]);
      const answers = decodeAnswers(coding, await model.predict(sequences), sequences);
      expect(answers.map(({ length }) => length)).toEqual([2, 1]);
      const [, last] = answers[0] ?? [];
      // In the units of the file: loads are about 25.
      expect(last?.kind === 'numbers' && Math.abs((last.values[1] ?? 0) - 25)).toBeLessThan(8);
      model.dispose();
    },
    TIME_LIMIT,
  );
});
