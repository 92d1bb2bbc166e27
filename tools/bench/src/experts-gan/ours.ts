// A process of its own for each measurement of our program: `ours.ts SIZES [BACKEND]`, SIZES in JSON. Prints a line of JSON.
import { runMeasuredProcess } from '../measuredProcess.ts';
import { measureIterations } from './measureIterations.ts';
import type { Sizes } from './sizes.ts';

const [sizes = '', backend] = process.argv.slice(2);
await runMeasuredProcess(backend, () => measureIterations(JSON.parse(sizes) as Sizes));
