import * as tf from '@tensorflow/tfjs';
import type { MisuseRow, NamedArguments } from './misuseTypes.ts';
import { hasDispose, isPlain } from './misuseValues.ts';
import type { Misuse } from './misuseValues.ts';

/** The codes of the errors that the packages throw on purpose. */
const CODES = [
  'ERR_ARGUMENT',
  'ERR_BACKEND',
  'ERR_CHECKPOINT',
  'ERR_CONFIG',
  'ERR_DISPOSED',
  'ERR_FILE_ACCESS',
  'ERR_FILE_FORMAT',
  'ERR_SHAPE',
  'ERR_VALUES',
];

/** A call that can be made again and again. */
export interface RepeatableCall {
  /** What messages begin with. */
  readonly owner: string | readonly string[];
  /** @returns Right arguments. */
  readonly make: MisuseRow['arguments'];
  /** Makes the call. */
  readonly call: (args: NamedArguments) => unknown;
}

/**
 * Makes a call as it should be made.
 *
 * @param repeated - What to call.
 * @returns What is wrong with it, or `undefined`.
 */
export async function tryRight(repeated: RepeatableCall): Promise<string | undefined> {
  const { error, left } = await attempt(repeated, (args) => args);
  if (error !== undefined) return `the right call throws: ${inWords(error)}`;
  return left === 0 ? undefined : `the right call leaves ${left} tensors`;
}

/**
 * Makes a call with one thing wrong.
 *
 * @param repeated - What to call.
 * @param misuse - What is wrong.
 * @returns What is wrong with the answer, or `undefined` where it is a typed error that names function and argument and leaves no tensor.
 */
export async function tryMisuse(
  repeated: RepeatableCall,
  misuse: Misuse,
): Promise<string | undefined> {
  const { path, words } = misuse;
  const { error, left } = await attempt(repeated, (args) => replaced(args, path, misuse.make));
  const problem = wrongAnswer(repeated.owner, path, error) ?? leftBehind(left);
  return problem === undefined ? undefined : `${words}: ${problem}`;
}

function wrongAnswer(
  owner: string | readonly string[],
  path: readonly string[],
  error: unknown,
): string | undefined {
  if (error === undefined) return 'taken silently';
  if (!(error instanceof Error) || !('code' in error) || !CODES.includes(String(error.code))) {
    return `untyped error ${inWords(error)}`;
  }
  const { message } = error;
  if (path[0] === 'self') return undefined;
  const owners = typeof owner === 'string' ? [owner] : owner;
  if (!owners.some((one) => message.startsWith(one))) {
    return `the message does not begin with ${owners.join(' or ')}: ${message}`;
  }
  const name = path.filter((key) => !/^\d+$/.test(key)).at(-1) ?? '';
  return message.includes(name) ? undefined : `the message does not name ${name}: ${message}`;
}

function inWords(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error);
}

function leftBehind(left: number): string | undefined {
  return left === 0 ? undefined : `leaves ${left} tensors`;
}

async function attempt(
  { make, call }: RepeatableCall,
  change: (args: NamedArguments) => NamedArguments,
): Promise<{ error: unknown; left: number }> {
  const before = tf.memory().numTensors;
  const right = await make();
  const args = change(right);
  let error: unknown;
  try {
    disposeAll(await finish(call(args)));
  } catch (thrown) {
    error = thrown ?? new Error('nothing was thrown');
  }
  disposeAll(args);
  disposeAll(right);
  return { error, left: tf.memory().numTensors - before };
}

/** Waits for a promise, and runs a training to its end. */
async function finish(result: unknown): Promise<unknown> {
  const value = await result;
  if (typeof value !== 'object' || value === null || !(Symbol.asyncIterator in value)) return value;
  let last: unknown;
  for await (const event of value as AsyncIterable<unknown>) last = event;
  return last;
}

/** The arguments with what is at a path replaced. */
function replaced(
  value: unknown,
  [first, ...rest]: readonly string[],
  make: Misuse['make'],
): NamedArguments {
  const record = (value ?? {}) as NamedArguments;
  if (first === undefined) return make(value) as NamedArguments;
  const inner = replaced(record[first], rest, make);
  if (!Array.isArray(value)) return { ...record, [first]: inner };
  return (value as unknown[]).map((one, i) => (String(i) === first ? inner : one)) as never;
}

/** Disposes of tensors and models, in records and lists of them too. */
export function disposeAll(value: unknown): void {
  if (hasDispose(value)) {
    try {
      value.dispose();
    } catch {
      // disposed already
    }
  } else if (isPlain(value) || Array.isArray(value)) Object.values(value).forEach(disposeAll);
}
