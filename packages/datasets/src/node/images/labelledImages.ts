import { basename, relative, resolve, sep } from 'node:path';
import {
  ArgumentError,
  checkArray,
  checkOptions,
  checkSignal,
  checkText,
  FileAccessError,
  FileFormatError,
  nearestName,
} from '@causal-mechanisms/tensor-utils';
import { checkPath } from '../fileAccess.ts';
import { checkFactors } from '../../factors/factorDataset.ts';
import type { Factor, FactorDataset } from '../../factors/factorTypes.ts';
import { cellFailure, columnPlace, readCsvRows } from '../csv/csvRows.ts';
import type { CsvReader } from '../csv/csvRows.ts';
import { MISSING_MARKS } from '../csv/readTable.ts';
import { checkTextOption, checkTextsOption } from '../optionChecks.ts';
import { imageFiles } from './imageFiles.ts';
import type { ImageSizeOptions } from './imageFiles.ts';
import { LabelColumn } from './labelColumn.ts';
import { listImages } from './listImages.ts';

/** A column of labels. */
export interface LabelledColumn {
  /** Its name, which becomes that of the factor. */
  readonly name: string;
  /** What it holds. Default: its cells decide. */
  readonly kind?: Factor['kind'];
  /** What its values are measured in, for people. Default: nothing is said. */
  readonly unit?: string;
}

/** Options of {@link labelledImages}. */
export interface LabelledImagesOptions extends ImageSizeOptions {
  /** The column with the names of the files, as paths within the folder. Default: the first one. */
  readonly fileColumn?: string;
  /**
   * The columns that are factors, in the order of the data set: by name, where the cells decide whether one is binary, or with kind and
   * unit. Default: all columns but that of the files.
   */
  readonly factors?: readonly (string | LabelledColumn)[];
  /**
   * What becomes of images that no row names: `leave-out` with a warning, `keep` without labels, or `refuse` the folder. Default:
   * `leave-out`.
   */
  readonly unlisted?: 'leave-out' | 'keep' | 'refuse';
  /** What stands between cells. Default: `,`. */
  readonly delimiter?: string;
  /** Cells that mean that a label is missing, besides empty ones. Default: `NA`, `N/A`, `NaN`, `null`. */
  readonly missingMarks?: readonly string[];
  /** Stops reading the table. Default: none. */
  readonly signal?: AbortSignal;
}

/** Images of a folder with the labels of a table. */
export interface LabelledImages extends FactorDataset {
  /** The files, in the order of the observations. */
  readonly files: readonly string[];
  /** What the user should know: images that were left out, columns in which all labels are alike. */
  readonly warnings: readonly string[];
}

/**
 * A folder of PNG and JPEG files and a table of labels: one row an image, a column for each factor. Needs the package `sharp`.
 *
 * A column is binary when its cells are 0, 1, yes, no, true or false, else continuous; empty cells are labels that are missing. The table
 * is read as `readTable` reads one, images are decoded when they are read, as those of `imageFolder`; `loadFactorsIntoMemory` decodes them
 * once.
 *
 * @param dir - The folder; sub-folders count.
 * @param table - The file with the labels.
 * @param options - Size, columns, images without a row.
 * @returns The data set, in the order of the rows.
 * @throws FileFormatError with file, line and column for what is wrong in the table: what `readTable` refuses, a header without rows, a
 *   cell that is no number, a column without any label, an image that is not there, lies outside the folder or has a row already; and,
 *   naming the file, for a broken image, here or when it is read. ArgumentError for an unknown column; FileAccessError; ShapeError when
 *   images differ in size and none is asked for; MissingDependencyError without sharp.
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import sharp from 'sharp';
 * import { labelledImages } from '@causal-mechanisms/datasets/node';
 *
 * const dir = await mkdtemp(join(tmpdir(), 'lamps-'));
 * for (const name of ['a.png', 'b.png']) {
 *   await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).toFile(join(dir, name));
 * }
 * await writeFile(join(dir, 'labels.csv'), 'file,angle,on\na.png,30,yes\nb.png,62.5,\n');
 * const lamps = await labelledImages(dir, join(dir, 'labels.csv'));
 * console.log(lamps.size, lamps.shape); // 2 [ 8, 8, 3 ]
 * console.log(lamps.factors.map(({ name, kind }) => `${name}: ${kind}`)); // [ 'angle: continuous', 'on: binary' ]
 * console.log(lamps.values); // Float64Array(4) [ 30, 1, 62.5, NaN ]
 * ```
 */
