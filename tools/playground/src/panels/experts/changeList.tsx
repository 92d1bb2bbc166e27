import { Slider } from '../../parts/slider.tsx';
import { CHANGES } from './changes.ts';
import type { Change } from './changes.ts';

/** Switches for all changes; those that are on have a slider, and act in the order in which they were switched on. */
export function ChangeList({
  changes,
  onChanges,
  onDraw,
}: {
  readonly changes: readonly Change[];
  readonly onChanges: (changes: readonly Change[]) => void;
  /** Draws other noise. */
  readonly onDraw: () => void;
}) {
  const hasNoise = changes.some(({ kind }) => kind === 'noise');
  return (
    <div class="change-list">
      <div class="chips" role="group" aria-label="Changes">
        {CHANGES.map(({ id, label, isKnown, strength }) => {
          const place = changes.findIndex(({ kind }) => kind === id);
          return (
            <button
              key={id}
              type="button"
              class={`chip${isKnown ? '' : ' foreign'}`}
              aria-pressed={place >= 0}
              onClick={() =>
                onChanges(
                  place < 0
                    ? [...changes, { kind: id, strength: strength?.usual ?? 1 }]
                    : changes.filter(({ kind }) => kind !== id),
                )
              }
            >
              {place >= 0 && changes.length > 1 && <span class="order">{place + 1}</span>}
              {label}
            </button>
          );
        })}
      </div>
      {CHANGES.map(({ id, label, strength }) => {
        const chosen = changes.find(({ kind }) => kind === id);
        if (chosen === undefined || strength === undefined) return null;
        return (
          <Slider
            key={id}
            label={label}
            value={chosen.strength}
            min={strength.min}
            max={strength.max}
            step={strength.step}
            format={(value) => `${value}${strength.unit === '' ? '' : `\u2009${strength.unit}`}`}
            onValue={(value) =>
              onChanges(
                changes.map((one) => (one.kind === id ? { kind: id, strength: value } : one)),
              )
            }
          />
        );
      })}
      <p class="hint">
        Dashed ones were in no training: no expert has learned to undo them.
        {hasNoise && (
          <>
            {' '}
            <button type="button" class="plain" onClick={onDraw}>
              Draw other noise
            </button>
          </>
        )}
      </p>
    </div>
  );
}
