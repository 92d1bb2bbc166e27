import { PageError } from './pageError.ts';
import type { PagePlace } from './pageError.ts';

/** What stands behind the fence that opens a block. */
export interface BlockInfo {
  /** The language, such as `sh`; '' where there is none. */
  readonly language: string;
  /** Words without a value, such as `cheap`. */
  readonly flags: readonly string[];
  /** What stands as `key=value` or `key="a value"`. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads what stands behind the fence of a block. Those who show the page look at the first word alone.
 *
 * @param info - Such as `sh cheap backend=wasm processor="AMD EPYC, two cores"`.
 * @param place - Where it stands.
 * @returns Its language, flags and values.
 * @throws PageError when a quote has no end, or a key comes twice.
 */
export function blockInfo(info: string, place: PagePlace): BlockInfo {
  const [language = '', ...words] = info.match(/[^\s="]+="[^"]*"|\S+/g) ?? [];
  const flags: string[] = [];
  const values = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf('=');
    if (at === -1) flags.push(word);
    else {
      const key = word.slice(0, at);
      const value = word.slice(at + 1).replace(/^"(.*)"$/, '$1');
      if (value.includes('"')) {
        throw new PageError(place, `expected ${key}="a value", got ${word}`);
      }
      if (values.has(key)) throw new PageError(place, `${key}= stands twice behind the fence`);
      values.set(key, value);
    }
  }
  return { language, flags, values: Object.fromEntries(values) };
}

/**
 * @param info - What stands behind a fence.
 * @returns Whether the block is what measured figures: commands, or a program that says so (`ts measured`).
 */
export function measures({ language, flags }: BlockInfo): boolean {
  return language === 'sh' || (language === 'ts' && flags.includes('measured'));
}
