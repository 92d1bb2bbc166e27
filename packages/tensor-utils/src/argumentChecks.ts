import { ArgumentError } from './errors.ts';
import { nearestName } from './nearestName.ts';

/** What a number may be. */
export interface NumberRange {
  /** The smallest value allowed. Default: -Infinity. */
  readonly least?: number;
  /** The largest value allowed. Default: Infinity. */
  readonly most?: number;
  /** What the value must be larger than. Default: -Infinity. */
  readonly above?: number;
  /** What the value must be smaller than. Default: Infinity. */
  readonly below?: number;
}

/**
 * Checks that an argument is an object with named entries, such as the options of a function: the first thing to do with them.
 *
 * @param owner - The function that asks; opens the message.
 * @param value - What the caller gave.
 * @param name - The argument. Default: `options`.
 * @returns The same object.
 * @throws ArgumentError when it is null, no object, or an array.
 *
 * @example
 * ```ts
 * import { checkOptions } from '@causal-mechanisms/tensor-utils';
 *
 * const { bins = 10 } = checkOptions('example', { bins: 20 });
 * console.log(bins); // 20
 * ```
 */
export function checkOptions<Options extends object>(
  owner: string,
  value: Options,
  name = 'options',
): Options {
  const given: unknown = value;
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return value;
  throw wrongArgument(owner, name, 'an object', given);
}

/**
 * Checks that an argument is a finite number in a range.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @param range - The range; any finite number by default.
 * @throws ArgumentError that names the function, the argument, what was expected and what came.
 *
 * @example
 * ```ts
 * import { ArgumentError, checkNumber } from '@causal-mechanisms/tensor-utils';
 *
 * try {
 *   checkNumber('example', 'rate', NaN, { above: 0 });
 * } catch (error) {
 *   if (error instanceof ArgumentError) console.log(error.message); // example: rate must be a finite number above 0, got NaN
 * }
 * ```
 */
export function checkNumber(
  owner: string,
  name: string,
  value: number,
  range: NumberRange = {},
): void {
  const { least = -Infinity, most = Infinity } = checkOptions(owner, range, 'range');
  const { above = -Infinity, below = Infinity } = range;
  const fits = value >= least && value <= most && value > above && value < below;
  if (Number.isFinite(value) && fits) return;
  const words = [
    least > -Infinity ? ` of at least ${least}` : '',
    above > -Infinity ? ` above ${above}` : '',
    most < Infinity ? ` of at most ${most}` : '',
    below < Infinity ? ` below ${below}` : '',
  ].filter((word) => word !== '');
  throw wrongArgument(owner, name, `a finite number${words.join(' and')}`, value);
}

/**
 * Checks that an argument is a function.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @throws ArgumentError when it is none.
 *
 * @example
 * ```ts
 * import { checkFunction } from '@causal-mechanisms/tensor-utils';
 *
 * checkFunction('example', 'onProgress', () => undefined); // no error
 * ```
 */
export function checkFunction(owner: string, name: string, value: unknown): void {
  if (typeof value !== 'function') throw wrongArgument(owner, name, 'a function', value);
}

/**
 * Checks that an argument is true or false.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @throws ArgumentError when it is neither.
 *
 * @example
 * ```ts
 * import { checkFlag } from '@causal-mechanisms/tensor-utils';
 *
 * checkFlag('example', 'training', false); // no error
 * ```
 */
export function checkFlag(owner: string, name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw wrongArgument(owner, name, 'true or false', value);
}

/**
 * Checks that an argument is a text, of a few known ones where they are given.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @param known - What it may be. Default: any text.
 * @throws ArgumentError when it is none, or unknown; the nearest known one is suggested.
 *
 * @example
 * ```ts
 * import { ArgumentError, checkText } from '@causal-mechanisms/tensor-utils';
 *
 * try {
 *   checkText('example', 'form', 'fats', ['plain', 'fast']);
 * } catch (error) {
 *   if (error instanceof ArgumentError) console.log(error.message); // example: form must be plain or fast, got "fats", did you mean "fast"?
 * }
 * ```
 */
