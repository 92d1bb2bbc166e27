import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawGroupReport } from '../../../src/report/compare/groupReport.ts';
import { curvePoints, curvesText } from '../../../src/report/files/curvesFile.ts';
import { runFolder } from '../../../src/run/runFolder.ts';
import type { RunResult } from '../../../src/run/runResult.ts';
import { RECORD } from '../../quietWorld.ts';
import { partsRecipe } from '../../run/partsRecipe.ts';

const result = (seed: number): RunResult => ({
  recipe: 'a/b',
  title: 'A study',
  preset: 'quick',
  seed,
  backend: 'wasm',
  headline: 'Done.',
  measures: [{ name: 'm', label: 'figure', value: seed }],
  data: { kind: 'generated', description: 'integers', chosenBy: 'the task' },
  matrices: {},
  details: {},
  cost: { seconds: 1, peakMemoryMiB: 1 },
});

describe('drawGroupReport', () => {
  it('leaves the page of all runs with its figures, curves and results beside it', async () => {
    const root = await mkdtemp(join(tmpdir(), 'lab-group-report-'));
    try {
      const runs = [];
      for (const seed of [1, 2]) {
        const folder = runFolder(join(root, `seed${seed}`));
        await folder.writeJson('config.json', { ...RECORD, seed });
        const curves = [{ label: 'a', points: [[0, seed]] as const }];
        const points = curvePoints('loss', [{ panel: '', curves, xTitle: 'x', yTitle: 'y' }], seed);
        await folder.writeText('curves.csv', curvesText([{ points }]));
        runs.push({
          recipe: partsRecipe(),
          folder,
          result: result(seed),
          label: `seed ${seed}`,
        });
      }
      await drawGroupReport(runFolder(root), runs);
      const text = (name: string) => readFile(join(root, name), 'utf8');
      expect(await text('report.html')).toContain('Comparison of 2 runs');
      expect(await text('curves.csv')).toBe(
        [
          'run,figure,panel,curve,x,y,low,high,seed,x title,y title',
          'seed 1,loss,,a,0,1,,,1,x,y',
          'seed 2,loss,,a,0,2,,,2,x,y',
          '',
        ].join('\n'),
      );
      expect((await text('result.csv')).split('\n')[2]).toBe(
        'seed 2,m,figure,,2,,,,a/b,quick,2,wasm',
      );
      expect(await readdir(join(root, 'figures'))).toEqual(
        expect.arrayContaining(['loss.svg', 'loss.vl.json']),
      );
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
