import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ViewProps } from '../../panel/panel.ts';
import { FilePick } from '../../parts/filePick.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Slider } from '../../parts/slider.tsx';
import { useLatest } from '../../parts/useLatest.tsx';
import type { Latest } from '../../parts/useLatest.tsx';
import type { SessionClient } from '../../worker/sessionClient.ts';
import { AnswerTable } from './answerTable.tsx';
import {
  copyingTokens,
  LONGEST_GAP,
  MOST_SYMBOLS,
  symbolsIn,
  TRAINED,
  wrongInSymbols,
} from './copying.ts';
import { ModelRaster } from './modelRaster.tsx';
import './modules.css';
import type { ModulesState } from './panel.ts';
import type { Reading } from './reading.ts';
import { StepControls } from './stepControls.tsx';
import type { ModelName, ModulesSession } from './session.ts';

/** The panel of recurrent independent mechanisms beside an LSTM. */
export function View({ state, change, session }: ViewProps<ModulesState, ModulesSession>) {
  const { symbols, gap, step } = state;
  // Counts the models of the reader's that were opened in this worker; none at the start.
  const [own, setOwn] = useState(0);
  const [failure, setFailure] = useState<string | undefined>();
  const [text, setText] = useState(symbols.join(''));
  useEffect(() => setOwn(0), [session]);
  useEffect(() => {
    // What came by a link, not what is being typed.
    if (symbolsIn(text).join('') !== symbols.join('')) setText(symbols.join(''));
  }, [symbols]);

  const tokens = useMemo(() => copyingTokens(symbols, gap), [symbols, gap]);
  const left: ModelName = own > 0 ? 'own' : 'rims';
  const first = useReading(session, { model: left, tokens, opened: own });
  const second = useReading(session, { model: 'lstm', tokens, opened: 0 });
  const wrong = wrongInSymbols(text, symbols);
  const last = tokens.length - 1;
  const shown = Math.min(step ?? last, last);

  const open = (files: readonly File[]) => {
    session.call('open', { files }).then(
      () => {
        setFailure(undefined);
        setOwn((count) => count + 1);
      },
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
  };

  return (
    <div class="modules">
      <section class="card" aria-label="What they read">
        <div class="columns even task">
          <div class="symbols">
            <label>
              <span>Symbols to remember, 1 to 8</span>
              <input
                type="text"
                inputMode="numeric"
                maxLength={MOST_SYMBOLS}
                value={text}
                aria-invalid={wrong !== undefined}
                aria-describedby="modules-wrong"
                onInput={({ currentTarget: { value } }) => {
                  setText(value);
                  const typed = symbolsIn(value);
                  if (typed.length > 0) change({ symbols: typed, step: undefined });
                }}
                onBlur={() => setText(symbols.join(''))}
              />
            </label>
            <p id="modules-wrong" class="wrong" role="status">
              {wrong}
            </p>
          </div>
          <Slider
            label="Gap until they are asked for"
            value={gap}
            min={1}
            max={LONGEST_GAP}
            format={(value) => `${value}\u2009steps`}
            onValue={(value) => change({ gap: value, step: undefined })}
          />
        </div>
        <p class="hint">
          Both were trained on {TRAINED.symbols} symbols and a gap of {TRAINED.gap}, and on nothing
          else.
        </p>
        <StepControls
          step={shown}
          last={last}
          onStep={(next) => change({ step: next === last ? undefined : next })}
        />
      </section>
      <div class="columns even">
        <ModelRaster
          title={own > 0 ? 'Your own model' : 'Recurrent independent mechanisms'}
          latest={first}
          tokens={tokens}
          symbols={symbols.length}
          step={shown}
        />
        <ModelRaster
          title="LSTM"
          latest={second}
          tokens={tokens}
          symbols={symbols.length}
          step={shown}
        />
      </div>
      <div class="columns even">
        <section class="card" aria-labelledby="modules-answers">
          <h2 id="modules-answers">What each gives back</h2>
          <AnswerTable
            symbols={symbols}
            gap={gap}
            step={shown}
            models={[
              { name: own > 0 ? 'yours' : 'RIMs', reading: first.value },
              { name: 'LSTM', reading: second.value },
            ]}
          />
        </section>
        <section class="card" aria-labelledby="modules-own">
          <h2 id="modules-own">A model of yours</h2>
          <p class="hint">
            The folder <code>model</code> of a part of a run of{' '}
            <code>npm run lab -- run rims/copying</code>, or what <code>save</code> of a layer or
            model wrote: drop the folder, or pick <code>model.json</code> and{' '}
            <code>weights.bin</code>. It takes the place on the left.
          </p>
          <p class="row">
            <FilePick what="Open your own model" accept=".json,.bin" onFiles={open} />
            {own > 0 && (
              <button type="button" onClick={() => setOwn(0)}>
                Back to the shipped one
              </button>
            )}
          </p>
          {failure !== undefined && <Notice>{failure}</Notice>}
        </section>
      </div>
    </div>
  );
}

/** What is to be read. */
interface Asked {
  readonly model: ModelName;
  readonly tokens: readonly number[];
  /** Tells models of one name apart. */
  readonly opened: number;
}

/**
 * Lets a model read tokens, and again when they change.
 *
 * @param session - Of the panel.
 * @param asked - What is to be read.
 * @returns How it stands; what was read so far while it is under way.
 */
function useReading(
  session: SessionClient<ModulesSession>,
  { model, tokens, opened }: Asked,
): Latest<Reading> {
  const [part, setPart] = useState<Reading | undefined>();
  const input = useMemo(
    () => ({ session, model, tokens, opened }),
    [session, model, tokens, opened],
  );
  useEffect(() => setPart(undefined), [input]);
  const latest = useLatest(input, (asked) =>
    asked.session.call(
      'read',
      { model: asked.model, tokens: asked.tokens },
      { onProgress: setPart },
    ),
  );
  return latest.isBusy ? { ...latest, value: part ?? latest.value } : latest;
}
