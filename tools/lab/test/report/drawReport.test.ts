import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawReport, landmarkNote } from '../../src/report/drawReport.ts';
import { renderChart } from '../../src/report/figures/chartParts.ts';
import { curveChart } from '../../src/report/figures/curves.ts';
import { imageRow } from '../../src/report/figures/imageGrid.ts';
import { imageSection } from '../../src/report/figures/imageSection.ts';
import type { Recipe } from '../../src/run/recipe.ts';
import { runFolder } from '../../src/run/runFolder.ts';
import type { RunResult } from '../../src/run/runResult.ts';
import { RECORD } from '../quietWorld.ts';
import { partsRecipe } from '../run/partsRecipe.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-report-'));
  await runFolder(root).writeJson('config.json', RECORD);
});
afterEach(() => rm(root, { recursive: true }));

const RESULT: RunResult = {
  recipe: 'test/parts',
  title: 'Two counters',
  preset: 'quick',
  seed: 3,
  backend: 'wasm',
  headline: 'Counted.',
  measures: [1, 2, 3, 4, 5].map((value) => ({
    name: `m${value}`,
    label: `figure ${value}`,
    value,
    format: 'integer',
    paper: `p${value}`,
  })),
  data: { kind: 'synthetic', description: 'drawn digits', chosenBy: 'nothing else there' },
  matrices: {},
  details: {},
  cost: { seconds: 75, peakMemoryMiB: 120 },
};

const recipe = (draw: Recipe['draw'] = () => Promise.resolve([])): Recipe => ({
  ...partsRecipe(),
  draw,
});

const page = () => readFile(join(root, 'report.html'), 'utf8');
const cards = (html: string) =>
  [...html.matchAll(/<div class="label">([^<]*)</g)].map(([, label]) => label);

