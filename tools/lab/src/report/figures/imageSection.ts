import type { ReportBlock, ReportSection } from '../section.ts';
import { drawRows } from './imageGrid.ts';
import type { ImageTable } from './imageGrid.ts';

/**
 * @param title - The heading.
 * @param text - What the images show.
 * @param tables - The kept images; two tables stand side by side where there is room. A run of an older version may lack some of them.
 * @returns A section with labelled rows of images, or none where no images were kept.
 */
export async function imageSection(
  title: string,
  text: string,
  ...tables: readonly (ImageTable | undefined)[]
): Promise<ReportSection[]> {
  const blocks: ReportBlock[] = [];
  for (const table of tables) if (table !== undefined) blocks.push(await imageBlock(table));
  return blocks.length === 0 ? [] : [{ title, text, blocks }];
}

/**
 * @param table - Kept images.
 * @returns Them as a part of a section.
 */
export async function imageBlock(table: ImageTable): Promise<ReportBlock> {
  const { columns, caption } = table;
  return {
    kind: 'images',
    rows: await drawRows(table),
    ...(columns === undefined ? {} : { columns }),
    ...(caption === undefined ? {} : { caption }),
  };
}