export async function labelledImages(
  dir: string,
  table: string,
  options: LabelledImagesOptions = {},
): Promise<LabelledImages> {
  checkPath('labelledImages', 'dir', dir);
  checkPath('labelledImages', 'table', table);
  checkOptions('labelledImages', options);
  const { unlisted = 'leave-out', delimiter, signal } = options;
  checkText('labelledImages', 'unlisted', unlisted, ['leave-out', 'keep', 'refuse']);
  checkSignal('labelledImages', signal);
  checkTextOption('labelledImages', 'fileColumn', options.fileColumn);
  checkTextsOption('labelledImages', 'missingMarks', options.missingMarks);
  checkWanted(options.factors);
  const root = resolve(dir);
  let found: Labels | undefined;
  const list = async (): Promise<readonly string[]> => {
    const { paths: listed } = await listImages(root, true);
    if (listed.length === 0) {
      throw new FileAccessError(`labelledImages: ${dir} holds no PNG or JPEG images`, {
        data: { dir },
      });
    }
    const reader = new LabelReader(root, table, listed, options);
    await readCsvRows('labelledImages', table, reader, {
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(signal === undefined ? {} : { signal }),
    });
    found = reader.finish(unlisted);
    return found.paths;
  };
  const whose = (path: string): string => {
    const line = found?.lines.get(path);
    return `labelledImages${line === undefined ? '' : ` (${basename(table)}, line ${line})`}`;
  };
  const { paths, shape, read } = await imageFiles('labelledImages', list, options, whose);
  const { factors, values, warnings } = found as Labels;
  const name = `folder/${basename(root)}`;
  return {
    name,
    origin: {
      kind: 'own',
      description: `images of the folder ${basename(root)} with the labels of ${basename(table)}`,
    },
    size: paths.length,
    shape,
    factors,
    values,
    read,
    files: paths,
    warnings,
  };
}

function checkWanted(factors: LabelledImagesOptions['factors']): void {
  if (factors === undefined) return;
  for (const [place, factor] of checkArray('labelledImages', 'factors', factors).entries()) {
    const name = `factors[${place}]`;
    if (typeof factor === 'string') continue;
    checkText('labelledImages', `${name}.name`, checkOptions('labelledImages', factor, name).name);
    const { kind } = factor;
    if (kind !== undefined) {
      checkText('labelledImages', `${name}.kind`, kind, ['binary', 'continuous']);
    }
    checkTextOption('labelledImages', `${name}.unit`, factor.unit);
  }
}

/** What a table says. */
interface Labels {
  readonly paths: readonly string[];
  readonly lines: ReadonlyMap<string, number>;
  readonly factors: readonly Factor[];
  readonly values: Float64Array;
  readonly warnings: readonly string[];
}

/** Missing images that a message names. */
const MOST_NAMED = 10;

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

