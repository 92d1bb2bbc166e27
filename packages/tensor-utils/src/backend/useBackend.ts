import * as tf from '@tensorflow/tfjs';
import type { BackendRung, ImportModule } from './backendRungs.ts';
import { BACKEND_RUNGS, currentProcess, loadRung } from './backendRungs.ts';
import { ArgumentError, BackendError } from '../errors.ts';
import { registerNativeTrainingKernels } from '../kernels/native/register.ts';
import { nearestName } from '../nearestName.ts';

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
  /** Takes one line about the choice, and a warning before the `cpu` rung. Default: nothing is written. */
  readonly log?: (line: string) => void;
  /** Imports a package by its name, for bundlers that must see their imports. Default: `import(name)`. */
  readonly importModule?: (name: string) => Promise<unknown>;
}

/** Why a rung could not be used. */
export interface BackendFailure {
  /** The rung. */
  readonly rung: BackendRung;
  /** The first line of the error. */
  readonly message: string;
  /** The error itself. */
  readonly error: unknown;
}

/** What {@link useBackend} chose. */
export interface BackendReport {
  /** The rung in use. */
  readonly rung: BackendRung;
  /** The name under which tfjs knows the backend: `tensorflow`, `wasm` or `cpu`. */
  readonly backend: string;
  /** Whether the native backend found a GPU. */
  readonly usesGpu: boolean;
  /** Whether convolutions and batch norm run on kernels of this package (`own`) or on those of the backend (`stock`). */
  readonly kernels: 'own' | 'stock';
  /** Why this rung, in one line. */
  readonly reason: string;
  /** The better rungs that failed, best first. */
  readonly failures: readonly BackendFailure[];
  /** Versions by package; `tensorflow` is that of the native library. */
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * Chooses the backend of this process: the first that loads of native TensorFlow with CUDA (`node-gpu`), native
 * TensorFlow (`node`), WebAssembly with the training kernels of this package (`wasm`) and pure JavaScript (`cpu`).
 *
 * A forced rung, by option or by `CAUSAL_MECHANISMS_BACKEND`, is used or fails: there is no silent replacement.
 * In a browser, import `@tensorflow/tfjs-backend-wasm` yourself or pass `importModule`.
 *
 * @param options - What to use and where to report.
 * @returns What was chosen and why.
 * @throws ArgumentError when the forced name is not a rung.
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
  const { log = () => undefined, importModule = importByName } = options;
  const forced = forcedRung(options);
  const failures: BackendFailure[] = [];
  for (const rung of forced === undefined ? BACKEND_RUNGS : [forced.rung]) {
    if (rung === 'cpu') {
      log('warning: the pure JavaScript backend is hundreds of times slower; use it for tiny work');
    }
    try {
      await loadRung(rung, importModule);
    } catch (error) {
      failures.push({ rung, message: firstLine(error), error });
      continue;
    }
    const kernels = rung === 'wasm' || (rung === 'node' && (await takeNativeKernels(options, log)));
    const report = describe(rung, kernels, forced?.source, failures);
    log(`backend ${rung}: ${report.reason}`);
    return report;
  }
  throw failed(forced, failures);
}

const importByName: ImportModule = async (name) => {
  const loaded: unknown = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  return loaded;
};

/** Puts our kernels into the node backend where they are compiled. Without them it is slower, not broken. */
async function takeNativeKernels(
  { environment = currentProcess()?.env ?? {} }: UseBackendOptions,
  log: (line: string) => void,
): Promise<boolean> {
  if (environment[KERNELS_VARIABLE] === 'off') return false;
  try {
    return (await registerNativeTrainingKernels()).length > 0;
  } catch (error) {
    log(`warning: ${firstLine(error)}`);
    return false;
  }
}

/** A rung that must be used, and who says so. */
interface ForcedRung {
  readonly rung: BackendRung;
  readonly source: string;
}

function forcedRung(options: UseBackendOptions): ForcedRung | undefined {
  const { backend, environment = currentProcess()?.env ?? {} } = options;
  const fromVariable = environment[VARIABLE];
  const name: string | undefined = backend ?? fromVariable;
  // An empty variable is how shells spell an absent one.
  if (name === undefined || (backend === undefined && name === '')) return undefined;
  const source = backend === undefined ? VARIABLE : 'the backend option';
  const rung = BACKEND_RUNGS.find((known) => known === name);
  if (rung !== undefined) return { rung, source };
  const near = nearestName(name, BACKEND_RUNGS);
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  throw new ArgumentError(
    `useBackend: ${source} is "${name}", expected one of ${BACKEND_RUNGS.join(', ')}${hint}`,
    { data: { name, known: BACKEND_RUNGS, nearest: near } },
  );
}

function describe(
  rung: BackendRung,
  ownKernels: boolean,
  source: string | undefined,
  failures: readonly BackendFailure[],
): BackendReport {
  const native = tf.backend() as {
    readonly isUsingGpuDevice?: boolean;
    readonly binding?: { readonly TF_Version?: string };
  };
  const versions: Record<string, string> = { ...(tf.version as Record<string, string>) };
  const library = rung === 'wasm' || rung === 'cpu' ? undefined : native.binding?.TF_Version;
  if (library !== undefined) versions['tensorflow'] = library;
  const passed = failures.map((failure) => `${failure.rung}: ${failure.message}`).join('; ');
  return {
    rung,
    backend: tf.getBackend(),
    usesGpu: native.isUsingGpuDevice === true,
    kernels: ownKernels ? 'own' : 'stock',
    reason:
      source === undefined
        ? `the first that loads${passed === '' ? '' : ` (${passed})`}`
        : `asked for by ${source}`,
    failures,
    versions,
  };
}

function failed(forced: ForcedRung | undefined, failures: readonly BackendFailure[]): BackendError {
  const [first] = failures;
  if (forced !== undefined && first !== undefined) {
    return new BackendError(
      `useBackend: "${forced.rung}", asked for by ${forced.source}, failed: ${first.message}`,
      { cause: first.error, data: { rung: forced.rung, source: forced.source } },
    );
  }
  const cause = new AggregateError(
    failures.map(({ error }) => error),
    failures.map(({ rung, message }) => `${rung}: ${message}`).join('; '),
  );
  return new BackendError(`useBackend: no backend loads (${cause.message})`, { cause });
}

function firstLine(error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : String(error);
  return message.split('\n', 1)[0]?.trim() ?? '';
}
