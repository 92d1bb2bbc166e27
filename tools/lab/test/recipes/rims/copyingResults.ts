import type { CoreConfig } from '@causal-mechanisms/rims';
import type { CopyingResult } from '../../../src/recipes/rims/copying/copyingStudy.ts';

/** A result of a copying study: cross entropy and accuracy by gap. */
export function copyingResult(
  name: string,
  core: CoreConfig,
  scores: Readonly<Record<number, readonly [crossEntropy: number, accuracy: number]>>,
): CopyingResult {
  return {
    entry: { name, label: name, core, embeddingWidth: 1, learningRate: 1, updates: 1 },
    outcome: {
      measured: {
        scores: Object.fromEntries(
          Object.entries(scores).map(([gap, [crossEntropy, accuracy]]) => [
            gap,
            { crossEntropy, accuracy, crossEntropyAll: 0 },
          ]),
        ),
        activity: [],
      },
      cost: { parameters: 1, allParameters: 1 },
      chosenAt: 1,
      othersAt: {},
    },
  };
}
