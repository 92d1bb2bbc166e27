import { useEffect, useState } from 'preact/hooks';
import { Notice } from '../../parts/notice.tsx';
import { Slider } from '../../parts/slider.tsx';
import { isAbort } from '../../worker/sessionClient.ts';
import type { SessionClient } from '../../worker/sessionClient.ts';
import { Answer, Curves, EPISODES, Gamma, Truth } from './adaptationFigures.tsx';
import type { Shown } from './adaptationFigures.tsx';
import { CATEGORIES } from './panel.ts';
import type { DirectionState } from './panel.ts';
import type { DirectionSession } from './session.ts';

interface AdaptationCardProps {
  readonly state: Pick<DirectionState, 'seed' | 'changed' | 'categories'>;
  readonly change: (part: Partial<DirectionState>) => void;
  readonly session: SessionClient<DirectionSession>;
}

/** Two hypotheses about a random truth while they adapt to changes, and the belief in them. */
export function AdaptationCard({ state, change, session }: AdaptationCardProps) {
  const { seed, changed, categories } = state;
  const [shown, show] = useState<Shown>({});
  const [failure, setFailure] = useState<string | undefined>();
  const [runs, setRuns] = useState(0);

  useEffect(() => {
    const control = new AbortController();
    show({});
    setFailure(undefined);
    const pace = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 30;
    session
      .call(
        'adapt',
        { seed, changed, categories, episodes: EPISODES, pace },
        {
          signal: control.signal,
          onProgress: (update) => show((before) => ({ ...before, [update.kind]: update })),
        },
      )
      .catch((error: unknown) => {
        if (!isAbort(error)) setFailure(error instanceof Error ? error.message : String(error));
      });
    return () => control.abort();
  }, [session, seed, changed, categories, runs]);

  return (
    <section class="card" aria-labelledby="direction-adapt">
      <h2 id="direction-adapt">Two hypotheses about two variables</h2>
      <div class="columns even">
        <div>
          <fieldset class="switch">
            <legend>Every change is one of</legend>
            {(['cause', 'effect'] as const).map((what) => (
              <label key={what}>
                <input
                  type="radio"
                  name="direction-changed"
                  checked={changed === what}
                  onChange={() => change({ changed: what })}
                />
                <span>the {what}</span>
              </label>
            ))}
          </fieldset>
          <Slider
            label="Categories"
            value={categories}
            {...CATEGORIES}
            onValue={(value) => change({ categories: value })}
          />
          <p class="row">
            <button type="button" class="primary" onClick={() => change({ seed: seed + 1 })}>
              Another truth
            </button>
            <button type="button" onClick={() => setRuns((count) => count + 1)}>
              Again
            </button>
          </p>
        </div>
        <Truth shown={shown} categories={categories} changed={changed} />
      </div>
      {failure !== undefined && <Notice>{failure}</Notice>}
      <div class="columns even">
        <Curves shown={shown} />
        <Gamma shown={shown} />
      </div>
      <Answer shown={shown} changed={changed} />
    </section>
  );
}
