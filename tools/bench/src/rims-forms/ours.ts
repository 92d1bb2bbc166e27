// A process of its own for each measurement of a form: `ours.ts FORM SIZES [BACKEND]`, SIZES in JSON. Prints a line of JSON.
import { runMeasuredProcess } from '../measuredProcess.ts';
import type { Sizes } from '../rims/options.ts';
import { measurePasses } from './measurePasses.ts';
import type { FormName } from './options.ts';

const [form = '', sizes = '', backend] = process.argv.slice(2);
await runMeasuredProcess(backend, () =>
  measurePasses(form as FormName, JSON.parse(sizes) as Sizes),
);
