import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findBrowser, openPage } from './support/browser.ts';
import { consumerFolder, REPOSITORY } from './support/consumer.ts';

/** Sizes that run in seconds; together they draw every kind of figure. */
const RUNS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'rims/copying': {
    symbols: 1,
    gap: 10,
    testGaps: [10, 40],
    models: ['rims', 'lstm'],
    settings: {
      rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
      lstm: { core: { kind: 'lstm', units: 4 } },
    },
    embeddingWidth: 4,
    batchSize: 4,
    updates: 8,
    evaluation: { every: 4, sequences: 8, testSequences: 16 },
  },
  'experts-gan/main': {
    iterations: 8,
    filters: 2,
    discriminatorFilters: [2, 2, 2],
    discriminatorUnits: 8,
    batchSize: 4,
    'images.train': 128,
    'images.test': 32,
    'evaluation.images': 12,
    'evaluation.every': 4,
    'classifier.images': 64,
    'classifier.learningRates': [0.001],
    identityInitialisation: { maxIterations: 4, probeSize: 8, checkEvery: 2 },
  },
  'dear-scm/pendulum': {
    observations: 'images',
    latentWidth: 6,
    size: 16,
    rows: 64,
    graph: 'widest',
    networks: { kind: 'compact', width: 2 },
    batchSize: 8,
    iterations: 12,
    evaluation: { every: 4, rows: 16, draws: 32 },
  },
  'meta-transfer/algorithm1': {
    graphs: ['chain', 'collider'],
    truths: 1,
    observational: 2000,
    perTarget: 200,
    training: { estimator: 'reinforce', updates: 100 },
    evaluateEvery: 50,
  },
};

/** A phone, and a laptop. */
const WIDTHS = [390, 1280];

/** What a page looks like at a width. */
interface Looks {
  readonly name: string;
  readonly width: number;
  /** How wide the page is. */
  readonly page: number;
  /** The smallest letters in figures, in pixels as they are drawn. */
  readonly smallest: number;
  /** How many letters there are in figures. */
  readonly texts: number;
  /** Boxes that can be moved sideways. */
  readonly moved: number;
  /** Those of them that do not say so. */
  readonly silent: number;
  /** What sticks out of the page outside of such boxes. */
  readonly out: readonly string[];
}

/** Opens each report at each width, and measures it. */
const measuring = (names: readonly string[]): string => `<!doctype html><body><script>
const looks = [];
const open = (name, width) => new Promise((done) => {
  const frame = document.createElement('iframe');
  frame.style = 'border:0;height:3000px;width:' + width + 'px';
  // A scroll bar of a laptop would take room that a phone has.
  frame.scrolling = 'no';
  frame.onload = async () => {
    // Animations that follow scroll bars begin with a frame.
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
    const page = frame.contentDocument;
    const view = frame.contentWindow;
    const sizes = [...page.querySelectorAll('svg text')].flatMap((text) => {
      const svg = text.ownerSVGElement;
      const box = svg.getBoundingClientRect();
      if (box.width === 0 || text.textContent === '') return [];
      return [parseFloat(view.getComputedStyle(text).fontSize) * box.width / svg.viewBox.baseVal.width];
    });
    const moved = [...page.querySelectorAll('.scroll, .table')].filter((box) => box.scrollWidth > box.clientWidth);
    const silent = moved.filter((box) => view.getComputedStyle(box, '::before').visibility !== 'visible');
    const out = [...page.querySelectorAll('main *')].filter((part) => {
      if (part.closest('.scroll, .table, pre')) return false;
      const box = part.getBoundingClientRect();
      return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5);
    });
    looks.push({
      name, width, page: page.documentElement.scrollWidth,
      smallest: Math.min(...sizes), texts: sizes.length, moved: moved.length, silent: silent.length,
      out: out.map((part) => part.tagName + '.' + part.className),
    });
    frame.remove();
    done();
  };
  frame.src = '/reports/' + name + '/report.html';
  document.body.append(frame);
});
(async () => {
  for (const name of ${JSON.stringify(names)})
    for (const width of ${JSON.stringify(WIDTHS)}) await open(name, width);
})()
  .catch((error) => looks.push(String(error.stack)))
  .then(() => fetch('/report', { method: 'POST', body: JSON.stringify(looks) }));
</script></body>`;

const browser = findBrowser();

describe('report pages', () => {
  const inBrowser = browser === undefined ? it.skip : it;

  inBrowser(
    'can be read on a phone and on a laptop: no small letters in figures, nothing cut without a word',
    async () => {
      const folder = join(consumerFolder(), 'reports');
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      const names: string[] = [];
      for (const [recipe, settings] of Object.entries(RUNS)) {
        const name = recipe.replace('/', '-');
        names.push(name);
        await promisify(execFile)(
          process.execPath,
          [
            join(REPOSITORY, 'tools/lab/bin/lab.mjs'),
            ...['run', recipe, '--backend', 'wasm', '--out', join(folder, name)],
            ...Object.entries(settings).flatMap(([key, value]) => [
              '--set',
              `${key}=${JSON.stringify(value)}`,
            ]),
          ],
          { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', CAUSAL_MECHANISMS_DATA: '' } },
        );
      }
      await writeFile(join(folder, 'measure.html'), measuring(names));
      const { report, missing } = await openPage(browser ?? '', 'reports/measure.html', 60);
      expect(missing.filter((path) => !path.endsWith('favicon.ico'))).toEqual([]);
      const looks = report as readonly Looks[];
      expect(looks.map(({ name, width }) => `${name} ${width}`)).toEqual(
        names.flatMap((name) => WIDTHS.map((width) => `${name} ${width}`)),
      );
      for (const { name, width, page, smallest, texts, silent, out } of looks) {
        expect({ name, width, page, silent, out }).toEqual({
          name,
          width,
          page: width,
          silent: 0,
          out: [],
        });
        expect(texts).toBeGreaterThan(10);
        expect({ name, width, small: smallest < 10.9 }).toEqual({ name, width, small: false });
      }
      // On a phone something does not fit, or nothing was tested.
      expect(looks.some(({ width, moved }) => width === 390 && moved > 0)).toBe(true);
    },
    400_000,
  );
});
