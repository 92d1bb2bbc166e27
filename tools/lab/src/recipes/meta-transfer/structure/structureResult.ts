import type { RecipeContext } from '../../../run/recipe.ts';
import type { RecipeResult } from '../../../run/runResult.ts';
import { cellHeadline, cellMeasures } from './measures.ts';
import type { CellRows } from './measures.ts';
import { runStructure, STRUCTURE_DATA } from './structureStudy.ts';
import type { StructureCell } from './structureStudy.ts';

/** How cells become rows of a table, where the parts that the report shows large are known before they ran. */
export interface StructureRows extends Omit<CellRows, 'main'> {
  /** Whether the report shows the count of exact runs of a cell large. Default: of none. */
  readonly isMain?: (cell: StructureCell, place: number) => boolean;
}

/**
 * Runs cells and makes of them the result of a recipe.
 *
 * @param context - Of the run.
 * @param cells - The cells.
 * @param rows - How they become rows.
 * @returns The result.
 */
export async function structureResult(
  context: RecipeContext,
  cells: readonly StructureCell[],
  { isMain = () => false, ...rows }: StructureRows,
): Promise<RecipeResult> {
  await context.pinData(STRUCTURE_DATA);
  const results = await runStructure(context, cells);
  const main = results.map(({ cell }) => cell).filter(isMain);
  return {
    headline: cellHeadline(results),
    measures: cellMeasures(results, { ...rows, main: main.map(({ name }) => name) }),
    data: STRUCTURE_DATA,
    matrices: {},
    details: {},
  };
}