/** Turns rows into labels of files. */
class LabelReader implements CsvReader {
  readonly #root: string;
  readonly #table: string;
  readonly #listed: readonly string[];
  readonly #options: LabelledImagesOptions;
  readonly #known: ReadonlySet<string>;
  readonly #marks: ReadonlySet<string>;
  /** The line of each file that has a row, in the order of the rows. */
  readonly #lines = new Map<string, number>();
  /** Rows whose file is not there. */
  readonly #absent: { readonly line: number; readonly name: string }[] = [];
  #file = 0;
  #columns: readonly {
    place: number;
    wanted: LabelledColumn;
    labels: LabelColumn;
  }[] = [];

  constructor(
    root: string,
    table: string,
    listed: readonly string[],
    options: LabelledImagesOptions,
  ) {
    this.#root = root;
    this.#table = table;
    this.#listed = listed;
    this.#options = options;
    this.#known = new Set(listed);
    this.#marks = new Set(['', ...(options.missingMarks ?? MISSING_MARKS)]);
  }

  header(names: readonly string[]): void {
    const { fileColumn, factors } = this.#options;
    const placeOf = (name: string): number =>
      columnPlace('labelledImages', this.#table, name, names);
    this.#file = fileColumn === undefined ? 0 : placeOf(fileColumn);
    const others = names.filter((_, place) => place !== this.#file);
    if (others.length === 0) {
      throw cellFailure(
        this.#table,
        1,
        2,
        `there is no column of labels beside "${names[0] ?? ''}"`,
      );
    }
    const wanted = (factors ?? others).map((factor) =>
      typeof factor === 'string' ? { name: factor } : factor,
    );
    checkFactors(
      'labelledImages',
      wanted.map(({ name }) => ({ name, kind: 'binary' })),
    );
    this.#columns = wanted.map((factor) => {
      const place = placeOf(factor.name);
      if (place === this.#file) {
        throw new ArgumentError(
          `labelledImages: column "${factor.name}" holds the names of the files; it cannot be a factor`,
          { data: { name: factor.name } },
        );
      }
      return {
        place,
        wanted: factor,
        labels: new LabelColumn(this.#table, place + 1, factor.name, factor.kind),
      };
    });
  }

  row(cells: readonly string[], line: number): void {
    // A row of an image that is not there is wrong as a whole, perhaps since the files stand in another column.
    if (!this.#addFile(cells[this.#file] ?? '', line)) return;
    for (const { place, labels } of this.#columns) {
      const cell = cells[place] ?? '';
      if (this.#marks.has(cell)) labels.addMissing();
      else labels.add(cell, line);
    }
  }

  finish(unlisted: 'leave-out' | 'keep' | 'refuse'): Labels {
    this.#checkAbsent();
    if (this.#lines.size === 0) {
      throw new FileFormatError(
        `${this.#table}: there is a header and no row; expected a row an image`,
        {
          data: { path: this.#table },
        },
      );
    }
    const paths = [...this.#lines.keys()];
    const factors = this.#columns.map(({ wanted, labels }): Factor => ({
      ...wanted,
      kind: labels.finish(),
    }));
    const warnings = this.#columns.flatMap(({ labels }) => labels.warnings());
    const left = this.#listed.filter((path) => !this.#lines.has(path));
    if (left.length > 0) {
      const [first = ''] = left;
      const text = `${this.#table} has no row for ${left.length} of ${this.#listed.length} images, such as ${relative(this.#root, first)}`;
      if (unlisted === 'refuse') {
        throw new FileFormatError(text, { data: { path: this.#table, files: left } });
      }
      if (unlisted === 'keep') paths.push(...left);
      warnings.push(
        `${text}; ${unlisted === 'keep' ? 'they have no labels' : 'they were left out'}`,
      );
    }
    const values = new Float64Array(paths.length * factors.length).fill(NaN);
    this.#columns.forEach(({ labels }, place) => {
      labels.values.forEach((value, row) => (values[row * factors.length + place] = value));
    });
    return { paths, lines: this.#lines, factors, values, warnings };
  }

  /** All at once, so that nobody mends a table name by name. */
  #checkAbsent(): void {
    const [first, ...others] = this.#absent;
    if (first === undefined) return;
    const near = nearestName(
      relative(this.#root, resolve(this.#root, first.name)),
      this.#listed.map((listed) => relative(this.#root, listed)),
    );
    const hint = near === undefined ? '' : `; did you mean "${near}"?`;
    const named = others
      .slice(0, MOST_NAMED - 1)
      .map(({ line, name }) => `line ${line} ("${shortened(name)}")`)
      .join(', ');
    const rest = others.length >= MOST_NAMED ? ` and ${others.length - MOST_NAMED + 1} more` : '';
    const more = others.length === 0 ? '' : `; nor is there one for ${named}${rest}`;
    throw new FileFormatError(
      `${this.#table}: line ${first.line}, column ${this.#file + 1}: there is no PNG or JPEG image "${shortened(first.name)}" in ${this.#root}${hint}${more}`,
      {
        data: {
          path: this.#table,
          line: first.line,
          column: this.#file + 1,
          missing: this.#absent,
        },
      },
    );
  }

  #addFile(name: string, line: number): boolean {
    const column = this.#file + 1;
    if (name === '') throw cellFailure(this.#table, line, column, 'a row must name its image');
    const path = resolve(this.#root, name);
    if (!path.startsWith(this.#root + sep)) {
      throw cellFailure(
        this.#table,
        line,
        column,
        `"${shortened(name)}" must be a path within the folder ${this.#root}`,
      );
    }
    if (!this.#known.has(path)) {
      this.#absent.push({ line, name });
      return false;
    }
    const before = this.#lines.get(path);
    if (before !== undefined) {
      throw cellFailure(
        this.#table,
        line,
        column,
        `"${shortened(name)}" has a row already, which is line ${before}`,
      );
    }
    this.#lines.set(path, line);
    return true;
  }
}
