import { gzTarget, idxTarget, imageTarget, zipTarget } from './dataTargets.ts';
import { checkpointTarget, logTarget, modelTarget, runTarget } from './runTargets.ts';
import type { Target } from './target.ts';

/** What is damaged and read. */
export const KINDS = [
  'idx',
  'gz',
  'zip',
  'images',
  'checkpoints',
  'models',
  'logs',
  'runs',
] as const;

/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];

/**
 * @param kind - Which files.
 * @returns Sound ones, and what reads them.
 */
export async function makeTarget(kind: Kind): Promise<Target> {
  switch (kind) {
    case 'idx':
      return idxTarget();
    case 'gz':
      return gzTarget();
    case 'zip':
      return zipTarget();
    case 'images':
      return imageTarget();
    case 'checkpoints':
      return checkpointTarget();
    case 'models':
      return modelTarget();
    case 'logs':
      return logTarget();
    case 'runs':
      return runTarget();
  }
}
