import type { PartMaterial } from '../run/runPart.ts';
import type { Chart } from './figures/chartParts.ts';
import type { DrawnRow } from './figures/imageGrid.ts';
import type { TextTable } from './tables/textTable.ts';

/** One thing to look at. */
export type ReportBlock =
  | {
      readonly kind: 'figure';
      /** SVG text. */
      readonly svg: string;
      /** What takes its place on the screen of a phone. Default: nothing; it can be moved sideways there. */
      readonly narrow?: string;
      /** Stands below it. */
      readonly caption?: string;
    }
  | {
      readonly kind: 'images';
      /** Enlarged images. */
      readonly rows: readonly DrawnRow[];
      /** Titles above the columns. */
      readonly columns?: readonly string[];
      /** Stands below them. */
      readonly caption?: string;
    }
  | {
      readonly kind: 'table';
      /** The content. */
      readonly table: TextTable;
    };

/** A part of a report. */
export interface ReportSection {
  /** Its heading. */
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly text?: string;
  /** What there is to see. Several figures stand side by side where there is room. */
  readonly blocks: readonly ReportBlock[];
}

/** What a section is drawn from: the parts of the run, and where figures are kept. */
export interface SectionMaterial {
  /**
   * @param name - Of a part of the run.
   * @returns The part, to read from.
   */
  part(name: string): PartMaterial;
  /**
   * Saves a figure as `figures/NAME.svg` and `.png`, and its specification beside it; its curves go into `curves.csv`.
   *
   * @param name - A file name without ending.
   * @param figure - SVG text, or a chart with its specification.
   * @param caption - Stands below it in the report.
   * @returns The figure as a part of the report.
   */
  figure(name: string, figure: string | Chart, caption?: string): Promise<ReportBlock>;
}

/** A figure of the headline. */
interface ReportCard {
  /** The figure itself, such as `4 of 4`. */
  readonly value: string;
  /** What it is. */
  readonly label: string;
  /** What to compare it with. */
  readonly note?: string;
}

/** All that a report shows. */
export interface Report {
  /** The title of the page. */
  readonly title: string;
  /** Stands above the title. */
  readonly kicker: string;
  /** One sentence that says what came out. */
  readonly headline: string;
  /** Short facts, such as the seed; a warning is set off. */
  readonly badges: readonly { readonly text: string; readonly warning?: boolean }[];
  /** The main figures, large. */
  readonly cards: readonly ReportCard[];
  /** The parts. */
  readonly sections: readonly ReportSection[];
  /** Documents to unfold at the end, such as the configuration. */
  readonly documents: readonly { readonly title: string; readonly text: string }[];
  /** A link to the paper. */
  readonly paper?: { readonly title: string; readonly url: string };
}
