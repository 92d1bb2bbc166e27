// A process of its own for each measurement of a model of ours: `ours.ts MODEL SIZES [BACKEND]`, SIZES in JSON. Prints a line of JSON.
import { runMeasuredProcess } from '../measuredProcess.ts';
import { measureUpdates } from './measureUpdates.ts';
import type { ModelName, Sizes } from './options.ts';

const [model = '', sizes = '', backend] = process.argv.slice(2);
await runMeasuredProcess(backend, () =>
  measureUpdates(model as ModelName, JSON.parse(sizes) as Sizes),
);
