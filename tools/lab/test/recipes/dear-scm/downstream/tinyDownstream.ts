/** Sizes by which any recipe of what is learned downstream runs in seconds. */
export const TINY_DOWNSTREAM = {
  latentWidth: 5,
  batchSize: 8,
  dear: { iterations: 12 },
  vae: { iterations: 4 },
  classifier: { iterations: 4, fewIterations: 2, batchSize: 8, repeats: { few: 2 } },
  downstream: { hidden: 4, repeats: 2 },
  checkpointEvery: 2,
} as const;
