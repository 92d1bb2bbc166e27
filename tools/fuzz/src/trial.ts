import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CausalMechanismsError, RandomStream } from '@causal-mechanisms/tensor-utils';
import { peakMemory, resetPeak } from './peakMemory.ts';
import { damageFiles } from './target.ts';
import type { Target } from './target.ts';
import type { Kind } from './targets.ts';

/** What came of one damaged file. */
export interface Trial {
  readonly kind: Kind;
  /** Which draw of damage. */
  readonly number: number;
  /** Read: it is as good as a sound one; refused: by a typed error; untyped: by another one. */
  readonly outcome: 'read' | 'refused' | 'untyped';
  /** What the error said. */
  readonly message: string;
  /** Processor time: the time that passes depends on who shares the machine. */
  readonly milliseconds: number;
  /** How much time passed, in milliseconds. */
  readonly waited: number;
  /** Bytes that all files of the folder have. */
  readonly fileBytes: number;
  /** By how many bytes the memory of the process rose while they were read. */
  readonly memoryBytes: number;
}

/** Which damage is tried. */
export interface TrialOptions {
  readonly kind: Kind;
  readonly number: number;
  readonly seed: number;
}

/**
 * Damages files, reads them and looks at what comes.
 *
 * @param target - The files.
 * @param folder - Where they are written; emptied before.
 * @param options - Which damage.
 * @returns What came of it.
 */
export async function runTrial(
  target: Target,
  folder: string,
  { kind, number, seed }: TrialOptions,
): Promise<Trial> {
  const changed = damageFiles(target, new RandomStream(seed).split(`${kind}/${number}`));
  const files = { ...target.files, ...changed };
  await rm(folder, { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  let outcome: Trial['outcome'] = 'read';
  let message = '';
  resetPeak();
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const processor = process.cpuUsage();
  try {
    await target.open(folder, Object.keys(changed)[0] ?? '');
  } catch (error) {
    outcome = error instanceof CausalMechanismsError ? 'refused' : 'untyped';
    message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (outcome === 'refused') message = message.split('\n', 1)[0] ?? '';
  }
  const { user, system } = process.cpuUsage(processor);
  const waited = performance.now() - start;
  return {
    kind,
    number,
    outcome,
    message,
    milliseconds: (user + system) / 1000,
    waited,
    fileBytes: Object.values(files).reduce((sum, bytes) => sum + bytes.length, 0),
    memoryBytes: Math.max(0, peakMemory() - before),
  };
}
