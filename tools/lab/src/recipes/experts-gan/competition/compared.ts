/** The curves by which runs of one competition are compared. */
export const COMPARED = [
  { scalar: 'accuracy', label: 'accuracy on best outputs', percent: true },
  { scalar: 'matched', label: 'mechanisms with an expert of their own' },
  { scalar: 'meanSquaredError', label: 'mean squared error to the originals' },
] as const;

/** The matrices that stand side by side, one for each run. */
export const COMPARED_MATRICES = [
  { matrix: 'wins', label: 'who wins what', rowTitle: 'mechanism', columnTitle: 'expert' },
] as const;
