import type { CoreConfig } from '@causal-mechanisms/rims';
import {
  ablationHeadline,
  ablationMeasures,
} from '../../../../src/recipes/rims/ablation/measures.ts';
import { rimsAblation } from '../../../../src/recipes/rims/ablation/recipe.ts';
import type { CopyingConfig } from '../../../../src/recipes/rims/copying/settings.ts';
import { copyingResult } from '../copyingResults.ts';

const config = rimsAblation.resolve({ gap: 50, testGaps: [50, 200] }) as unknown as CopyingConfig;

const core = (more: object): CoreConfig => ({
  kind: 'rims',
  modules: 6,
  activeModules: 6,
  ...more,
});
const RESULTS = [
  copyingResult('both-9-3', core({ modules: 9, activeModules: 3 }), {
    50: [0.1, 0.9],
    200: [0.3, 0.8],
  }),
  copyingResult('both-6-2', core({ activeModules: 2 }), { 50: [0.3, 0.9], 200: [0.5, 0.7] }),
  copyingResult('both-9-9', core({ modules: 9, activeModules: 9 }), {
    50: [0, 1],
    200: [2, 0.5],
  }),
  copyingResult('attention-only-6-3', core({ activeModules: 3, communication: false }), {
    50: [1, 0.6],
    200: [1.5, 0.4],
  }),
  copyingResult('communication-only-6', core({ inputAttention: false }), {
    50: [0, 1],
    200: [1, 0.6],
  }),
];

describe('ablationHeadline', () => {
  it('says how far each kind falls in the mean', () => {
    expect(ablationHeadline(RESULTS, config)).toBe(
      'Mean cross entropy at gap 50, that of training, and at gap 200: ' +
        '0.20 and 0.40 nats with some modules active, 0.00 and 1.50 nats with all modules active, ' +
        '1.00 and 1.50 nats without communication, 2.08 by guessing.',
    );
  });

  it('leaves out kinds that were not trained', () => {
    expect(ablationHeadline(RESULTS.slice(0, 1), config)).toContain(
      '200: 0.10 and 0.30 nats with some modules active, 2.08 by guessing.',
    );
  });
});

describe('ablationMeasures', () => {
  const measures = ablationMeasures(RESULTS, config);
  const find = (name: string) => measures.find((measure) => measure.name === name);

  it('sets the paper’s figures beside those at its gaps', () => {
    expect(find('both-9-3/ce/50')).toMatchObject({ value: 0.1, paper: '0.01' });
    expect(find('both-9-3/ce/200')).toMatchObject({ value: 0.3, paper: '0.00' });
    expect(find('attention-only-6-3/ce/200')).toMatchObject({ value: 1.5, paper: '1.0' });
    // Six modules with both are not in the paper's table.
    expect(find('both-6-2/ce/50')).not.toHaveProperty('paper');
  });

  it('follows the gap of training where that is another one', () => {
    const small = { ...config, gap: 20, testGaps: [20, 80] };
    const found = ablationMeasures(
      [copyingResult('both-9-3', core({}), { 20: [0, 1], 80: [0, 1] })],
      small,
    );
    expect(found.find(({ name }) => name === 'both-9-3/ce/80')?.paper).toBe('0.00');
  });

  it('shows the first of every kind large, at the longest gap', () => {
    expect(measures.filter(({ main }) => main === true).map(({ name }) => name)).toEqual([
      'both-9-3/accuracy/200',
      'both-9-9/accuracy/200',
      'attention-only-6-3/accuracy/200',
      'communication-only-6/accuracy/200',
    ]);
  });
});
