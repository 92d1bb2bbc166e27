/** How many threads TensorFlow and the native kernels take; one for each processor without it. */
const VARIABLE = 'TF_NUM_INTRAOP_THREADS';

/**
 * @param environment - Environment variables.
 * @param processors - Those that the process may use.
 * @returns Threads of a run on the native backend.
 */
export function threadsOfRun(
  environment: Readonly<Record<string, string | undefined>>,
  processors: number,
): number {
  const given = Number(environment[VARIABLE]);
  return Number.isSafeInteger(given) && given >= 1 ? given : processors;
}

/**
 * @param environment - Environment variables.
 * @param processors - Those that the process may use.
 * @returns How many runs keep them busy.
 */
export function runsAtATime(
  environment: Readonly<Record<string, string | undefined>>,
  processors: number,
): number {
  return Math.max(1, Math.floor(processors / threadsOfRun(environment, processors)));
}
