/** Where the experiments with two categorical variables are from. */
export const PAIR_PAPER = {
  title:
    'Bengio et al. (ICLR 2020), A Meta-Transfer Objective for Learning to Disentangle Causal Mechanisms',
  url: 'https://arxiv.org/abs/1901.10912',
} as const;

/** What these experiments are about: nothing is recorded, all is drawn. */
export const PAIR_DATA = {
  kind: 'generated',
  description: 'pairs of categorical variables with uniform Dirichlet tables',
  chosenBy: 'the task',
} as const;
