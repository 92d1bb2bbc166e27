import { reportPage } from '../../../src/report/page/html.ts';
import { drawRows, imageRow } from '../../../src/report/figures/imageGrid.ts';
import { curveChart } from '../../../src/report/figures/curves.ts';
import { heatMap } from '../../../src/report/figures/heatMap.ts';

const PAPER = 'https://example.org/paper?a=1&b=2';

async function page(): Promise<string> {
  const rows = await drawRows({
    shape: [2, 2, 1],
    rows: [imageRow('row & one', [0, 1, 0.5, 0, 1, 1, 1, 1], 2, [1])],
  });
  const chart = await curveChart(
    [
      {
        label: 'a',
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    [{ label: 'paper', value: 0.5, source: 'paper' }],
    { xTitle: 'x', yTitle: 'y' },
  );
  const matrix = { rows: ['m'], columns: ['0'], values: [[1]] };
  const wins = await heatMap(matrix, { title: 't', rowTitle: 'r', columnTitle: 'c' });
  return reportPage({
    kicker: 'a/b',
    title: 'Title <script>',
    headline: 'It works.',
    badges: [{ text: 'synthetic', warning: true }, { text: 'seed 1' }],
    cards: [{ value: '4 of 4', label: 'matched', note: 'paper: 10' }],
    sections: [
      {
        title: 'All',
        text: 'Text',
        blocks: [
          { kind: 'images', rows, columns: ['first', 'second'], caption: 'Caption' },
          { kind: 'figure', ...chart },
          { kind: 'figure', svg: wins.svg },
          { kind: 'table', table: { header: ['h'], rows: [['cell']] } },
          { kind: 'table', table: { header: ['m', 'paper'], rows: [['1', '2']], quiet: [1] } },
        ],
      },
    ],
    documents: [{ title: 'Configuration', text: '{"a": "<b>"}' }],
    paper: { title: 'The paper', url: PAPER },
  });
}

describe('reportPage', () => {
  it('holds no address but that of the paper', async () => {
    const html = await page();
    const addresses = [...html.matchAll(/\b(?:https?:)?\/\/[a-z][^\s"'<>)]*/gi)].map(
      ([url]) => url,
    );
    expect(addresses).toEqual([PAPER.replace('&', '&amp;')]);
    expect(html).not.toMatch(/@import|<script|<link|<iframe/);
    for (const [, source] of html.matchAll(/ (?:src|href)="([^"]*)"/g)) {
      expect(source).toMatch(/^data:image\/png;base64,|^https:\/\/example\.org\/paper/);
    }
  });

  it('shows everything, with markup in texts made harmless', async () => {
    const html = await page();
    for (const text of [
      'Title &lt;script&gt;',
      'It works.',
      'badge warning">synthetic',
      '4 of 4',
      'paper: 10',
      'row &amp; one, second',
      'class="framed"',
      'Caption',
      '<td>cell</td>',
      '<table class="models"',
      '<td>1</td><td class="quiet">2</td>',
      '{&quot;a&quot;: &quot;&lt;b&gt;&quot;}',
    ]) {
      expect(html).toContain(text);
    }
  });

  it('gives wide figures a row of their own, so that they are not shrunk', async () => {
    const figures = [...(await page()).matchAll(/<figure(?: class="(\w+)")?>/g)];
    expect(figures.map(([, kind]) => kind)).toEqual([undefined, 'wide', undefined]);
  });

  it('breaks no line within an arrow', () => {
    const cards = [{ value: '1', label: 'belief in A->B, at the end' }];
    const texts = { kicker: 'k', title: 't', headline: 'h' };
    expect(reportPage({ ...texts, badges: [], cards, sections: [], documents: [] })).toContain(
      'belief in <span class="whole">A-&gt;B,</span> at the end',
    );
    const table = { header: ['mean of exp(-Delta)'], rows: [] };
    const sections = [{ title: 's', blocks: [{ kind: 'table' as const, table }] }];
    expect(reportPage({ ...texts, badges: [], cards: [], sections, documents: [] })).toContain(
      'mean of <span class="whole">exp(-Delta)</span>',
    );
  });

  it('writes what belongs to each image of a row above that row', async () => {
    const shape = [1, 1, 1] as const;
    const captioned = { ...imageRow('do(light)', [0, 1], 2), captions: ['48°', '<60°'] };
    const rows = await drawRows({ shape, rows: [captioned, imageRow('', [1], 1)] });
    const sections = [{ title: 's', blocks: [{ kind: 'images' as const, rows }] }];
    const texts = { kicker: 'k', title: 't', headline: 'h', badges: [], cards: [], documents: [] };
    const html = reportPage({ ...texts, sections });
    const grid = /<div class="images"[^>]*>(.*)<\/div><\/div>/.exec(html)?.[1] ?? '';
    const parts = [...grid.matchAll(/class="(row[^"]*|column|cell empty)">([^<]*)|alt="([^"]*)"/g)];
    expect(parts.map(([, kind, text, alt]) => alt ?? `${kind ?? ''}: ${text ?? ''}`)).toEqual([
      'row titled: ',
      'row-label: do(light)',
      'column: 48°',
      'do(light), 48°',
      'column: &lt;60°',
      'do(light), &lt;60°',
      'row: ',
      'row-label: ',
      '1',
      'cell empty: ',
    ]);
  });

  it.each([
    // 318 pixels hold 6 images of 48 pixels for "original", and 7 of 41 with short ones titles; lines are about as long as each other.
    [7, 'original', 4],
    [7, 'up', 7],
    [6, 'original', 6],
    [16, undefined, 6],
    [1, 'averyveryverylongtitlethatfitsnowhereatallonaphonescreen', 1],
  ])(
    'lets %d images with the title %j stand %d in a line on a phone',
    async (count, title, line) => {
      const rows = await drawRows({
        shape: [1, 1, 1],
        rows: [imageRow('r', new Float32Array(count), count)],
      });
      const columns = title === undefined ? {} : { columns: Array<string>(count).fill(title) };
      const sections = [{ title: 's', blocks: [{ kind: 'images' as const, rows, ...columns }] }];
      const texts = {
        kicker: 'k',
        title: 't',
        headline: 'h',
        badges: [],
        cards: [],
        documents: [],
      };
      const html = reportPage({ ...texts, sections });
      expect(html).toContain(`--columns:${count};--per-line:${line}"`);
      expect(html.includes('class="images wraps"')).toBe(line < count);
    },
  );

  it('shows a figure of its own on a phone, where there is one', async () => {
    const figures = (await page()).split('<figure').slice(1);
    // Images; a chart, drawn twice; a heat map, which fits.
    const screens = figures.map((text) => [...text.matchAll(/class="(scroll[^"]*)"/g)]);
    expect(screens.map((found) => found.map(([, name]) => name))).toEqual([
      ['scroll'],
      ['scroll on-wide', 'scroll on-narrow'],
      ['scroll'],
    ]);
  });

  it('shrinks no figure, and says where something goes on to the right', async () => {
    const html = await page();
    expect(html).not.toMatch(/figure svg \{[^}]*max-width/);
    expect(html).toContain('goes on to the right');
  });

  it('explains terms where they stand first', () => {
    const table = { header: ['loss (nats)'], rows: [['nats']] };
    const sections = ['One', 'Two'].map((title) => ({
      title,
      blocks: [{ kind: 'table' as const, table }],
    }));
    const cards = [{ value: '1', label: 'RIMs 6/2, right' }];
    const html = reportPage({
      ...{ kicker: 'k', title: 't', headline: 'h', badges: [], documents: [] },
      cards,
      sections,
    });
    const terms = [...html.matchAll(/<dl class="terms">(.*?)<\/dl>/g)].map(([, list = '']) => list);
    expect(terms).toHaveLength(2);
    expect(terms[0]).toMatch(/^<dt>RIMs<\/dt><dd>recurrent independent mechanisms/);
    expect(terms[1]).toMatch(/^<dt>nats<\/dt><dd>unit of information/);
    expect(html.indexOf(terms[0] ?? '')).toBeLessThan(html.indexOf('<h2>One'));
    expect(html.indexOf(terms[1] ?? '')).toBeLessThan(html.indexOf('<h2>Two'));
  });

  it('lets the figure of a phone shrink a little, and no further', async () => {
    // 0.92 of 324 pixels.
    expect(await page()).toContain('on-narrow"><svg style="min-width:298px"');
  });

  it('follows light and dark', async () => {
    const html = await page();
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('var(--figure-ink)');
  });
});
