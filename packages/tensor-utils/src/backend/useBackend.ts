import { checkFunction, checkOptions, checkText } from '../argumentChecks.ts';
import type { BackendReport, ForcedRung } from './backendLadder.ts';
import { climb, firstLine, forcedRung } from './backendLadder.ts';
import type { BackendRung, ImportModule } from './backendRungs.ts';
import { BACKEND_RUNGS, currentProcess, loadRung } from './backendRungs.ts';
import { registerNativeTrainingKernels } from '../kernels/native/register.ts';

/** The environment variable that forces a rung. */
const VARIABLE = 'CAUSAL_MECHANISMS_BACKEND';

/** The environment variable that, as `off`, keeps the stock kernels of the node backend. */
const KERNELS_VARIABLE = 'CAUSAL_MECHANISMS_NATIVE_KERNELS';

/** Settings of {@link useBackend}. */
export interface UseBackendOptions {
  /** The one rung to use. Default: the one that the environment names, else the first that loads. */
  readonly backend?: BackendRung;
  /** Where `CAUSAL_MECHANISMS_BACKEND` is looked up. Default: `process.env` where there is one. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * Takes one line about the choice, and a warning before the `cpu` rung. Default: only a fall to the `cpu` rung is told,
   * once, as a warning of tfjs.
   */
  readonly log?: (line: string) => void;
  /** Imports a package by its name, for bundlers that must see their imports. Default: `import(name)`. */
  readonly importModule?: (name: string) => Promise<unknown>;
}

/**
 * Chooses the backend of this process: the first that loads of native TensorFlow with CUDA (`node-gpu`), native
 * TensorFlow (`node`), WebAssembly with the training kernels of this package (`wasm`) and pure JavaScript (`cpu`).
 *
 * A forced rung, by option or by `CAUSAL_MECHANISMS_BACKEND`, is used or fails: there is no silent replacement.
 * In a browser, call `useWebBackend` of `@causal-mechanisms/tensor-utils/web` instead: it finds what bundlers leave where.
 *
 * @param options - What to use and where to report.
 * @returns What was chosen and why.
 * @throws ArgumentError when the forced name is not a rung, or a setting is none.
 * @throws BackendError when the forced rung fails, with its error as the cause; or when all fail, with an
 * AggregateError.
 *
 * @example
 * ```ts
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * const { rung, reason } = await useBackend();
 * console.log(`${rung}: ${reason}`);
 * ```
 */
export async function useBackend(options: UseBackendOptions = {}): Promise<BackendReport> {
  const { log, importModule = importByName } = checkSettings(options);
  return climb({
    caller: 'useBackend',
    rungs: BACKEND_RUNGS,
    forced: askedFor(options),
    log,
    load: async (rung) => {
      await loadRung(rung, importModule);
      return rung === 'wasm' || (rung === 'node' && (await takeNativeKernels(options)));
    },
  });
}

/** Before anything is tried: a rung that fails for a wrong setting would leave the slowest one. */
function checkSettings(options: UseBackendOptions): UseBackendOptions {
  const { backend, environment, log, importModule } = checkOptions('useBackend', options);
  if (backend !== undefined) checkText('useBackend', 'backend', backend);
  if (environment !== undefined) checkOptions('useBackend', environment, 'environment');
  if (log !== undefined) checkFunction('useBackend', 'log', log);
  if (importModule !== undefined) checkFunction('useBackend', 'importModule', importModule);
  return options;
}

const importByName: ImportModule = async (name) => {
  const loaded: unknown = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  return loaded;
};

/** Puts our kernels into the node backend where they are compiled. Without them it is slower, not broken. */
async function takeNativeKernels({
  environment = currentProcess()?.env ?? {},
  log,
}: UseBackendOptions): Promise<boolean> {
  if (environment[KERNELS_VARIABLE] === 'off') return false;
  try {
    return (await registerNativeTrainingKernels()).length > 0;
  } catch (error) {
    log?.(`warning: ${firstLine(error)}`);
    return false;
  }
}

function askedFor(options: UseBackendOptions): ForcedRung<BackendRung> | undefined {
  const { backend, environment = currentProcess()?.env ?? {} } = options;
  const name: string | undefined = backend ?? environment[VARIABLE];
  // An empty variable is how shells spell an absent one.
  if (name === undefined || (backend === undefined && name === '')) return undefined;
  const source = backend === undefined ? VARIABLE : 'the backend option';
  return forcedRung('useBackend', BACKEND_RUNGS, name, source);
}
