import type { BackendReport } from '@causal-mechanisms/tensor-utils';
import type { ScalarWriter } from './training.ts';

/** What the native backend adds to tfjs. */
interface NativeModule {
  readonly node?: {
    summaryFileWriter(folder: string): ScalarWriter & { flush(): void };
  };
}

const MODULES: Readonly<Record<string, string>> = {
  'node-gpu': '@tensorflow/tfjs-node-gpu',
  node: '@tensorflow/tfjs-node',
};

/**
 * Opens TensorBoard event files, where the backend has a writer for them.
 *
 * @param folder - Where they go: one writer per folder.
 * @param report - The backend in use.
 * @returns The writer, or `undefined` on the other backends; the log of events is there always.
 */
export async function openTensorBoard(
  folder: string,
  report: Pick<BackendReport, 'rung'>,
): Promise<ScalarWriter | undefined> {
  const name = MODULES[report.rung];
  if (name === undefined) return undefined;
  const { node } = (await import(name)) as NativeModule;
  return node?.summaryFileWriter(folder);
}
