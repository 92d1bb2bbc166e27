import type { Chart } from '../../../../src/report/figures/chartParts.ts';
import {
  accuracySection,
  lossSection,
  matrixOf,
  outcomeSection,
  scoresSection,
  winSection,
} from '../../../../src/recipes/experts-gan/competition/sections.ts';
import type { RunMaterial } from '../../../../src/run/recipe.ts';

const [rows, columns] = [
  ['up', 'noise'],
  ['0', '1'],
];

/** A finished run with 120 evaluated iterations, and the figures drawn from it. */
function material() {
  const figures = new Map<string, Chart>();
  const run = {
    evaluations: Array.from({ length: 5 }, (_, i) => ({
      kind: 'evaluation',
      step: 30 * i,
      scalars: { accuracy: 0.2 * i, meanSquaredError: 1 / (i + 1) },
      matrices: {
        scores: {
          rows,
          columns,
          values: [
            [i, 1],
            [0, 0],
          ],
        },
      },
    })),
    figure: (name: string, figure: Chart, caption?: string) => {
      figures.set(name, figure);
      return Promise.resolve({ kind: 'figure', svg: figure.svg, caption });
    },
  } as unknown as RunMaterial;
  return { run, figures };
}

/** The points of a curve in the data of a chart. */
function points(chart: Chart | undefined, label: string, panel?: string): [number, number][] {
  type Row = { label: string; panel?: string; x: number; y: number };
  const found = JSON.stringify(chart?.spec).match(/\{"label":[^{}]*\}/g) ?? [];
  return found
    .map((text) => JSON.parse(text) as Row)
    .filter((row) => row.label === label && row.panel === panel && 'y' in row)
    .map(({ x, y }) => [x, y]);
}

describe('winSection', () => {
  it('draws a map per matrix, with frames around experts that own a mechanism', async () => {
    const { run, figures } = material();
    const wins = {
      rows,
      columns,
      values: [
        [0.9, 0.1],
        [0.6, 0.4],
      ],
    };
    const map = { title: 'At the end', caption: 'Test digits.', wins };
    const section = await winSection(run, [
      { ...map, name: 'plain' },
      { ...map, name: 'framed', framed: true },
    ]);
    expect(section.blocks).toMatchObject([{ caption: 'Test digits.' }, {}]);
    const framed = (name: string) =>
      JSON.stringify(figures.get(name)?.spec).match(/"framed":true/g)?.length ?? 0;
    expect(framed('plain')).toBe(0);
    // Expert 0 wins most of both, but is the own expert of neither.
    expect(framed('framed')).toBe(0);
    const apart = {
      rows,
      columns,
      values: [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    };
    await winSection(run, [{ ...map, wins: apart, name: 'apart', framed: true }]);
    expect(framed('apart')).toBe(2);
  });
});

describe('accuracySection', () => {
  it('draws accuracy over the iterations with the lines to compare with', async () => {
    const { run, figures } = material();
    const line = { label: 'paper: start', value: 0.4, source: 'paper' } as const;
    const { text } = await accuracySection(run, [line], 500);
    expect(text).toContain('best outputs for 500 test digits');
    expect(points(figures.get('accuracy'), 'recovered digits')).toEqual([
      [0, 0],
      [30, 0.2],
      [60, 0.4],
      [90, expect.closeTo(0.6)],
      [120, 0.8],
    ]);
    expect(figures.get('accuracy')?.svg).toContain('>paper: start<');
  });
});

describe('scoresSection', () => {
  it('draws a panel per mechanism, averaged over fifty iterations', async () => {
    const { run, figures } = material();
    await scoresSection(run);
    // Iterations 0, 30, 60 ...: within fifty iterations there is one before.
    expect(points(figures.get('scores'), '0', 'up')).toEqual([
      [0, 0],
      [30, 0.5],
      [60, 1.5],
      [90, 2.5],
      [120, 3.5],
    ]);
    expect(points(figures.get('scores'), '1', 'noise')[0]).toEqual([0, 0]);
  });

  it('has an axis of nats, without bounds, where an autoencoder scores', async () => {
    const { run, figures } = material();
    const axes = async (objective?: 'gan' | 'vae') => {
      const { text } = await scoresSection(run, objective);
      return [text, JSON.stringify(figures.get('scores')?.spec)];
    };
    const [[text, gan], [nats, vae]] = [await axes(), await axes('vae')];
    expect(text).toContain('Mean score of the discriminator');
    expect(gan).toContain('"domain":[0,1]');
    expect(nats).toContain('minus the loss of the autoencoder');
    expect(vae).toContain('score in nats');
    expect(vae).not.toContain('"domain":[0,1]');
  });
});

describe('lossSection', () => {
  it('draws the error and both losses, and no more points than can be seen', async () => {
    const { run, figures } = material();
    const steps = Array.from({ length: 1000 }, (_, i) => ({
      step: i + 1,
      scalars: { discriminatorLoss: 2, expertLoss: i },
    }));
    await lossSection(run, steps);
    expect(points(figures.get('error'), 'recovered digits')).toHaveLength(5);
    const losses = points(figures.get('losses'), 'experts');
    expect(losses).toHaveLength(500);
    // The mean of iterations 52 to 101.
    expect(losses[50]).toEqual([101, 75.5]);
    expect(points(figures.get('losses'), 'discriminator')[7]).toEqual([15, 2]);
    const nats = steps.map(({ step }) => ({ step, scalars: { canonicalLoss: 9, expertLoss: 8 } }));
    await lossSection(run, nats, 'vae');
    expect(points(figures.get('losses'), 'canonical images')[7]).toEqual([15, 9]);
    expect(points(figures.get('losses'), 'discriminator')).toEqual([]);
  });
});

describe('matrixOf', () => {
  it('is empty where there is none', () => {
    expect(matrixOf(undefined, 'wins')).toEqual({ rows: [], columns: [], values: [] });
    const event = { kind: 'evaluation', step: 0, scalars: {} } as const;
    expect(matrixOf(event, 'wins').rows).toEqual([]);
    const wins = {
      rows,
      columns,
      values: [
        [1, 0],
        [0, 1],
      ],
    };
    expect(matrixOf({ ...event, matrices: { wins } }, 'wins')).toBe(wins);
  });
});

describe('outcomeSection', () => {
  it('shows what was measured of each mechanism, and nothing where nothing was', () => {
    const values = [
      [0.992, 0.00504],
      [0.91, 0.0196],
    ];
    const outcomes = { rows, columns: ['accuracy', 'meanSquaredError'], values };
    const [section] = outcomeSection(outcomes, 12);
    expect(section?.blocks).toEqual([
      {
        kind: 'table',
        table: {
          header: ['mechanism', 'classifier accuracy', 'mean squared error'],
          rows: [
            ['up', '99.2 %', '0.0050'],
            ['noise', '91 %', '0.0196'],
          ],
          even: true,
        },
      },
    ]);
    const error = { rows, columns: ['meanSquaredError'], values: [[0.1], [0.2]] };
    expect(outcomeSection(error, 12)[0]?.blocks).toMatchObject([
      { table: { header: ['mechanism', 'mean squared error'] } },
    ]);
    expect(outcomeSection({ rows, columns: [], values: [[], []] }, 12)).toEqual([]);
    expect(outcomeSection(undefined, 12)).toEqual([]);
  });
});
