import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { curvePoints, curvesText } from '../../src/report/files/curvesFile.ts';
import { comparisonPage } from '../../src/report/comparisonPage.ts';
import type { ComparedRun } from '../../src/report/comparisonPage.ts';
import { executeRun } from '../../src/run/executeRun.ts';
import { runFolder } from '../../src/run/runFolder.ts';
import { quietWorld, RECORD } from '../quietWorld.ts';
import { partsRecipe } from '../run/partsRecipe.ts';

let root: string;
let runs: ComparedRun[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-comparison-'));
  runs = [];
  for (const label of ['seed 1', 'seed 2']) {
    const folder = runFolder(join(root, label));
    const recipe = partsRecipe();
    const result = await executeRun(recipe, folder, quietWorld(), RECORD);
    runs.push({ recipe, folder, result, label });
  }
}, 60_000);
afterAll(() => rm(root, { recursive: true }));

/** The first of the runs with something changed. */
function changed(change: (run: ComparedRun) => Partial<ComparedRun>): ComparedRun[] {
  const [first, second] = runs as [ComparedRun, ComparedRun];
  return [first, { ...second, ...change(second) }];
}

const titles = (html: string) => [...html.matchAll(/<h2>([^<]*)</g)].map(([, title]) => title);

describe('comparisonPage', () => {
  it('sets figures side by side, with medians and the curves that the recipe names', async () => {
    const html = await comparisonPage(runs);
    expect(html).toContain('Comparison of 2 runs');
    expect(titles(html)).toEqual(['Figures of each run', 'Median and range', 'Slow sum']);
    expect(html).toContain('<th>seed 1</th><th>seed 2</th>');
    expect(html).toContain('Slow, sum: 55.000 in the median, from 55.000 to 55.000.');
    expect(html).toContain('>slow sum<');
  });

  it('does not call one run a comparison', async () => {
    const html = await comparisonPage(runs.slice(0, 1));
    expect(html).toContain('<h1>One run</h1>');
    expect(html).not.toContain('Comparison');
  });

  it('takes no medians over several recipes, and draws what all of them name', async () => {
    const mixed = changed(({ result }) => ({
      result: { ...result, recipe: 'test/other' },
      recipe: { ...partsRecipe(), compared: [] },
    }));
    const html = await comparisonPage(mixed);
    expect(titles(html)).toEqual(['Figures of each run']);
    expect(html).toContain('Runs of 2 recipes side by side.');
    expect(html).toContain('test/parts, test/other');
    expect(html).toContain('only figures of the same name can be compared');
  });

  it('says which settings differ', async () => {
    const folder = runFolder(join(root, 'other'));
    await folder.writeJson('config.json', { ...RECORD, seed: 2, preset: 'small' });
    const html = await comparisonPage(changed(() => ({ folder })));
    expect(titles(html)).toContain('Settings that differ');
    expect(html).toContain('<td>preset</td><td>quick</td><td>small</td>');
    expect(html).toContain('<table class="even">');
  });

  it('takes medians over the seeds of each setting, and none over several settings', async () => {
    const folder = runFolder(join(root, 'small'));
    await folder.writeJson('config.json', { ...RECORD, preset: 'small' });
    const [first, second] = runs as [ComparedRun, ComparedRun];
    const html = await comparisonPage([first, second, { ...second, folder, label: 'small' }]);
    expect(titles(html)).toEqual([
      'Figures of each run',
      'Settings that differ',
      'Median and range, preset=quick',
      'Slow sum',
    ]);
    expect(html).toContain('Runs under 2 settings: medians are over the seeds of each of them.');
  });

  it('draws every curve of one recipe, with the range over its seeds, and keeps the figures', async () => {
    const points = [1, 3].map((y) =>
      curvePoints(
        'loss',
        [{ panel: '', curves: [{ label: 'a', points: [[0, y]] }], xTitle: 'step', yTitle: 'nats' }],
        y,
      ),
    );
    for (const [run, { folder }] of runs.entries()) {
      await folder.writeText('curves.csv', curvesText([{ points: points[run] ?? [] }]));
    }
    const kept: string[] = [];
    const html = await comparisonPage(runs, (name, { svg }) => {
      kept.push(name);
      return Promise.resolve({ kind: 'figure', svg });
    });
    for (const { folder } of runs) await rm(folder.file('curves.csv'));
    expect(titles(html)).toEqual(['Figures of each run', 'Median and range', 'Curves: loss']);
    expect(html).toContain(
      'The median over the 2 runs; the shade is from the lowest to the highest.',
    );
    expect(html).toContain('>nats<');
    expect(kept).toEqual(['loss']);
  });

  it('leaves a run without that part out of its curve', async () => {
    const html = await comparisonPage(
      changed(() => ({ folder: runFolder(join(root, 'nothing')) })),
    );
    expect(titles(html)).toContain('Slow sum');
    const none = runs.map((run) => ({ ...run, folder: runFolder(join(root, 'nothing')) }));
    expect(titles(await comparisonPage(none))).not.toContain('Slow sum');
  });

  it('shows no figures of the paper beside runs with other data', async () => {
    expect(await comparisonPage(runs)).toContain('<th>paper</th>');
    const data = { kind: 'synthetic', description: 'drawn digits', chosenBy: 'no other' } as const;
    const others = runs.map((run) => ({ ...run, result: { ...run.result, data } }));
    const html = await comparisonPage(others);
    expect(html).not.toMatch(/<th[^>]*>paper</);
  });

  it('names the data of all runs, and warns of those that stand for others', async () => {
    const data = { kind: 'synthetic', description: 'drawn digits', chosenBy: 'no other' } as const;
    const html = await comparisonPage(changed(({ result }) => ({ result: { ...result, data } })));
    expect(html).toContain('<span class="badge">integers');
    expect(html).toContain('badge warning">drawn digits');
  });
});
