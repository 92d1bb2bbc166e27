import type { NamedArguments } from './misuseTypes.ts';

/** A function that users may call. */
export interface PublicFunction {
  /** How many arguments have no default. */
  readonly required: number;
  /** Calls it with named arguments in their order; `self` is the object of a method. */
  readonly call: (args: NamedArguments) => unknown;
}

type AnyFunction = (...args: never[]) => unknown;

/**
 * Everything that a package exports and that takes arguments: functions, constructors as `Name`, static and other methods as
 * `Name.method`. Errors, schemas and constants are left out, as is what takes nothing.
 *
 * @param api - The namespace of the package: `import * as api from '../src/index.ts'`.
 * @returns The functions by name, as functions of named arguments in their order; methods take `self` first.
 */
export function publicFunctions(
  api: Readonly<Record<string, unknown>>,
): Map<string, PublicFunction> {
  const found = new Map<string, PublicFunction>();
  const add = (name: string, body: AnyFunction, call: PublicFunction['call']) => {
    if (takesArguments(body)) found.set(name, { required: body.length, call });
  };
  for (const [name, value] of Object.entries(api)) {
    if (!isFunction(value)) continue;
    if (!isClass(value)) {
      add(name, value, (args) => Reflect.apply(value, undefined, listOf(args)) as unknown);
      continue;
    }
    if (value.prototype instanceof Error) continue;
    if (hasArguments(value)) {
      const call: PublicFunction['call'] = (args) =>
        Reflect.construct(value, listOf(args)) as unknown;
      found.set(name, { required: value.length, call });
    }
    for (const [method, body] of methodsOf(value.prototype)) {
      if (method === 'constructor') continue;
      add(`${name}.${method}`, body, ({ self, ...args }) => {
        return Reflect.apply(body, self, listOf(args)) as unknown;
      });
    }
    for (const [method, body] of methodsOf(value)) {
      add(`${name}.${method}`, body, (args) => Reflect.apply(body, value, listOf(args)) as unknown);
    }
  }
  return found;
}

function listOf(args: NamedArguments): never[] {
  return Object.values(args) as never[];
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

function methodsOf(holder: object): [string, AnyFunction][] {
  return Object.entries(Object.getOwnPropertyDescriptors(holder)).flatMap(([name, { value }]) =>
    isFunction(value) ? [[name, value] as [string, AnyFunction]] : [],
  );
}

function isClass(value: AnyFunction): value is AnyFunction & { readonly prototype: object } {
  return /^class\b/.test(String(value));
}

/** A class without a constructor, or whose constructor takes nothing, cannot be constructed wrongly. */
function hasArguments(value: AnyFunction): boolean {
  const [, parameters] = /\bconstructor\s*\(\s*([^)]?)/.exec(String(value)) ?? [];
  return parameters !== undefined && parameters !== '';
}

function takesArguments(value: AnyFunction): boolean {
  return !/^[^(=]*\(\s*\)/.test(String(value));
}
