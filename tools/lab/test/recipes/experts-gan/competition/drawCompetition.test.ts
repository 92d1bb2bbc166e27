import type { EvaluationEvent } from '@causal-mechanisms/tensor-utils';
import { drawCompetition } from '../../../../src/recipes/experts-gan/competition/drawCompetition.ts';
import { PAPER_LINES } from '../../../../src/recipes/experts-gan/competition/paper.ts';
import type { RunMaterial } from '../../../../src/run/recipe.ts';
import type { ReportSection } from '../../../../src/report/section.ts';

const wins = {
  rows: ['up', 'noise'],
  columns: ['0', '1'],
  values: [
    [1, 0],
    [0, 1],
  ],
};
const EVALUATIONS: EvaluationEvent[] = [0, 4].map((step) => ({
  kind: 'evaluation',
  step,
  scalars: { accuracy: 0.5, meanSquaredError: 0.1 },
  matrices: { wins, scores: wins },
}));
const CONFIG = {
  iterations: 4,
  evaluation: { every: 4, images: 12, milestone: 2 },
  objective: { kind: 'gan' },
} as const;

interface Drawn {
  readonly sections: ReportSection[];
  readonly names: string[];
  readonly accuracy: string;
}

async function draw(details: object, isComparable: boolean): Promise<Drawn> {
  const names: string[] = [];
  let accuracy = '';
  const material = {
    folder: { readLines: () => Promise.resolve([]), file: (name: string) => `/nowhere/${name}` },
    result: { details, matrices: { winsBefore: wins, winsMilestone: wins, wins } },
    evaluations: EVALUATIONS,
    images: {},
    isComparable,
    figure: (name: string, { svg }: { svg: string }, caption?: string) => {
      names.push(name);
      if (name === 'accuracy') accuracy = svg;
      return Promise.resolve({ kind: 'figure', svg, caption });
    },
  } as unknown as RunMaterial;
  const sections = await drawCompetition(material, CONFIG, PAPER_LINES);
  return { sections, names, accuracy };
}

describe('drawCompetition', () => {
  const details = { probeImages: 12, testImages: 32, probeOriginal: 0.9, probeTransformed: 0.3 };

  it('draws wins before, on the way and at the end, accuracy, scores and losses', async () => {
    const { names, accuracy } = await draw(details, false);
    expect(names).toEqual([
      ...['wins-before', 'wins-milestone', 'wins', 'accuracy', 'scores', 'error', 'losses'],
    ]);
    expect(accuracy).toContain('original digits, 90 %');
    expect(accuracy).not.toContain('paper');
  });

  it('draws the lines of the paper where they can be compared', async () => {
    expect((await draw(details, true)).accuracy).toContain('paper: start, 40 %');
  });

  it('leaves the accuracy out where nothing reads the images', async () => {
    const { names } = await draw({ probeImages: 12, testImages: 32 }, true);
    expect(names).not.toContain('accuracy');
  });
});
