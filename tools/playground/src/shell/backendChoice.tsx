import type { WebRung } from '@causal-mechanisms/tensor-utils/web';
import type { BackendInUse } from '../worker/messages.ts';
import { RUNGS } from './permalink.ts';

const NAMES: Readonly<Record<WebRung, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'plain JavaScript',
};

/** Shows what the panel computes on, and lets the reader choose another. */
export function BackendChoice({
  asked,
  inUse,
  onAsk,
}: {
  readonly asked: WebRung | undefined;
  readonly inUse: BackendInUse | undefined;
  readonly onAsk: (rung: WebRung | undefined) => void;
}) {
  const automatic = inUse === undefined || asked !== undefined ? '' : `: ${NAMES[inUse.rung]}`;
  return (
    <label class="choice" title={inUse?.reason}>
      <span>Runs on</span>
      <select
        value={asked ?? ''}
        data-rung={inUse?.rung}
        onChange={({ currentTarget: { value } }) => onAsk(RUNGS.find((rung) => rung === value))}
      >
        <option value="">the fastest here{automatic}</option>
        {RUNGS.map((rung) => (
          <option key={rung} value={rung}>
            {NAMES[rung]}
          </option>
        ))}
      </select>
    </label>
  );
}
