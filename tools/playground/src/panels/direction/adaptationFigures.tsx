import { HeatMap } from '../../parts/heatMap.tsx';
import { LineChart } from '../../parts/lineChart.tsx';
import { axisRange } from '../../parts/ticks.ts';
import { STEPS } from './adaptation.ts';
import type { AdaptationUpdate } from './adaptation.ts';

/** Changes of a run: enough for gamma to settle. */
export const EPISODES = 400;

type Of<Kind extends AdaptationUpdate['kind']> = Extract<AdaptationUpdate, { kind: Kind }>;

/** The newest update of each kind. */
export interface Shown {
  readonly truth?: Of<'truth'>;
  readonly adapting?: Of<'adapting'>;
  readonly belief?: Of<'belief'>;
  readonly answer?: Of<'answer'>;
}

/** The joint distribution before and after the first change. */
export function Truth({
  shown: { truth },
  categories,
  changed,
}: {
  readonly shown: Shown;
  readonly categories: number;
  readonly changed: string;
}) {
  const values = truth?.joint ?? [];
  const after = truth?.changedJoint ?? [];
  const most = Math.max(...values, ...after, 1e-9);
  const axes = {
    rows: { name: 'A', count: categories },
    columns: { name: 'B', count: categories },
    most,
  };
  return (
    <div>
      <p>
        The truth, drawn at random: <b data-truth={truth?.direction}>{arrow(truth?.direction)}</b>
      </p>
      <div class="heats">
        <HeatMap
          label="How probable each pair of A and B is before any change"
          caption="before"
          values={values}
          {...axes}
        />
        <HeatMap
          label={`How probable each pair is after the first change of the ${changed}`}
          caption={`after the first change`}
          values={after}
          {...axes}
        />
      </div>
    </div>
  );
}

/** How fast either hypothesis adapts. */
export function Curves({ shown: { adapting, belief, truth } }: { readonly shown: Shown }) {
  const curves = belief?.curves ?? adapting?.curves;
  const { forward = [], backward = [], optimum = 0 } = curves ?? {};
  const [least, most] = axisRange(curves === undefined ? [] : [...forward, ...backward, optimum]);
  const changes = belief?.gammas.length ?? 1;
  return (
    <div>
      <h3>How fast they adapt</h3>
      <LineChart
        label={
          curves === undefined
            ? 'Nothing yet'
            : `The expected log-likelihood of a pair over ${STEPS} steps: A to B rises from ${fixed(forward[0])} to ${fixed(forward.at(-1))}, B to A from ${fixed(backward[0])} to ${fixed(backward.at(-1))}; the best there is is ${fixed(optimum)}`
        }
        x={{ title: 'steps of ten pairs', most: STEPS }}
        y={{
          title: 'log-likelihood (nats)',
          least,
          most,
          format: (value) => value.toFixed(1).replace('-', '−'),
        }}
        lines={[
          {
            name: `A → B${truth?.direction === 'A->B' ? ', true' : ''}`,
            series: 1,
            values: forward,
          },
          {
            name: `B → A${truth?.direction === 'B->A' ? ', true' : ''}`,
            series: 2,
            values: backward,
          },
        ]}
        marks={curves === undefined ? [] : [{ name: 'the best there is', at: optimum }]}
      />
      <p class="hint">
        {changes === 1 ? 'The first change.' : `Means over ${changes} changes.`} Both begin at the
        same height: on what they learned from they are alike.
      </p>
    </div>
  );
}

/** The belief in A to B after every change. */
export function Gamma({ shown: { belief, truth } }: { readonly shown: Shown }) {
  const beliefs = belief?.gammas.map((gamma) => 1 / (1 + Math.exp(-gamma))) ?? [];
  const gamma = belief?.gammas.at(-1);
  const values = beliefs.length === 0 ? [] : [0.5, ...beliefs];
  return (
    <div>
      <h3>What the belief becomes</h3>
      <LineChart
        label={
          gamma === undefined
            ? 'Nothing yet'
            : `The belief in A to B after ${beliefs.length} changes is ${fixed(beliefs.at(-1))}`
        }
        x={{ title: 'changes', most: truth?.episodes ?? EPISODES }}
        y={{ title: 'belief in A → B', least: 0, most: 1, format: (value) => value.toFixed(1) }}
        lines={[{ name: 'σ(γ)', series: 1, values }]}
        marks={[{ name: 'no preference', at: 0.5 }]}
      />
      <p class="hint" data-gamma={gamma}>
        {gamma === undefined
          ? 'γ starts at 0, and moves after every change.'
          : `γ = ${fixed(gamma)}, and a change moves the log-likelihood ratio by ${fixed(belief?.delta)} nats on average.`}
      </p>
    </div>
  );
}

/** What the hypotheses name, beside the truth. */
export function Answer({ shown, changed }: { readonly shown: Shown; readonly changed: string }) {
  const { truth, answer } = shown;
  if (answer === undefined || truth === undefined) {
    return (
      <p class="answer" role="status">
        The hypotheses adapt…
      </p>
    );
  }
  const { named, structures } = answer;
  const isRight = named === truth.direction;
  const [first] = Object.entries(structures).toSorted(([, a], [, b]) => b - a);
  return (
    <div class="answer" role="status" data-named={named} data-right={isRight}>
      <p>
        The two hypotheses say <b>{arrow(named)}</b>
        {isRight
          ? ', which is the truth: the cause was changed, and they name what was changed.'
          : `, and the truth is ${arrow(truth.direction)}: the ${changed} was changed, and they name what was changed.`}
      </p>
      <p>
        Where it is left open what changed, and independence is an answer,{' '}
        <b data-structure={first?.[0]}>
          {first?.[0] === 'independent' ? 'independent' : arrow(first?.[0])}
        </b>{' '}
        is believed by {fixed(first?.[1])}, from 2000 rows before and 300 after each of five
        changes.
      </p>
    </div>
  );
}

function arrow(direction: string | undefined): string {
  return direction === undefined ? '…' : direction.replace('->', ' → ');
}

function fixed(value: number | undefined): string {
  return value === undefined ? '…' : value.toFixed(2).replace('-', '−');
}
