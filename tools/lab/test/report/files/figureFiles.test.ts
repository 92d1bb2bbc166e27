import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figureFiles } from '../../../src/report/files/figureFiles.ts';
import { curveChart } from '../../../src/report/figures/curves.ts';
import { drawRows, imageRow } from '../../../src/report/figures/imageGrid.ts';
import { svgFigure } from '../../../src/report/figures/svgParts.ts';
import type { ReportSection } from '../../../src/report/section.ts';
import { trainingFolder } from '../../../src/run/training/trainingFolder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-figures-'));
});
afterEach(() => rm(root, { recursive: true }));

const BOX = svgFigure('a box', [30, 20], []);
const files = (fonts = true) =>
  figureFiles(trainingFolder(root), { seed: 4, fonts: () => Promise.resolve(fonts) });
const names = async () => (await readdir(join(root, 'figures'))).sort();
const PNG = '89504e470d0a1a0a';

describe('figureFiles', () => {
  it('keeps a figure as SVG and PNG, a chart with its specification and its curves', async () => {
    const keeper = files();
    expect(await keeper.keep('box', BOX, 'Below')).toEqual({
      kind: 'figure',
      svg: BOX,
      caption: 'Below',
    });
    const curves = [{ label: 'a', points: [[0, 1]] as const }];
    const chart = await curveChart(curves, [], { xTitle: 'step', yTitle: 'loss' });
    expect(await keeper.keep('chart', chart)).toEqual({
      kind: 'figure',
      svg: chart.svg,
      narrow: chart.narrow,
    });
    expect(await names()).toEqual([
      'box.png',
      'box.svg',
      'chart.png',
      'chart.svg',
      'chart.vl.json',
    ]);
    expect((await readFile(join(root, 'figures/chart.png'))).subarray(0, 8).toString('hex')).toBe(
      PNG,
    );
    expect(keeper.curves()).toMatchObject([
      { figure: 'chart', curve: 'a', x: 0, y: 1, seed: 4, xTitle: 'step', yTitle: 'loss' },
    ]);
    expect(keeper.notes()).toEqual([]);
  });

  it('keeps rows of images under the titles of their sections', async () => {
    const rows = await drawRows({ shape: [1, 1, 1], rows: [imageRow('r', [0], 1)] });
    const images = { kind: 'images', rows } as const;
    const sections: ReportSection[] = [
      {
        title: 'What “experts” make of it',
        blocks: [images, { kind: 'figure', svg: BOX }, images],
      },
      { title: '…', blocks: [images] },
    ];
    await files().keepImages(sections);
    expect((await names()).filter((name) => name.endsWith('.png'))).toEqual([
      'images-rows.png',
      'images-what-experts-make-of-it-2.png',
      'images-what-experts-make-of-it.png',
    ]);
  });

  it('says once that there are no pictures where no letters come out', async () => {
    const keeper = files(false);
    await keeper.keep('a', BOX);
    await keeper.keep('b', BOX);
    expect(await names()).toEqual(['a.svg', 'b.svg']);
    expect(keeper.notes()).toEqual([expect.stringContaining('without a font')]);
  });

  it('leaves out a picture that cannot be drawn, and says so', async () => {
    const keeper = files();
    await keeper.keep('odd', '<svg id="odd"></svg>');
    expect(await names()).toEqual(['odd.svg']);
    expect(keeper.notes()).toEqual([expect.stringMatching(/^figures\/odd\.png is left out: /)]);
  });

  it('refuses names that lead elsewhere', async () => {
    await expect(files().keep('../a', BOX)).rejects.toThrow('figure');
  });
});
