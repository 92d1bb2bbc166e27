import type { Reference } from '../../../report/figures/curves.ts';
import { share } from '../../../run/measure.ts';

/** Where the published figures are. */
export const PAPER = {
  title: 'Parascandolo et al. (ICML 2018), Learning Independent Causal Mechanisms',
  url: 'https://arxiv.org/abs/1712.00961',
} as const;

const PAPER_START = 0.4;
const PAPER_BOUND = 0.99;

/** The accuracy on transformed and on original digits in the paper's Figure 6. */
export const PAPER_LINES: readonly Reference[] = [
  { label: `paper: bound, about ${share(PAPER_BOUND)}`, value: PAPER_BOUND, source: 'paper' },
  { label: `paper: start, ${share(PAPER_START)}`, value: PAPER_START, source: 'paper' },
];

/** What the paper says of the classifier where nothing but the learner differs. */
export const PAPER_REFERENCES = {
  accuracyTransformed: 'about 40 %',
  accuracyOriginal: 'about 99 %',
} as const;
