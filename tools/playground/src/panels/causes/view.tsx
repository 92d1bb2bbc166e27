import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ViewProps } from '../../panel/panel.ts';
import { Notice } from '../../parts/notice.tsx';
import { Pixels } from '../../parts/pixels.tsx';
import { useLatest } from '../../parts/useLatest.tsx';
import './causes.css';
import { FactorSliders, withUnit, words } from './factorSliders.tsx';
import { ModelCard } from './modelCard.tsx';
import type { ModelDescription, ModelName } from './openModel.ts';
import { knownOf } from './panel.ts';
import type { CausesState } from './panel.ts';
import type { SceneAnswer, ShownScene } from './scene.ts';
import type { CausesSession } from './session.ts';

/** The panel of causes inside images. */
export function View({ state, change, session }: ViewProps<CausesState, CausesSession>) {
  const { scene, set } = state;
  const [model, setModel] = useState<ModelName>('shipped');
  const [known, setKnown] = useState<ModelDescription | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  const fail = (error: unknown) =>
    setFailure(error instanceof Error ? error.message : String(error));

  useEffect(() => {
    let isCurrent = true;
    setModel('shipped'); // the models of another worker are gone with it
    setFailure(undefined);
    session.call('model', { model: 'shipped' }).then(
      (found) => isCurrent && setKnown(found),
      (error: unknown) => isCurrent && fail(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [session]);

  useEffect(() => {
    if (known === undefined) return;
    // An old or mistyped address may name factors that the model has not.
    const names = known.factors.map(({ name }) => name);
    const left = knownOf(set, names);
    if (left !== set) change({ set: left });
  }, [known, set]);

  const asked = useMemo(
    () => (known === undefined ? undefined : { session, model, scene, set, known }),
    [session, model, scene, set, known],
  );
  const answer = useLatest(asked, (input) =>
    input.session.call('scene', { model: input.model, scene: input.scene, set: input.set }),
  );

  const use = (name: ModelName, found?: ModelDescription) => {
    setModel(name);
    if (found !== undefined) setKnown(found);
    else session.call('model', { model: name }).then(setKnown, fail);
    // Values of other factors mean nothing to it.
    if (name === 'own') change({ set: {} });
  };

  return (
    <div class="causes">
      <div class="columns">
        <section class="card" aria-labelledby="causes-scene">
          <h2 id="causes-scene">The scene</h2>
          <p class="row">
            <button type="button" class="primary" onClick={() => change({ scene: scene + 1 })}>
              Another scene
            </button>
            <button
              type="button"
              disabled={Object.keys(set).length === 0}
              onClick={() => change({ set: {} })}
            >
              Let everything go
            </button>
          </p>
          <p class="hint">
            Move a slider to set its factor: do(). The others show what follows, and stay free.
          </p>
          {known !== undefined && (
            <FactorSliders
              factors={known.factors}
              set={set}
              values={answer.value?.intervened.values}
              onSet={(next) => change({ set: next })}
            />
          )}
        </section>
        <section class="card results" aria-labelledby="causes-pictures" aria-busy={answer.isBusy}>
          <h2 id="causes-pictures">What it would have been</h2>
          {failure !== undefined && <Notice>{failure}</Notice>}
          {answer.failure !== undefined && <Notice>{answer.failure}</Notice>}
          <Pictures answer={answer.value} isDrawn={known?.isPendulum ?? true} />
          <Values answer={answer.value} known={known} set={set} />
        </section>
      </div>
      <ModelCard session={session} model={model} known={known} onModel={use} />
    </div>
  );
}

function Pictures({
  answer,
  isDrawn,
}: {
  readonly answer: SceneAnswer | undefined;
  readonly isDrawn: boolean;
}) {
  return (
    <div class="scenes">
      {isDrawn && <Scene name="the scene" scene={answer?.given} note="as it is" />}
      <Scene name="as the model sees it" scene={answer?.reconstructed} note="nothing set" />
      <Scene name="do()" scene={answer?.intervened} note="effects follow" isMain />
      {isDrawn && (
        <Scene name="the truth" scene={answer?.truth} note="drawn by the oracle" isMain />
      )}
      <Scene name="a traversal" scene={answer?.traversed} note="all else held" />
    </div>
  );
}

function Scene({
  name,
  note,
  scene,
  isMain = false,
}: {
  readonly name: string;
  readonly note: string;
  readonly scene: ShownScene | undefined;
  readonly isMain?: boolean;
}) {
  return (
    <figure class={isMain ? 'main' : ''}>
      <Pixels image={scene?.picture} label={`${name}: ${note}`} />
      <figcaption>
        <b>{name}</b> {note}
      </figcaption>
    </figure>
  );
}

function Values({
  answer,
  known,
  set,
}: {
  readonly answer: SceneAnswer | undefined;
  readonly known: ModelDescription | undefined;
  readonly set: CausesState['set'];
}) {
  if (answer === undefined || known === undefined) return null;
  const columns: [string, ShownScene][] = [
    ['before', answer.reconstructed],
    ['do()', answer.intervened],
    ...(answer.truth === undefined ? [] : [['truth', answer.truth] as [string, ShownScene]]),
    ['traversal', answer.traversed],
  ];
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label="The pictures in numbers">
      <table class="values">
        <caption>
          The pictures in numbers: “before” is read off the scene by the model
          {answer.truth === undefined ? '' : ', the truth is as it was drawn'}
        </caption>
        <thead>
          <tr>
            <th scope="col">factor</th>
            {columns.map(([name]) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {known.factors.map((factor, place) => (
            <tr key={factor.name} data-row={factor.name}>
              <th scope="row">
                {words(factor.name)}
                {Object.hasOwn(set, factor.name) && <span class="mark"> set</span>}
              </th>
              {columns.map(([name, { values }]) => (
                <td key={name} data-column={name}>
                  {withUnit(values[place] ?? NaN, factor)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
