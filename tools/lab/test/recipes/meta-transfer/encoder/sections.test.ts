import {
  errorSection,
  pathSection,
  readOutcomes,
  scoreSection,
} from '../../../../src/recipes/meta-transfer/encoder/sections.ts';
import { encoderSchema } from '../../../../src/recipes/meta-transfer/encoder/settings.ts';
import type { Chart } from '../../../../src/report/figures/chartParts.ts';
import type { SectionMaterial } from '../../../../src/report/section.ts';

const outcome = {
  angle: 0.7,
  direction: 'U->V',
  error: 2,
  belief: 0.9,
  curvature: 0.5,
  path: [
    [1, 0],
    [2, 40],
  ],
  scores: [
    [9, -4, -5],
    [0, -4.5, -4.8],
  ],
} as const;

const drawn: string[] = [];
const material = {
  part: (name: string) => ({
    kept: () => Promise.resolve(name === 'search-02' ? undefined : { seconds: 1, value: outcome }),
  }),
  figure(name: string, figure: Chart) {
    drawn.push(name);
    return Promise.resolve({ kind: 'figure', svg: figure.svg });
  },
} as unknown as SectionMaterial;
const config = encoderSchema.parse({ splines: 2, learners: ['search', 'gradient'] });

describe('sections of meta-transfer/encoder', () => {
  it('read what is finished', async () => {
    const results = await readOutcomes(material, config);
    expect(results.map(({ learner, outcomes }) => [learner, outcomes.length])).toEqual([
      ['search', 1],
      ['gradient', 2],
    ]);
  });

  it('draw errors, scores and paths', async () => {
    const results = await readOutcomes(material, config);
    const sections = [
      await errorSection(material, results),
      ...(await scoreSection(material, results)),
      ...(await pathSection(material, results)),
    ];
    expect(drawn).toEqual(['errors', 'scores', 'path-gradient']);
    expect(sections.map(({ title }) => title)).toEqual([
      'How far the angles are off',
      'What the search saw',
      'Angles during training',
    ]);
  });

  it('leave out what there is none of', async () => {
    const only = (learner: 'search' | 'gradient') => [{ learner, outcomes: [outcome] }];
    expect(await scoreSection(material, only('gradient'))).toEqual([]);
    expect(await pathSection(material, only('search'))).toEqual([]);
  });
});
