import { factorDataset, factorGraph, selectRows } from '@causal-mechanisms/datasets';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import * as z from 'zod';
import { IMAGE_SETTINGS } from '../../../../src/recipes/dear-scm/images/imageSettings.ts';
import { trainImages } from '../../../../src/recipes/dear-scm/images/trainImages.ts';
import type { ImageTask } from '../../../../src/recipes/dear-scm/images/trainImages.ts';

const SIDE = 16;
const COUNT = 24;

/** Grey squares: brightness, in percent, is a cause of whether the image counts as bright. */
const DATA = factorDataset({
  name: 'squares',
  observations: Uint8Array.from(
    { length: COUNT * SIDE * SIDE },
    (_, i) => 10 * Math.floor(i / (SIDE * SIDE)),
  ),
  shape: [SIDE, SIDE, 1],
  factors: [
    { name: 'bright', kind: 'binary' },
    { name: 'brightness', kind: 'continuous', unit: '%' },
  ],
  values: Array.from({ length: COUNT }, (_, i) => [Number(i > 12), 4 * i]).flat(),
});

/** What a tiny model learns from. */
export const TINY_TASK: ImageTask = {
  training: DATA,
  test: selectRows(DATA, { from: 4, to: 14 }),
  graph: factorGraph('brightness -> bright'),
};

/** Settings that take seconds. */
export const TINY_SETTINGS = z.strictObject(IMAGE_SETTINGS).parse({
  side: SIDE,
  free: 1,
  values: 3,
  checkpointEvery: 2,
  dear: { networks: { kind: 'mlp', width: 4, depth: 1 }, iterations: 3 },
});

/** A model that was trained for three iterations. */
export function tinyModel(): Promise<DearModel> {
  return trainImages(
    {
      follow: async ({ start }) => {
        for await (const event of start({})) if (event.kind === 'end') return event.model;
        throw new Error('training did not end');
      },
    },
    TINY_TASK,
    TINY_SETTINGS,
    7,
  );
}