export function checkText(
  owner: string,
  name: string,
  value: unknown,
  known?: readonly string[],
): void {
  if (known !== undefined) checkList(owner, 'known', known);
  if (typeof value === 'string' && (known?.includes(value) ?? true)) return;
  const nearest = typeof value === 'string' ? nearestName(value, known ?? []) : undefined;
  const hint = nearest === undefined ? '' : `, did you mean "${nearest}"?`;
  const expected = known === undefined ? 'a text' : known.join(' or ');
  throw wrongArgument(owner, name, expected, value, hint);
}

/**
 * Checks that an argument is an instance of a class, such as `RandomStream`.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @param kind - The class.
 * @throws ArgumentError when it is not.
 *
 * @example
 * ```ts
 * import { checkInstance, RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * checkInstance('example', 'random', new RandomStream(1), RandomStream); // no error
 * ```
 */
export function checkInstance(
  owner: string,
  name: string,
  value: unknown,
  kind: abstract new (...args: never[]) => unknown,
): void {
  checkFunction(owner, 'kind', kind);
  if (!(value instanceof kind)) throw wrongArgument(owner, name, withArticle(kind.name), value);
}

/**
 * Checks that an argument is the signal of an `AbortController`, or nothing.
 *
 * @param owner - The function that asks; opens the message.
 * @param value - What the caller gave.
 * @param name - The argument. Default: `signal`.
 * @throws ArgumentError when it is something else.
 *
 * @example
 * ```ts
 * import { checkSignal } from '@causal-mechanisms/tensor-utils';
 *
 * checkSignal('example', new AbortController().signal); // no error
 * ```
 */
export function checkSignal(owner: string, value: unknown, name = 'signal'): void {
  if (value === undefined) return;
  const { aborted, throwIfAborted } = (value ?? {}) as Partial<AbortSignal>;
  if (typeof aborted === 'boolean' && typeof throwIfAborted === 'function') return;
  throw wrongArgument(owner, name, 'an AbortSignal', value);
}

/** @internal Any number passes, NaN and infinite ones too: for functions of numbers that give NaN for NaN. */
export function checkAnyNumber(owner: string, name: string, value: unknown): void {
  if (typeof value !== 'number') throw wrongArgument(owner, name, 'a number', value);
}

/** @internal A plain array of anything. */
export function checkList(owner: string, name: string, value: unknown): void {
  if (!Array.isArray(value)) throw wrongArgument(owner, name, 'an array', value);
}

/**
 * Checks that an argument is an object that has methods, such as a store or a model of one's own.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @param methods - Names of the methods that are called.
 * @throws ArgumentError when it is no object, or lacks one; the message names it.
 *
 * @example
 * ```ts
 * import { ArgumentError, checkMethods } from '@causal-mechanisms/tensor-utils';
 *
 * try {
 *   checkMethods('example', 'store', { save: 7 }, ['save']);
 * } catch (error) {
 *   if (error instanceof ArgumentError) console.log(error.message); // example: store.save must be a function, got 7
 * }
 * ```
 */
export function checkMethods<Value extends object>(
  owner: string,
  name: string,
  value: Value,
  methods: readonly (keyof Value & string)[],
): void {
  checkList(owner, 'methods', methods);
  checkOptions(owner, value, name);
  for (const method of methods) checkFunction(owner, `${name}.${method}`, value[method]);
}

/** @internal A schema of zod, in either of its forms. */
export function checkSchema(owner: string, value: unknown): void {
  const { _zod: core } = (value ?? {}) as { readonly _zod?: unknown };
  if (typeof core !== 'object') throw wrongArgument(owner, 'schema', 'a schema of zod', value);
}

/** @internal */
export function wrongArgument(
  owner: string,
  name: string,
  expected: string,
  value: unknown,
  hint = '',
): ArgumentError {
  const text = `${owner}: ${name} must be ${expected}, got ${valueInWords(value)}${hint}`;
  return new ArgumentError(text, { data: { name, expected, value } });
}

/** @internal What came, in a few words. */
export function valueInWords(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
  }
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value !== 'object' || value === null) return String(value);
  const kind = (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)
    ?.constructor?.name;
  return kind === undefined || kind === 'Object' ? 'an object' : withArticle(kind);
}

/** @internal Such as `a Tensor` and `an Int32Array`. */
export function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
