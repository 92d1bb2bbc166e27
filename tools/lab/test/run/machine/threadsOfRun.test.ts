import { runsAtATime, threadsOfRun } from '../../../src/run/machine/threadsOfRun.ts';

it.each([
  [undefined, 8, 8, 1],
  ['1', 8, 1, 8],
  ['3', 8, 3, 2],
  ['16', 8, 16, 1],
  ['0', 8, 8, 1], // TensorFlow's word for all
  ['many', 8, 8, 1],
])('with %p as the number of threads and %i processors', (given, processors, threads, runs) => {
  const environment = { TF_NUM_INTRAOP_THREADS: given };
  expect(threadsOfRun(environment, processors)).toBe(threads);
  expect(runsAtATime(environment, processors)).toBe(runs);
});
