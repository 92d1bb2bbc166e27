import type { RunFolder } from './runFolder.ts';
import type { RunCost } from './runResult.ts';

/** Measures what a run costs, its earlier sessions included. */
interface CostMeter {
  /**
   * Writes the cost so far to `cost.json`, for a session that goes on with the run.
   *
   * @returns The cost of all sessions up to now.
   */
  keep(): Promise<RunCost>;
}

/** What a {@link costMeter} reads. */
interface CostSources {
  /** @returns The time in milliseconds since 1970. */
  now(): number;
  /** @returns The highest resident memory of this process so far, in KiB. */
  peakMemory(): number;
}

/**
 * Starts the clock of a session. What a session that was killed did after it last kept its cost is not counted, as its
 * work is not: it is done again.
 *
 * @param folder - The run folder; it is locked by the caller.
 * @param sources - Clock and memory.
 * @returns The meter.
 */
export async function costMeter(
  folder: Pick<RunFolder, 'readJson' | 'writeJson'>,
  sources: CostSources,
): Promise<CostMeter> {
  const began = sources.now();
  const before = (await folder.readJson('cost.json')) as RunCost | undefined;
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
