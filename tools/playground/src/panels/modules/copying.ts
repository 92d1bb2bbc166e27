/** The task of the shipped models: symbols are shown, then blanks, then a marker asks for them back. */

/** What is shown when there is nothing to say. */
const BLANK = 0;
/** Different symbols: 1 to 8. */
const ALPHABET = 8;
/** Asks for the symbols. */
const MARKER = ALPHABET + 1;
/** Tokens there are: the blank, the symbols, the marker. */
export const TOKENS = ALPHABET + 2;
/** The most symbols that the page takes. */
export const MOST_SYMBOLS = 4;
/** The longest gap that the page offers. */
export const LONGEST_GAP = 80;
/** What the shipped models were trained on. */
export const TRAINED = { symbols: 2, gap: 5 } as const;

/**
 * @param symbols - To remember, each from 1 to 8.
 * @param gap - Steps from the last symbol to the first answer, the marker included.
 * @returns What a model reads: the symbols, `gap - 1` blanks, the marker, and as many blanks as symbols.
 */
export function copyingTokens(symbols: readonly number[], gap: number): number[] {
  const blanks = (count: number) => Array.from({ length: count }, () => BLANK);
  return [...symbols, ...blanks(gap - 1), MARKER, ...blanks(symbols.length)];
}

/**
 * @param symbols - To remember.
 * @param gap - As above.
 * @returns The steps at which each symbol is due.
 */
export function answerSteps(symbols: readonly number[], gap: number): number[] {
  return symbols.map((_, place) => symbols.length + gap + place);
}

/**
 * @param text - What was typed.
 * @returns The symbols in it, at most {@link MOST_SYMBOLS} of them; everything else is passed over.
 */
export function symbolsIn(text: string): number[] {
  return Array.from(text, Number)
    .filter((symbol) => Number.isInteger(symbol) && symbol >= 1 && symbol <= ALPHABET)
    .slice(0, MOST_SYMBOLS);
}

/**
 * @param text - What was typed.
 * @param shown - The symbols that the page shows answers for.
 * @returns What is wrong with the text, and what is shown in its place; undefined where it is nothing but symbols.
 */
export function wrongInSymbols(text: string, shown: readonly number[]): string | undefined {
  const still = `Shown is what follows ${shown.join(' ')}.`;
  const wanted = `type 1 to ${MOST_SYMBOLS} symbols, each from 1 to ${ALPHABET}`;
  if (text === '') return `Nothing to remember: ${wanted}. ${still}`;
  const strange = [...new Set(text)].filter((sign) => symbolsIn(sign).length === 0);
  if (strange.length === 0) return undefined;
  const named = strange.map((sign) => (sign.trim() === '' ? 'a space' : `“${sign}”`)).join(', ');
  return `No symbol: ${named}; ${wanted}. ${still}`;
}

/**
 * @param token - Any token.
 * @returns How it is written.
 */
export function tokenName(token: number): string {
  return token === BLANK ? '·' : token === MARKER ? '?' : String(token);
}
