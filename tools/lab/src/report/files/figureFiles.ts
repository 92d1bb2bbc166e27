import { writeFileAtomically } from '@causal-mechanisms/tensor-utils/node';
import { expectPlainName } from '../../run/files/plainName.ts';
import type { TrainingFolder } from '../../run/training/trainingFolder.ts';
import type { Chart } from '../figures/chartParts.ts';
import type { ReportBlock, ReportSection } from '../section.ts';
import { curvePoints } from './curvesFile.ts';
import type { CurvePoint } from './curvesFile.ts';
import { hasFonts, pngOf } from './pngOf.ts';
import { stripDrawing } from './stripDrawing.ts';

/** Keeps what a report shows as files in `figures/`. */
export interface FigureFiles {
  /**
   * Keeps a figure as SVG and PNG; a chart with its specification.
   *
   * @param name - A file name without ending.
   * @param figure - SVG text, or a chart.
   * @param caption - Stands below it.
   * @returns It as a part of a report.
   */
  keep(name: string, figure: string | Chart, caption?: string): Promise<ReportBlock>;
  /**
   * Keeps all rows of images of a report, called after their sections.
   *
   * @param sections - The report.
   */
  keepImages(sections: readonly ReportSection[]): Promise<void>;
  /** @returns The points of all curves that were kept. */
  curves(): readonly CurvePoint[];
  /** @returns What the reader should know, a line each: that there are no pictures, and why. */
  notes(): readonly string[];
}

const NO_FONTS =
  'figures are kept as SVG only: without a font on this machine a PNG has no letters';

/** Options of {@link figureFiles}. */
export interface FigureFilesOptions {
  /** The seed of the run, for its curves. */
  readonly seed: number;
  /** Says whether letters come out in pictures. Default: draws some and looks. */
  readonly fonts?: () => Promise<boolean>;
}

/**
 * @param folder - What `figures/` lies in.
 * @param options - The seed.
 * @returns What keeps figures there.
 */
export function figureFiles(
  folder: Pick<TrainingFolder, 'file' | 'writeText' | 'writeJson'>,
  { seed, fonts = hasFonts }: FigureFilesOptions,
): FigureFiles {
  const curves: CurvePoint[] = [];
  const notes: string[] = [];
  let readable: Promise<boolean> | undefined;

  async function write(name: string, svg: string): Promise<void> {
    await folder.writeText(`figures/${name}.svg`, svg);
    readable ??= fonts();
    if (!(await readable)) {
      if (notes.length === 0) notes.push(NO_FONTS);
      return;
    }
    let png: Uint8Array;
    try {
      png = await pngOf(svg);
    } catch (error) {
      // A picture too many: the figure is there, and so is the report.
      notes.push(
        `figures/${name}.png is left out: ${error instanceof Error ? error.message : String(error)}`,
      );
      return;
    }
    await writeFileAtomically(folder.file(`figures/${name}.png`), png);
  }

  return {
    async keep(name, figure, caption) {
      expectPlainName('figure', name);
      const below = caption === undefined ? {} : { caption };
      if (typeof figure === 'string') {
        await write(name, figure);
        return { kind: 'figure', svg: figure, ...below };
      }
      const { svg, narrow, spec, curves: panels = [] } = figure;
      await write(name, svg);
      await folder.writeJson(`figures/${name}.vl.json`, spec);
      curves.push(...curvePoints(name, panels, seed));
      return { kind: 'figure', svg, ...(narrow === undefined ? {} : { narrow }), ...below };
    },
    async keepImages(sections) {
      const used = new Set<string>();
      for (const { title, blocks } of sections) {
        for (const block of blocks) {
          if (block.kind !== 'images') continue;
          const first = `images-${fileName(title)}`;
          let name = first;
          for (let count = 2; used.has(name); count++) name = `${first}-${count}`;
          used.add(name);
          await write(name, stripDrawing(title, block));
        }
      }
    },
    curves: () => curves,
    notes: () => notes,
  };
}

/** @returns Small letters and digits of a title, with hyphens between words. */
function fileName(title: string): string {
  const plain = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return plain.replaceAll(/^-|-$/g, '').slice(0, 60) || 'rows';
}
