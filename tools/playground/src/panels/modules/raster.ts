import type { Reading } from './reading.ts';

/** Space between two rows, in rows. */
const SPACE = 0.16;

/** What a raster is drawn from. */
type Activity = Pick<Reading, 'active'> & {
  readonly description: Pick<Reading['description'], 'modules'>;
};

/**
 * @param activity - What was read.
 * @param upTo - Steps that are drawn.
 * @returns A path for each module: a rectangle for each stretch of steps at which it is active. A step is as wide, and a module as high, as 1.
 */
export function activeRuns({ active, description }: Activity, upTo: number): string[] {
  const { modules } = description;
  return Array.from({ length: modules }, (_, module) => {
    let path = '';
    for (let step = 0; step < upTo;) {
      if (active[step * modules + module] !== 1) {
        step++;
        continue;
      }
      const from = step;
      while (step < upTo && active[step * modules + module] === 1) step++;
      path += `M${from} ${module + SPACE / 2}h${step - from}v${1 - SPACE}h${from - step}z`;
    }
    return path;
  });
}

/**
 * @param activity - What was read.
 * @param upTo - Steps that count.
 * @returns At how many of them each module was active.
 */
export function activeSteps({ active, description }: Activity, upTo: number): number[] {
  const { modules } = description;
  const counts = Array.from({ length: modules }, () => 0);
  for (let step = 0; step < upTo; step++) {
    for (let module = 0; module < modules; module++) {
      counts[module] = (counts[module] ?? 0) + (active[step * modules + module] ?? 0);
    }
  }
  return counts;
}
