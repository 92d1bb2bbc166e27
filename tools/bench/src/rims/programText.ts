import type { Timing } from '../timing.ts';

/**
 * What ran, and what it needed, as a line.
 *
 * @param name - As tables call it.
 * @param timing - Its last measurement.
 * @returns The line.
 */
export function programText(name: string, timing: Timing): string {
  const { program, parameters, loss, peakMebibytes, liveTensors } = timing;
  return [
    `${name} is ${program}`,
    ...(parameters === undefined ? [] : [`${parameters} parameters`]),
    ...(loss === undefined ? [] : [`loss ${loss.toFixed(3)}`]),
    ...(peakMebibytes === undefined ? [] : [`at most ${peakMebibytes.toFixed(0)} MiB`]),
    ...(liveTensors === undefined ? [] : [`${liveTensors} tensors after every update`]),
  ].join(', ');
}
