import type { Panel } from '../../panel/panel.ts';
import { LONGEST_GAP, symbolsIn } from './copying.ts';

/** What the reader of the panel has chosen. */
export interface ModulesState {
  /** To be remembered, each from 1 to 8. */
  readonly symbols: readonly number[];
  /** Steps from the last symbol to the first answer. */
  readonly gap: number;
  /** The last step that is shown; undefined for all. */
  readonly step: number | undefined;
}

const START: ModulesState = { symbols: [3, 7], gap: 20, step: undefined };

/** Recurrent independent mechanisms beside an LSTM, step by step. */
export const modules: Panel<ModulesState> = {
  id: 'modules',
  title: 'Modules',
  seen: 'Two networks read a few symbols, wait, and give them back when they are asked; every row is a module, and a filled cell is a step at which it is active. Modules that nothing disturbs keep what they hold over gaps that training never showed, where an LSTM, which changes all of its state at every step, forgets.',
  docs: 'rims.md',

  readState(given) {
    const symbols = symbolsIn(given.get('symbols') ?? '');
    return {
      symbols: symbols.length === 0 ? START.symbols : symbols,
      gap: wholeNumber(given.get('gap'), { least: 1, most: LONGEST_GAP }) ?? START.gap,
      step: wholeNumber(given.get('step'), { least: 0, most: 10_000 }),
    };
  },

  writeState({ symbols, gap, step }) {
    const shown = symbols.join('');
    return {
      ...(shown === START.symbols.join('') ? {} : { symbols: shown }),
      ...(gap === START.gap ? {} : { gap: String(gap) }),
      ...(step === undefined ? {} : { step: String(step) }),
    };
  },
};

function wholeNumber(
  text: string | null,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  if (text === null || !/^\d{1,6}$/.test(text)) return undefined;
  return Math.min(most, Math.max(least, Number(text)));
}
