// A process of its own for each measurement of a program of ours: `ours.ts BENCHMARK PROGRAM SIZES [BACKEND]`, SIZES in JSON.
// Prints a line of JSON.
import { BENCHMARKS } from './benchmarks.ts';
import { runMeasuredProcess } from './measure/measuredProcess.ts';

const [name, program = '', sizes = '', backend] = process.argv.slice(2);
const benchmark = BENCHMARKS.find((one) => one.name === name);
if (benchmark === undefined) throw new TypeError(`no benchmark is called ${String(name)}`);
await runMeasuredProcess(backend, () =>
  benchmark.measure(program, JSON.parse(sizes) as Parameters<typeof benchmark.measure>[1]),
);
