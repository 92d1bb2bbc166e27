import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chart } from '../../../../src/report/figures/chartParts.ts';
import {
  adjacencySection,
  agreementSection,
  pictureSections,
  trainingSection,
} from '../../../../src/recipes/dear-scm/pendulum/sections.ts';
import type { RunMaterial } from '../../../../src/run/recipe.ts';

const names = ['pendulum', 'light', 'shadow_length', 'shadow_position'];
const values = names.map((_, i) => names.map((__, j) => (i < 2 && j > 1 ? 0.5 : 0)));

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-sections-'));
  const steps = Array.from({ length: 800 }, (_, i) => ({
    kind: 'step',
    phase: 'training',
    step: i + 1,
    scalars: { discriminatorLoss: i, supervisedLoss: 1, logitReal: 0, logitFake: 0 },
  }));
  await writeFile(
    join(root, 'events.jsonl'),
    steps.map((step) => `${JSON.stringify(step)}\n`).join(''),
  );
});
afterAll(() => rm(root, { recursive: true }));

/** A finished run, and the figures drawn from it. */
function material() {
  const figures = new Map<string, Chart>();
  const run = {
    folder: { events: join(root, 'events.jsonl') },
    images: {},
    evaluations: [0, 100].map((step) => ({
      kind: 'evaluation',
      step,
      scalars: { signs: 1, correlation: 0.5, 'light -> shadow_length': -step / 100 },
    })),
    result: {
      matrices: {
        adjacency: { rows: names, columns: names, values },
        correlations: { rows: names, columns: [...names, 'free 1'], values },
      },
      details: {
        marginals: [
          { factor: 'light', at: [0, 1], prior: [0.5, 0.5], encoded: [1, 0], distance: 0.5 },
        ],
      },
    },
    figure: (name: string, figure: Chart, caption?: string) => {
      figures.set(name, figure);
      return Promise.resolve({ kind: 'figure', svg: figure.svg, caption });
    },
  } as unknown as RunMaterial;
  return { run, figures };
}

/** The numbers of a curve in the data of a chart. */
function points(chart: Chart | undefined, label: string): number[][] {
  type Row = { label: string; x: number; y: number };
  const found = JSON.stringify(chart?.spec).match(/\{"label":[^{}]*\}/g) ?? [];
  return found
    .map((text) => JSON.parse(text) as Row)
    .filter((row) => row.label === label && 'y' in row)
    .map(({ x, y }) => [x, y]);
}

it('shows the learned weights, and how each edge came to be', async () => {
  const { run, figures } = material();
  const { blocks } = await adjacencySection(run);
  expect(blocks).toHaveLength(2);
  expect([...figures.keys()]).toEqual(['adjacency', 'adjacency-history']);
  expect(points(figures.get('adjacency-history'), 'light -> shadow_length')).toEqual([
    [0, 0],
    [100, -1],
  ]);
  // What is no edge has no curve.
  expect(points(figures.get('adjacency-history'), 'signs')).toEqual([]);
});

it('shows correlations, and both marginals of every factor', async () => {
  const { run, figures } = material();
  await agreementSection(run);
  expect([...figures.keys()]).toEqual(['correlations', 'marginals']);
  expect(points(figures.get('marginals'), 'encoded')).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

it('averages the figures of training over windows', async () => {
  const { run, figures } = material();
  const { text } = await trainingSection(run);
  expect(text).toContain('Means over 2 iterations');
  expect([...figures.keys()]).toEqual(['losses', 'logits', 'shares']);
  const curve = points(figures.get('losses'), 'discriminator');
  expect(curve).toHaveLength(400);
  expect(curve[1]).toEqual([4, 2.5]);
});

it('has no pictures where there are none', async () => {
  expect(await pictureSections(material().run)).toEqual([]);
});
