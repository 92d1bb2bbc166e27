import {
  ArgumentError,
  checkArray,
  checkCount,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import { codeOf, GRID_COLOURS, GRID_KINDS } from './gridObjects.ts';
import type { GridColour, GridKind } from './gridObjects.ts';

/** Options of `fetchEnvironment`. */
export interface FetchOptions {
  /** Cells along a side of the room, walls included, from 4 to 64. Default: 8. */
  readonly size?: number;
  /** Cells along a side of the view, odd, from 3 to 15. Default: 7. */
  readonly view?: number;
  /** Kinds of targets and known distractors. Default: key and ball. */
  readonly kinds?: readonly GridKind[];
  /** Colours of targets and known distractors. Default: all six. */
  readonly colours?: readonly GridColour[];
  /** How many distractors there are. Default: 2. */
  readonly distractors?: number;
  /**
   * Where distractors come from: `known`, the objects that can be targets, or `new`, those that cannot: they have a kind of `newKinds`
   * or a colour of `newColours`. Default: known.
   */
  readonly from?: 'known' | 'new';
  /** Kinds that only new distractors have. Default: none. */
  readonly newKinds?: readonly GridKind[];
  /** Colours that only new distractors have. Default: none. */
  readonly newColours?: readonly GridColour[];
  /** An episode ends after so many actions, at most 65 536. Default: 5 size². */
  readonly mostSteps?: number;
  /** How a cell is told: by ones and zeros, or by two numbers. Default: oneHot. */
  readonly encoding?: 'oneHot' | 'indices';
}

/** What is settled about a room. */
export interface FetchRules {
  /** Cells along a side of the room, walls included. */
  readonly size: number;
  /** Cells along a side of the view. */
  readonly view: number;
  /** An episode ends after so many actions. */
  readonly mostSteps: number;
  /** How many distractors there are. */
  readonly distractors: number;
  /** How a cell is told. */
  readonly encoding: 'oneHot' | 'indices';
  /** What can be a target, as cells hold it. */
  readonly targetCodes: readonly number[];
  /** What can be a distractor, the target left out, as cells hold it. */
  readonly distractorCodes: readonly number[];
}

const OWNER = 'fetchEnvironment';

/**
 * Checks options and fills in the defaults.
 *
 * @param options - Any of them.
 * @returns The rules.
 * @throws ArgumentError when one is impossible, or there are more objects than room, or no distractors to draw from.
 */
export function fetchRules(options: FetchOptions): FetchRules {
  const given = checkOptions(OWNER, options);
  const { size = 8, view = 7, distractors = 2, from = 'known', encoding = 'oneHot' } = given;
  const { kinds = ['key', 'ball'], colours = GRID_COLOURS, newKinds = [], newColours = [] } = given;
  checkCount(OWNER, 'size', size, { least: 4, most: 64 });
  checkCount(OWNER, 'view', view, { least: 3, most: 15 });
  if (view % 2 === 0) {
    throw new ArgumentError(
      `${OWNER}: view must be odd, so that the agent has a middle, got ${view}`,
      {
        data: { view },
      },
    );
  }
  const { mostSteps = 5 * size ** 2 } = given;
  checkCount(OWNER, 'mostSteps', mostSteps, { most: 65_536 });
  checkText(OWNER, 'from', from, ['known', 'new']);
  checkText(OWNER, 'encoding', encoding, ['oneHot', 'indices']);
  checkCount(OWNER, 'distractors', distractors, { least: 0, most: (size - 2) ** 2 - 2 });
  checkNames('kinds', kinds, GRID_KINDS, 1);
  checkNames('colours', colours, GRID_COLOURS, 1);
  checkNames('newKinds', newKinds, GRID_KINDS);
  checkNames('newColours', newColours, GRID_COLOURS);
  checkApart('newKinds', newKinds, 'kinds', kinds);
  checkApart('newColours', newColours, 'colours', colours);
  const targetCodes = codes(kinds, colours);
  const known = new Set(targetCodes);
  const distractorCodes =
    from === 'known'
      ? targetCodes
      : codes([...kinds, ...newKinds], [...colours, ...newColours]).filter(
          (code) => !known.has(code),
        );
  const enough = from === 'known' ? 2 : 1;
  if (distractors > 0 && distractorCodes.length < enough) {
    throw new ArgumentError(
      from === 'known'
        ? `${OWNER}: distractors differ from the target: kinds and colours must give at least 2 objects, got 1`
        : `${OWNER}: distractors from new objects need newKinds or newColours, got neither`,
      { data: { kinds, colours, newKinds, newColours, from } },
    );
  }
  return { size, view, mostSteps, distractors, encoding, targetCodes, distractorCodes };
}

function codes(kinds: readonly GridKind[], colours: readonly GridColour[]): number[] {
  return kinds.flatMap((kind) => colours.map((colour) => codeOf({ kind, colour })));
}

function checkNames(
  name: string,
  values: readonly string[],
  known: readonly string[],
  least = 0,
): void {
  checkArray(OWNER, name, values);
  values.forEach((value, i) => {
    checkText(OWNER, `${name}[${i}]`, value, known);
  });
  if (values.length >= least && new Set(values).size === values.length) return;
  throw new ArgumentError(
    `${OWNER}: ${name} must be ${least === 0 ? '' : 'at least one, '}each named once, got ${values.length === 0 ? 'none' : values.join(', ')}`,
    { data: { name, values } },
  );
}

function checkApart(
  name: string,
  values: readonly string[],
  otherName: string,
  others: readonly string[],
): void {
  const both = values.filter((value) => others.includes(value));
  if (both.length === 0) return;
  throw new ArgumentError(
    `${OWNER}: what is in ${name} must not be in ${otherName}, got ${both.join(', ')} in both`,
    { data: { both } },
  );
}
