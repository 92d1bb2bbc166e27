import { useWebBackend } from '@causal-mechanisms/tensor-utils/web';
import type { WebRung } from '@causal-mechanisms/tensor-utils/web';
import type { FromWorker, MessageEnd, ToWorker } from './messages.ts';
import { serveSession } from './serveSession.ts';
import type { OpenSession } from './session.ts';

/** The sessions of all panels, each loaded when it is opened. */
const SESSIONS = import.meta.glob<{ readonly openSession: OpenSession<object> }>(
  '../panels/*/session.ts',
);

serveSession(
  globalThis as unknown as MessageEnd<FromWorker, ToWorker>,
  async ({ panel, base, backend }) => {
    const load = SESSIONS[`../panels/${panel}/session.ts`];
    if (load === undefined) throw new Error(`there is no panel ${panel}`);
    const [{ openSession }, { rung, reason }] = await Promise.all([load(), startBackend(backend)]);
    return { backend: { rung, reason }, session: openSession({ base }) };
  },
);

/** WebGPU is half a megabyte: only browsers that have it get it. */
async function startBackend(backend: WebRung | undefined) {
  const wantsGpu = backend === undefined || backend === 'webgpu';
  if (wantsGpu && 'gpu' in navigator) await import('@tensorflow/tfjs-backend-webgpu');
  return useWebBackend(backend === undefined ? {} : { backend });
}
