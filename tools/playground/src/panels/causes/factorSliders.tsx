import { Slider } from '../../parts/slider.tsx';
import type { ShownFactor } from './openModel.ts';
import type { SetFactors } from './scene.ts';

interface FactorSlidersProps {
  readonly factors: readonly ShownFactor[];
  readonly set: SetFactors;
  /** Where the factors are under do(), in their order; undefined until it is known. */
  readonly values: readonly number[] | undefined;
  readonly onSet: (set: SetFactors) => void;
}

/** A slider for each factor: one that is moved is set, the others show what follows. */
export function FactorSliders({ factors, set, values, onSet }: FactorSlidersProps) {
  const release = (name: string) => {
    onSet(Object.fromEntries(Object.entries(set).filter(([other]) => other !== name)));
  };
  return (
    <ul class="factors">
      {factors.map((factor, place) => {
        const { name, least, most } = factor;
        const isSet = Object.hasOwn(set, name);
        const value = isSet ? (set[name] ?? least) : (values?.[place] ?? least);
        const step = stepOf(factor);
        return (
          <li key={name} class={isSet ? 'set' : 'free'} data-factor={name} data-set={isSet}>
            <Slider
              label={isSet ? `do(${words(name)})` : words(name)}
              value={Math.min(most, Math.max(least, value))}
              min={Math.ceil(least / step) * step}
              max={Math.floor(most / step) * step}
              step={step}
              format={(shown) => withUnit(shown, factor)}
              onValue={(next) => onSet({ ...set, [name]: next })}
            />
            {isSet ? (
              <button
                type="button"
                class="plain"
                aria-label={`let go of ${words(name)}`}
                onClick={() => release(name)}
              >
                let go
              </button>
            ) : (
              <span class="follows">not set</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** About a hundred steps from end to end, in round numbers. */
function stepOf({ kind, least, most }: ShownFactor): number {
  if (kind === 'binary') return 1;
  const rough = (most - least) / 100;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((by) => by * power).find((by) => by >= rough) ?? rough;
}

/**
 * @param name - Of a factor.
 * @returns The name as words.
 */
export function words(name: string): string {
  return name.replaceAll('_', ' ');
}

/**
 * @param value - Of a factor.
 * @param factor - The factor.
 * @returns The value with as many digits as matter, and its unit.
 */
export function withUnit(value: number, { kind, unit, least, most }: ShownFactor): string {
  if (kind === 'binary') return value.toFixed(2);
  const digits = Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(most - least))));
  const number = value.toFixed(digits);
  if (unit === 'degrees') return `${number}°`;
  return number;
}
