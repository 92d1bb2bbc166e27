import type { CommandReader } from '../../src/verify/measuredCommand.ts';
import { partsRecipe } from '../run/partsRecipe.ts';

/** What commands of the test pages are read with: one recipe, `test/parts`, and four scripts. */
export function tinyReader(): CommandReader {
  return {
    recipes: [partsRecipe()],
    workingDirectory: '/somewhere',
    scripts: ['lab', 'bench', 'fuzz', 'test'],
  };
}

/** The header of a page, as its lines. */
export const HEADER = ['---', 'date: 2026-11-29', 'processor: two cores', 'backend: node', '---'];
