import {
  ArgumentError,
  checkFunction,
  checkInstance,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';

/**
 * @param owner - Opens the message.
 * @param signal - What ends the work; may be undefined.
 * @throws ArgumentError when it is something else.
 */
export function checkSignal(owner: string, signal: AbortSignal | undefined): void {
  if (signal !== undefined) checkInstance(owner, 'signal', signal, AbortSignal);
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave: an object with these methods.
 * @param methods - Their names.
 * @throws ArgumentError when it is no object, or lacks one.
 */
export function checkMethods<Value extends object>(
  owner: string,
  name: string,
  value: Value,
  methods: readonly (keyof Value & string)[],
): void {
  checkOptions(owner, value, name);
  for (const method of methods) checkFunction(owner, `${name}.${method}`, value[method]);
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave: a list of texts, not empty.
 * @throws ArgumentError when it is none.
 */
export function checkNames(owner: string, name: string, value: readonly string[]): void {
  if (!isList(value) || value.length === 0) {
    throw new ArgumentError(`${owner}: ${name} must be a list of names, at least one`, {
      data: { name, value },
    });
  }
  value.forEach((text, i) => {
    checkText(owner, `${name}[${i}]`, text);
  });
}

/**
 * @param value - Anything.
 * @returns Whether it is an array. Unlike `Array.isArray` it leaves the type as it is declared.
 */
export function isList(value: unknown): boolean {
  return Array.isArray(value);
}
