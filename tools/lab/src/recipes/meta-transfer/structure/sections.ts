import type { ReportSection, SectionMaterial } from '../../../report/section.ts';
import { heatMap } from '../../../report/figures/heatMap.ts';
import { meanOf } from './measures.ts';
import type { CellValue, StructureCell } from './structureStudy.ts';

/**
 * How often each edge was found, a matrix per network that is the same in every run.
 *
 * @param material - The finished run.
 * @param cells - Its cells.
 * @returns The section, or none where every run had a network of its own.
 */
export async function edgeSection(
  material: SectionMaterial,
  cells: readonly StructureCell[],
): Promise<ReportSection[]> {
  const blocks = [];
  for (const cell of cells) {
    const value = (await material.part(cell.name).kept<CellValue>())?.value;
    if (value === undefined || value.names.length === 0 || value.names.length > 12) continue;
    const { names, found } = value;
    const values = found.map((row) => row.map((count) => count / cell.runs));
    const chart = await heatMap(
      { rows: names, columns: names, values },
      { title: cell.name, rowTitle: 'cause', columnTitle: 'effect' },
    );
    blocks.push(await material.figure(`edges-${cell.name}`, chart));
  }
  if (blocks.length === 0) return [];
  const text = 'The share of runs in which each edge was found, causes in rows.';
  return [{ title: 'Edges', text, blocks }];
}

/**
 * Wrong edges on average, networks in rows and amounts of data in columns.
 *
 * @param material - The finished run.
 * @param cells - Its cells.
 * @param columnTitle - What the columns are.
 * @returns The section.
 */
export async function distanceSection(
  material: SectionMaterial,
  cells: readonly StructureCell[],
  columnTitle: string,
): Promise<ReportSection> {
  const rows = [...new Set(cells.map(({ network }) => network))];
  const sizes = [...new Set(cells.map(({ perTarget }) => perTarget))];
  const values: number[][] = [];
  for (const network of rows) {
    const row: number[] = [];
    for (const size of sizes) {
      const cell = cells.find((it) => it.network === network && it.perTarget === size);
      const kept = await material.part(cell?.name ?? '').kept<CellValue>();
      row.push(meanOf(kept?.value.distances ?? []));
    }
    values.push(row);
  }
  const chart = await heatMap(
    { rows, columns: sizes.map(String), values },
    {
      title: 'wrong edges on average',
      rowTitle: 'network',
      columnTitle,
      high: Math.max(1, ...values.flat()),
      show: (value) => value.toFixed(1),
    },
  );
  return { title: 'Wrong edges', blocks: [await material.figure('wrong-edges', chart)] };
}
