import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CausalMechanismsError, RandomStream } from '@causal-mechanisms/tensor-utils';
import { nodeFileSystem } from '@causal-mechanisms/tensor-utils/node';

/** Radians per step. */
const SPEEDS = { slow: 0.35, fast: 0.6 } as const;

/**
 * @param seed - Decides what is drawn.
 * @param count - How many sequences.
 * @returns A table of swings of two speeds, 20 to 40 steps each, with a little noise: a row per step, with the columns `id`, `position`, `load` and `label`.
 */
export function exampleText(seed: number, count: number): string {
  const stream = new RandomStream(seed).split('example');
  const rows = ['id,position,load,label'];
  for (let sequence = 1; sequence <= count; sequence++) {
    const label = sequence % 2 === 0 ? 'slow' : 'fast';
    const [height, start, load] = [
      stream.uniform(2, 4),
      stream.uniform(0, 2 * Math.PI),
      stream.uniform(20, 30),
    ];
    const steps = stream.integer(20, 41);
    for (let t = 0; t < steps; t++) {
      const position = height * Math.sin(start + SPEEDS[label] * t) + stream.normal(0, 0.05);
      rows.push(
        `swing-${sequence},${position.toFixed(3)},${(load + stream.normal(0, 0.2)).toFixed(2)},${label}`,
      );
    }
  }
  return `${rows.join('\n')}\n`;
}

/**
 * Writes the example.
 *
 * @param path - A new file, or one that an earlier call wrote.
 * @param seed - Decides what is drawn.
 * @param count - How many sequences.
 * @throws CausalMechanismsError `ERR_DATA_CHANGED` when the file holds something else.
 */
export async function writeExampleFile(path: string, seed: number, count: number): Promise<void> {
  const text = exampleText(seed, count);
  await nodeFileSystem.makeFolder(dirname(path));
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if ((await readFile(path, 'utf8')) === text) return;
    throw new CausalMechanismsError(
      'ERR_DATA_CHANGED',
      `the example would be written over ${path}: name a new file`,
      { data: { path } },
    );
  }
}
