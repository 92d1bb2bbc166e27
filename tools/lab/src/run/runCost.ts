import { costSchema } from './runResult.ts';
import type { RunCost } from './runResult.ts';
import type { TrainingFolder } from './training/trainingFolder.ts';

/** Measures what a run or a part of it costs, earlier sessions included. */
export interface CostMeter {
  /**
   * Writes the cost so far to `cost.json`, for a session that goes on with the run.
   *
   * @returns The cost of all sessions up to now.
   */
  keep(): Promise<RunCost>;
}

/** What a {@link costMeter} reads. */
export interface CostSources {
  /** @returns The time in milliseconds since 1970. */
  now(): number;
  /** @returns The highest resident memory of this process so far, in KiB. */
  peakMemory(): number;
}

/**
 * Starts the clock of a session. What a session that was killed did after it last kept its cost is not counted, as its
 * work is not: it is done again.
 *
 * @param folder - The folder of a run, locked by the caller, or of a part of it.
 * @param sources - Clock and memory.
 * @returns The meter.
 */
export async function costMeter(
  folder: Pick<TrainingFolder, 'readJson' | 'writeJson'>,
  sources: CostSources,
): Promise<CostMeter> {
  const began = sources.now();
  const before = await folder.readJson('cost.json', costSchema);
  return {
    async keep() {
      const seconds = (before?.seconds ?? 0) + (sources.now() - began) / 1000;
      const memory = Math.round(sources.peakMemory() / 1024);
      const cost: RunCost = {
        seconds: Math.round(10 * seconds) / 10,
        peakMemoryMiB: Math.max(before?.peakMemoryMiB ?? 0, memory),
      };
      await folder.writeJson('cost.json', cost);
      return cost;
    },
  };
}