describe('drawReport', () => {
  it('says what came out, of what, and how', async () => {
    await drawReport(recipe(), runFolder(root), RESULT);
    const html = await page();
    for (const text of ['test/parts · Table 1', 'Two counters', 'Counted.', 'quick preset']) {
      expect(html).toContain(text);
    }
    for (const text of ['seed 3', 'backend wasm', '1 min 15 s', '120 MiB']) {
      expect(html).toContain(text);
    }
    expect(html).toContain('badge warning">drawn digits');
    expect(html).toContain('&quot;seed&quot;: 1');
  });

  it('leaves figures, curves and the result as files', async () => {
    const draw: Recipe['draw'] = async (material) => {
      const curves = [{ label: 'a', points: [[1, 2]] as const }];
      const chart = await curveChart(curves, [], { xTitle: 'step', yTitle: 'loss' });
      const images = await imageSection('Rows', 'Text', {
        shape: [1, 1, 1],
        rows: [imageRow('r', [0], 1)],
      });
      return [{ title: 'Chart', blocks: [await material.figure('chart', chart)] }, ...images];
    };
    const notes = await drawReport(recipe(draw), runFolder(root), RESULT);
    expect((await readdir(join(root, 'figures'))).filter((name) => !name.endsWith('.png'))).toEqual(
      ['chart.svg', 'chart.vl.json', 'images-rows.svg'],
    );
    // With fonts there are pictures, without there is a note.
    expect((await readdir(join(root, 'figures'))).includes('chart.png')).toBe(notes.length === 0);
    const text = (name: string) => readFile(join(root, name), 'utf8');
    expect(await text('curves.csv')).toBe(
      'figure,panel,curve,x,y,low,high,seed,x title,y title\nchart,,a,1,2,,,3,step,loss\n',
    );
    expect(await text('result.csv')).toContain(
      '\nm1,figure 1,,1,,integer,p1,test/parts,quick,3,wasm\n',
    );
    expect(await page()).toContain('scroll on-narrow');
  });

  it('shows the first four figures large, or those that are marked', async () => {
    await drawReport(recipe(), runFolder(root), RESULT);
    expect(cards(await page())).toEqual(['figure 1', 'figure 2', 'figure 3', 'figure 4']);
    const measures = RESULT.measures.map((one) => ({ ...one, main: one.name === 'm5' }));
    await drawReport(recipe(), runFolder(root), { ...RESULT, measures });
    expect(cards(await page())).toEqual(['figure 5']);
  });

  it('puts the table after the first section', async () => {
    const draw = () => Promise.resolve(['First', 'Second'].map((title) => ({ title, blocks: [] })));
    await drawReport(recipe(draw), runFolder(root), RESULT);
    expect([...(await page()).matchAll(/<h2>([^<]*)</g)].map(([, title]) => title)).toEqual([
      'First',
      'Measured',
      'Second',
    ]);
  });

  it('shows figures of the paper beside those of a run with its settings and data only', async () => {
    await drawReport(recipe(), runFolder(root), RESULT);
    const apart = await page();
    expect(apart).not.toContain('<th>paper</th>');
    expect(apart).not.toContain('paper: p1');
    expect(apart).toContain('Its figures are no measure for this run');
    expect(apart).toMatch(/<summary>What the paper reports[^<]*<\/summary><pre>figure +paper\n/);
    expect(apart).toMatch(/figure 1 +p1\n/);
    const data = { ...RESULT.data, kind: 'real' } as const;
    await drawReport(recipe(), runFolder(root), { ...RESULT, data });
    const beside = await page();
    expect(beside).toContain('paper: p1');
    expect(beside).toContain('<h2>Measured beside the paper</h2>');
    expect(beside).not.toContain('What the paper reports');
  });

  it('does not promise figures of the paper where there are none', async () => {
    const measures = [{ name: 'own', label: 'own', value: 1 }];
    await drawReport(recipe(), runFolder(root), { ...RESULT, measures });
    expect([...(await page()).matchAll(/<h2>([^<]*)</g)].map(([, title]) => title)).toEqual([
      'Measured',
    ]);
  });

  it('keeps the figures as files, charts with their specification', async () => {
    const chart = await renderChart({ data: { values: [] }, mark: 'point' });
    await drawReport(
      recipe(async (material) => [
        {
          title: 'Figures',
          blocks: [
            await material.figure('plain', '<svg id="plain"></svg>'),
            await material.figure('chart', chart, 'A caption'),
          ],
        },
      ]),
      runFolder(root),
      RESULT,
    );
    expect(await readFile(join(root, 'figures/plain.svg'), 'utf8')).toBe('<svg id="plain"></svg>');
    expect(await readFile(join(root, 'figures/chart.svg'), 'utf8')).toBe(chart.svg);
    expect(JSON.parse(await readFile(join(root, 'figures/chart.vl.json'), 'utf8'))).toEqual(
      chart.spec,
    );
    const html = await page();
    expect(html).toContain('<svg id="plain">');
    expect(html).toContain('<figcaption>A caption</figcaption>');
  });

  it('takes the result of the folder, and refuses a run that has none', async () => {
    await expect(drawReport(recipe(), runFolder(root))).rejects.toMatchObject({
      code: 'ERR_RUN_UNFINISHED',
    });
    await runFolder(root).writeJson('result.json', { ...RESULT, headline: 'Kept.' });
    await drawReport(recipe(), runFolder(root));
    expect(await page()).toContain('Kept.');
  });
});

describe('landmarkNote', () => {
  const { paper } = partsRecipe();
  const note = (
    preset: string,
    kind: RunResult['data']['kind'],
    used?: string,
    measures = RESULT.measures,
  ) =>
    landmarkNote(
      { paper: { ...paper, ...(used === undefined ? {} : { used }) } },
      { preset, data: { ...RESULT.data, kind }, measures },
    );

  it('is there unless preset and data are the paper’s', () => {
    expect(note('paper', 'real')).toBeUndefined();
    expect(note('paper', 'generated')).toBeUndefined();
    expect(note('paper', 'synthetic')).toContain('landmark');
    expect(note('quick', 'real')).toContain('The paper used its own data and sizes:');
    expect(note('small', 'real', 'ten digits')).toContain('The paper used ten digits:');
  });

  it('speaks of no figures of the paper where there are none', () => {
    const own = [{ name: 'own', label: 'own', value: 1 }];
    expect(note('quick', 'real', undefined, own)).toBeUndefined();
    expect(note('quick', 'real', 'ten digits', own)).toBe('The paper used ten digits.');
  });
});
