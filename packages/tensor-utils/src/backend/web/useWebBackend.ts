import { checkFunction, checkOptions, checkText } from '../../argumentChecks.ts';
import type { BackendReport } from '../backendLadder.ts';
import { climb, forcedRung } from '../backendLadder.ts';
import type { WebRung } from './webRungs.ts';
import { loadWebRung, WEB_RUNGS } from './webRungs.ts';

/** Settings of {@link useWebBackend}. */
export interface UseWebBackendOptions {
  /** The one rung to use. Default: the first that loads. */
  readonly backend?: WebRung;
  /**
   * Address of the folder that holds the `.wasm` files of `@tensorflow/tfjs-backend-wasm`. Default: where the bundler put
   * them, else the folder of the script, else that of the page.
   */
  readonly wasmFolder?: string;
  /**
   * Takes one line about the choice, and a warning before the `cpu` rung. Default: only a fall to the `cpu` rung is told,
   * once, as a warning of tfjs.
   */
  readonly log?: (line: string) => void;
}

/**
 * Chooses the backend of a page or a web worker: the first that loads of `webgpu`, `webgl`, WebAssembly with the training
 * kernels of this package (`wasm`) and pure JavaScript (`cpu`).
 *
 * `webgpu` is tried where the page has imported `@tensorflow/tfjs-backend-webgpu`. Both GPU rungs are passed by where small
 * gradients come out wrong, as on GPUs that compute in half precision; `webgl` is too where the browser draws in software,
 * which is slower than WebAssembly. A forced rung is used or fails: there is no silent replacement.
 *
 * @param options - What to use and where to report.
 * @returns What was chosen and why.
 * @throws ArgumentError when the forced name is not a rung, or an option is of a wrong kind.
 * @throws BackendError when the forced rung fails, with its error as the cause; or when all fail, with an
 * AggregateError.
 *
 * @example
 * ```ts
 * import { useWebBackend } from '@causal-mechanisms/tensor-utils/web';
 *
 * const { rung, reason } = await useWebBackend();
 * console.log(`${rung}: ${reason}`);
 * ```
 */
export async function useWebBackend(
  options: UseWebBackendOptions = {},
): Promise<BackendReport<WebRung>> {
  const { backend, wasmFolder, log } = checkOptions('useWebBackend', options);
  if (backend !== undefined) checkText('useWebBackend', 'backend', backend);
  if (wasmFolder !== undefined) checkText('useWebBackend', 'wasmFolder', wasmFolder);
  if (log !== undefined) checkFunction('useWebBackend', 'log', log);
  const forced =
    backend === undefined
      ? undefined
      : forcedRung('useWebBackend', WEB_RUNGS, backend, 'the backend option');
  return climb({
    caller: 'useWebBackend',
    rungs: WEB_RUNGS,
    forced,
    log,
    load: async (rung) => {
      await loadWebRung(rung, { wasmFolder, allowSoftware: forced !== undefined });
      return rung === 'wasm';
    },
  });
}
