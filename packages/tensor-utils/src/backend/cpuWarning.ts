import * as tf from '@tensorflow/tfjs';

/** What there is to say of the `cpu` rung. */
interface CpuChoice {
  /** Why the better rungs were passed by. */
  readonly failures: readonly { readonly rung: string; readonly message: string }[];
  /** Whether the user asked for it. */
  readonly isForced: boolean;
  /** Takes the line. Default: a warning of tfjs, the first time that nobody asked for the rung. */
  readonly log: ((line: string) => void) | undefined;
}

const SLOW = 'the pure JavaScript backend is hundreds of times slower; use it for tiny work';

let hasWarned = false;

/**
 * Says that the `cpu` rung is taken, so that nobody waits for hours and wonders. Warnings of tfjs go to the console, unless
 * `tf.enableProdMode()` was called.
 *
 * @param choice - How it came to be taken, and who wants to know.
 */
export function warnOfCpu({ failures, isForced, log }: CpuChoice): void {
  if (log !== undefined) {
    log(`warning: ${SLOW}`);
    return;
  }
  if (isForced || hasWarned) return;
  hasWarned = true;
  const passed = failures.map(({ rung, message }) => `${rung}: ${message}`).join('; ');
  tf.backend_util.warn(`causal-mechanisms: ${SLOW}. ${advice()}\nBetter ones failed: ${passed}`);
}

function advice(): string {
  return tf.env().getBool('IS_BROWSER')
    ? 'In a browser, call useWebBackend of @causal-mechanisms/tensor-utils/web.'
    : 'Install @tensorflow/tfjs-backend-wasm or @tensorflow/tfjs-node.';
}
