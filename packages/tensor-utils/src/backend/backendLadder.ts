import * as tf from '@tensorflow/tfjs';
import { warnOfCpu } from './cpuWarning.ts';
import { ArgumentError, BackendError } from '../errors.ts';
import { nearestName } from '../nearestName.ts';
import type { BackendRung } from './backendRungs.ts';

/** Why a rung could not be used. */
export interface BackendFailure<Rung extends string = BackendRung> {
  /** The rung. */
  readonly rung: Rung;
  /** The first line of the error. */
  readonly message: string;
  /** The error itself. */
  readonly error: unknown;
}

/** What was chosen, and why. */
export interface BackendReport<Rung extends string = BackendRung> {
  /** The rung in use. */
  readonly rung: Rung;
  /** The name under which tfjs knows the backend: `tensorflow`, `webgpu`, `webgl`, `wasm` or `cpu`. */
  readonly backend: string;
  /** Whether the backend computes on a GPU. */
  readonly usesGpu: boolean;
  /** Whether convolutions and batch norm run on kernels of this package (`own`) or on those of the backend (`stock`). */
  readonly kernels: 'own' | 'stock';
  /** Why this rung, in one line. */
  readonly reason: string;
  /** The better rungs that failed, best first. */
  readonly failures: readonly BackendFailure<Rung>[];
  /** Versions by package; `tensorflow` is that of the native library. */
  readonly versions: Readonly<Record<string, string>>;
}

/** A rung that must be used, and who says so. */
export interface ForcedRung<Rung extends string> {
  /** The rung. */
  readonly rung: Rung;
  /** Such as `the backend option`. */
  readonly source: string;
}

/** Rungs and how to try them. */
export interface Ladder<Rung extends string> {
  /** The public function that climbs; opens messages. */
  readonly caller: string;
  /** Best first. */
  readonly rungs: readonly (Rung | 'cpu')[];
  /** The one to use. Default: the first that loads. */
  readonly forced: ForcedRung<Rung> | undefined;
  /** Makes a rung the current backend, or throws; resolves to whether kernels of this package are in place. */
  readonly load: (rung: Rung) => Promise<boolean>;
  /** Takes lines about the choice. Default: only a fall to the `cpu` rung is told, once, as a warning of tfjs. */
  readonly log: ((line: string) => void) | undefined;
}

/**
 * Finds the rung that a name means.
 *
 * @param caller - The public function; opens the message.
 * @param rungs - All there are.
 * @param name - What was asked for.
 * @param source - Who asked, such as `the backend option`.
 * @returns The rung.
 * @throws ArgumentError when there is none of this name.
 */
export function forcedRung<Rung extends string>(
  caller: string,
  rungs: readonly Rung[],
  name: string,
  source: string,
): ForcedRung<Rung> {
  const rung = rungs.find((known) => known === name);
  if (rung !== undefined) return { rung, source };
  const near = nearestName(name, rungs);
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  throw new ArgumentError(
    `${caller}: ${source} is "${name}", expected one of ${rungs.join(', ')}${hint}`,
    { data: { name, known: rungs, nearest: near } },
  );
}

/**
 * Takes the first rung that loads.
 *
 * @param ladder - The rungs.
 * @returns What was chosen and why.
 * @throws BackendError when the forced rung fails, with its error as the cause; or when all fail, with an
 * AggregateError.
 */
export async function climb<Rung extends string>(
  ladder: Ladder<Rung>,
): Promise<BackendReport<Rung>> {
  const { forced, log } = ladder;
  const failures: BackendFailure<Rung>[] = [];
  for (const rung of forced === undefined ? (ladder.rungs as readonly Rung[]) : [forced.rung]) {
    if (rung === 'cpu') warnOfCpu({ failures, isForced: forced !== undefined, log });
    let hasOwnKernels: boolean;
    try {
      hasOwnKernels = await ladder.load(rung);
    } catch (error) {
      failures.push({ rung, message: firstLine(error), error });
      continue;
    }
    const report = describe(rung, hasOwnKernels, forced?.source, failures);
    log?.(`backend ${rung}: ${report.reason}`);
    return report;
  }
  throw failed(ladder.caller, forced, failures);
}

/**
 * The first line of what an error says.
 *
 * @param error - Anything that was thrown.
 * @returns The line.
 */
export function firstLine(error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : String(error);
  return message.split('\n', 1)[0]?.trim() ?? '';
}

function describe<Rung extends string>(
  rung: Rung,
  hasOwnKernels: boolean,
  source: string | undefined,
  failures: readonly BackendFailure<Rung>[],
): BackendReport<Rung> {
  const native = tf.backend() as {
    readonly isUsingGpuDevice?: boolean;
    readonly binding?: { readonly TF_Version?: string };
  };
  const backend = tf.getBackend();
  const versions: Record<string, string> = { ...(tf.version as Record<string, string>) };
  const library = backend === 'tensorflow' ? native.binding?.TF_Version : undefined;
  if (library !== undefined) versions['tensorflow'] = library;
  const passed = failures.map((failure) => `${failure.rung}: ${failure.message}`).join('; ');
  return {
    rung,
    backend,
    usesGpu: backend.startsWith('webg') || native.isUsingGpuDevice === true,
    kernels: hasOwnKernels ? 'own' : 'stock',
    reason:
      source === undefined
        ? `the first that loads${passed === '' ? '' : ` (${passed})`}`
        : `asked for by ${source}`,
    failures,
    versions,
  };
}

function failed<Rung extends string>(
  caller: string,
  forced: ForcedRung<Rung> | undefined,
  failures: readonly BackendFailure<Rung>[],
): BackendError {
  const [first] = failures;
  if (forced !== undefined && first !== undefined) {
    return new BackendError(
      `${caller}: "${forced.rung}", asked for by ${forced.source}, failed: ${first.message}`,
      { cause: first.error, data: { rung: forced.rung, source: forced.source } },
    );
  }
  const cause = new AggregateError(
    failures.map(({ error }) => error),
    failures.map(({ rung, message }) => `${rung}: ${message}`).join('; '),
  );
  return new BackendError(`${caller}: no backend loads (${cause.message})`, { cause });
}
