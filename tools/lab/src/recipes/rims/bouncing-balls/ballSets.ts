import { join } from 'node:path';
import { bouncingBalls } from '@causal-mechanisms/datasets';
import type { FrameSequences } from '@causal-mechanisms/datasets';
import { readHdf5Frames } from '@causal-mechanisms/datasets/node';
import type { DataFinder } from '../../../run/dataChoice.ts';
import type { DataUsed } from '../../../run/runResult.ts';
import type { BouncingBallsConfig } from './settings.ts';

/** The parts of a set of sequences. */
export type BallSplit = 'train' | 'valid' | 'test';

/** Sets of sequences of balls. */
export interface BallSets {
  /** Which data these are. */
  readonly used: DataUsed;
  /**
   * @param set - The name of a set.
   * @param split - Which of its sequences.
   * @returns Sequences to read from.
   */
  open(set: string, split: BallSplit): Promise<FrameSequences>;
}

/** What a run on generated balls says of its data. */
const GENERATED: DataUsed = {
  kind: 'synthetic',
  description: 'elastic balls in a box, simulated by the package (synthetic)',
  chosenBy: 'the recipe',
};
/** How the published files name the splits. */
const GROUPS = { train: 'training', valid: 'validation', test: 'test' } as const;

/**
 * Chooses between the published files and generated balls.
 *
 * @param finder - Looks for the files.
 * @param config - Which sets are wanted, and from where.
 * @param seed - Of the run.
 * @returns The sets.
 * @throws CausalMechanismsError `ERR_DATA_MISSING` when the user named a folder that does not hold the files.
 */
export async function ballSets(
  finder: DataFinder,
  config: BouncingBallsConfig,
  seed: number,
): Promise<BallSets> {
  const { data, transfers, sets } = config;
  const used = [...new Set(transfers.flatMap(({ train, test }) => [train, test]))];
  const files = used.flatMap((set) => sets[set]?.file ?? []);
  const whole = files.length === used.length && config.pixels === FILE_PIXELS;
  if (data !== 'generated' && whole) {
    const found = await finder.find({ name: 'bouncing-balls', files });
    if (found !== undefined) {
      return {
        used: {
          kind: 'real',
          description: `published bouncing balls: ${files.join(', ')}`,
          chosenBy: found.chosenBy,
        },
        open: (set, split) =>
          readHdf5Frames(join(found.folder, sets[set]?.file ?? ''), { split: GROUPS[split] }),
      };
    }
  }
  return {
    used: GENERATED,
    open: (set, split) => Promise.resolve(generated(config, seed, set, split)),
  };
}

/** Rows and columns of the published frames. */
const FILE_PIXELS = 64;

/** Sequences that are made when they are read. */
function generated(
  config: BouncingBallsConfig,
  seed: number,
  set: string,
  split: BallSplit,
): FrameSequences {
  const { pixels, radii, speed, curtainSide, sequences, fed, own, evaluation, sets } = config;
  const { balls, curtain } = sets[set] as BouncingBallsConfig['sets'][string];
  const size = { train: sequences, valid: evaluation.sequences, test: evaluation.testSequences };
  return bouncingBalls({
    size: size[split],
    steps: fed + own,
    height: pixels,
    width: pixels,
    balls,
    radii,
    speed,
    ...(curtain ? { curtain: { width: curtainSide, height: curtainSide } } : {}),
    split,
    seed,
  });
}
