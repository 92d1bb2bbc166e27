import { readFile, writeFile } from 'node:fs/promises';
import type { TrainingState } from '../../src/index.ts';

/** The files of a checkpoint. */
export const files = ['manifest.json', 'state.json', 'weights.bin', 'weights_manifest.json'];

/** A state with every kind of value. */
export function stateAt(step: number): TrainingState {
  return {
    step,
    config: { seed: 1, layers: [8, 8], identity: false },
    arrays: {
      'experts/kernel': { shape: [2, 3], values: Float32Array.of(1, -2.5, 1e-38, 3e38, -0, step) },
      'adam/count': { shape: [], values: Int32Array.of(step) },
      empty: { shape: [0, 4], values: new Float32Array(0) },
    },
    json: {
      phase: 'competition',
      stream: { words: [1, -2, 3, 4], spareNormal: null },
      text: 'é "\n',
    },
  };
}

/** The values of a state, whatever realm its arrays are from. */
export function plain(state: TrainingState | undefined): unknown {
  if (state === undefined) return undefined;
  const arrays = Object.entries(state.arrays).map(([name, { shape, values }]) => [
    name,
    shape,
    values[Symbol.toStringTag],
    Array.from(values),
  ]);
  return { ...state, arrays };
}

/** Changes one bit of a file. */
export async function flipBit(path: string, bit: number): Promise<void> {
  const content = await readFile(path);
  content[bit >> 3] = (content[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  await writeFile(path, content);
}
