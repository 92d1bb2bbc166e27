import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import type { WorkerStart } from './messages.ts';

// Hooks of Node's module loader: instrumented sources instead of those on disk, and copies of a whole package on demand.
let start: WorkerStart = { folder: '', sources: {} };

/**
 * Called once by Node.
 *
 * @param data - The package.
 */
export const initialize: InitializeHook<WorkerStart> = (data) => {
  start = data;
};

/** A file that was asked for with `?fresh=...` hands the query on to all it imports from the package. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const resolved = await next(specifier, context);
  const fresh = /[?&]fresh=[^&]*/.exec(context.parentURL ?? '')?.[0].slice(1);
  return fresh === undefined || !resolved.url.startsWith(start.folder) || resolved.url.includes('?')
    ? resolved
    : { ...resolved, url: `${resolved.url}?${fresh}` };
};

/** Hands out instrumented sources. */
export const load: LoadHook = (url, context, next) => {
  const source = start.sources[url.split('?')[0] ?? url];
  return source === undefined
    ? next(url, context)
    : { format: 'module', source, shortCircuit: true };
};
