import type { Latest } from '../../parts/useLatest.tsx';
import { Notice } from '../../parts/notice.tsx';
import { tokenName } from './copying.ts';
import { activeRuns, activeSteps } from './raster.ts';
import type { Reading } from './reading.ts';

/** What {@link ModelRaster} shows. */
interface ModelRasterProps {
  readonly title: string;
  readonly latest: Latest<Reading>;
  readonly tokens: readonly number[];
  /** How many of the tokens are symbols. */
  readonly symbols: number;
  /** The last step that is drawn. */
  readonly step: number;
}

/** Which module of a model is active at which step, and what it says. */
export function ModelRaster({ title, latest, tokens, symbols, step }: ModelRasterProps) {
  const { value, failure, isBusy } = latest;
  const steps = tokens.length;
  const modules = value?.description.modules ?? 1;
  const upTo = Math.min(step + 1, value?.steps ?? 0);
  const said = value?.said[step];
  return (
    <section class="card model" aria-busy={isBusy} data-model={title}>
      <h2>{title}</h2>
      <p class="hint">{value === undefined ? 'Loading…' : describe(value)}</p>
      {failure !== undefined && <Notice>{failure}</Notice>}
      <div class="raster-box">
        <ol class="module-names" aria-hidden="true">
          {Array.from({ length: modules }, (_, module) => (
            <li key={module}>{modules === 1 ? 'all' : module + 1}</li>
          ))}
        </ol>
        <svg
          class="raster"
          viewBox={`0 0 ${steps} ${modules}`}
          preserveAspectRatio="none"
          style={{ height: `${Math.max(modules, 2) * 26}px` }}
          role="img"
          aria-label={value === undefined ? title : inWords(value, upTo)}
        >
          <rect class="phase" x="0" y="0" width={symbols} height={modules} />
          <rect class="phase" x={steps - symbols} y="0" width={symbols} height={modules} />
          {value !== undefined &&
            activeRuns(value, upTo).map((runs, module) => (
              <path key={module} class={`module m${module % 6}`} d={runs} />
            ))}
          <rect class="cursor" x={step} y="0" width="1" height={modules} />
        </svg>
      </div>
      <div class="phases" aria-hidden="true">
        <span>read</span>
        <span>hold</span>
        <span>answer</span>
      </div>
      <p class="now">
        Step {step + 1} of {steps}: reads <b class="token">{tokenName(tokens[step] ?? 0)}</b>
        {said !== undefined && step < (value?.steps ?? 0) && (
          <>
            , says <b class="token">{tokenName(said)}</b> ({percent(value?.sure[step])})
          </>
        )}
      </p>
    </section>
  );
}

function describe({ description }: Reading): string {
  const { modules, activeModules, parameters, kind } = description;
  const learned = `${Math.round(parameters / 1000)} thousand numbers learned`;
  return modules === 1
    ? `${kind.toUpperCase()}: no modules, all units at every step; ${learned}.`
    : `${modules} modules, ${activeModules} of them active at a step; ${learned}.`;
}

function inWords(reading: Reading, upTo: number): string {
  const counts = activeSteps(reading, upTo);
  return `Active steps of ${upTo}: ${counts.map((count, module) => `module ${module + 1}: ${count}`).join(', ')}`;
}

function percent(share = 0): string {
  return `${Math.round(100 * share)}\u2009%`;
}
