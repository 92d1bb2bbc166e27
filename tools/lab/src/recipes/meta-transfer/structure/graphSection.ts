import type { ReportSection, SectionMaterial } from '../../../report/section.ts';
import { graphDrawing } from '../../../report/figures/graphDrawing.ts';
import type { CellValue, StructureCell } from './structureStudy.ts';

/**
 * The edges that most runs found, beside the true ones, a drawing per network that is the same in every run.
 *
 * @param material - The finished run.
 * @param cells - Its cells.
 * @returns The section, or none where every run had a network of its own.
 */
export async function graphSection(
  material: SectionMaterial,
  cells: readonly StructureCell[],
): Promise<ReportSection[]> {
  const blocks = [];
  for (const cell of cells) {
    const value = (await material.part(cell.name).kept<CellValue>())?.value;
    if (value === undefined || value.names.length === 0) continue;
    const { names, found, truth } = value;
    const shares = found.map((row) => row.map((count) => count / cell.runs));
    const agreed = shares.flat().every((share) => share === 0 || share === 1);
    const drawing = graphDrawing(
      shares.map((row) => row.map((share) => Number(share > 0.5))),
      { names, truth, title: cell.name, ...(agreed ? {} : { beliefs: shares }) },
    );
    blocks.push(await material.figure(`graph-${cell.name}`, drawing, cell.name));
  }
  if (blocks.length === 0) return [];
  const text =
    'Edges that more than half of the runs found, compared with the truth; beside them, where runs disagree, the share of runs.';
  return [{ title: 'Graphs', text, blocks }];
}
