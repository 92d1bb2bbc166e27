import type { FromWorker, MessageEnd, ToWorker } from '../../src/worker/messages.ts';
import type { SessionWorker } from '../../src/worker/sessionClient.ts';

/** Two ends that copy messages to each other, as a page and its worker do. */
export function workerPair(): {
  readonly worker: SessionWorker & { isEnded: boolean };
  readonly scope: MessageEnd<FromWorker, ToWorker>;
} {
  const scope: MessageEnd<FromWorker, ToWorker> = {
    onmessage: null,
    postMessage: (message) => {
      const data = structuredClone(message);
      queueMicrotask(() => worker.onmessage?.({ data }));
    },
  };
  const worker: SessionWorker & { isEnded: boolean } = {
    isEnded: false,
    onmessage: null,
    onerror: null,
    terminate: () => {
      worker.isEnded = true;
    },
    postMessage: (message) => {
      const data = structuredClone(message);
      queueMicrotask(() => scope.onmessage?.({ data }));
    },
  };
  return { worker, scope };
}
