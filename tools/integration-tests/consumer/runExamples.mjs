// Imports the modules named on the command line one after the other, each on the backend that the ladder chooses, and
// prints a line of JSON about each: what it failed with, and the outputs that it shows in comments and really made.
// Copied into the consumer and run there by a Node that knows TypeScript.
import { format } from 'node:util';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';

/** @type {Map<number, { shown: string, output: string }>} */
let outputs = new Map();

/**
 * @param {number} line - Which line of the example.
 * @param {string} shown - Its comment.
 * @param {unknown[]} values - What it prints.
 */
function checkShown(line, shown, ...values) {
  const before = outputs.get(line)?.output;
  const output = format(...values);
  outputs.set(line, { shown, output: before === undefined ? output : `${before} ${output}` });
}
Object.assign(globalThis, { checkShown });
console.log = () => undefined;

for (const file of process.argv.slice(2)) {
  outputs = new Map();
  await useBackend();
  const from = process.cpuUsage();
  const scope = tf.engine();
  scope.startScope();
  let error;
  try {
    await import(new URL(file, import.meta.url).href);
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  }
  scope.endScope();
  const used = process.cpuUsage(from);
  const seconds = (used.user + used.system) / 1e6;
  const report = { file, error, seconds, outputs: [...outputs.values()] };
  process.stdout.write(`\n${JSON.stringify(report)}\n`);
}
process.exit(0);
