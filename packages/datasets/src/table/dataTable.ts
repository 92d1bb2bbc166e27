/** A column of labels. */
export interface CategoricalColumn {
  /** What the column holds. */
  readonly kind: 'categorical';
  /** The name of the column. */
  readonly name: string;
  /** The label of each row, as an index into `labels`. */
  readonly codes: Uint8Array;
  /** The different labels: ascending where all of them are numbers, else in the order of their characters. */
  readonly labels: readonly string[];
}

/** A column of numbers. */
export interface NumericColumn {
  /** What the column holds. */
  readonly kind: 'numeric';
  /** The name of the column. */
  readonly name: string;
  /** The number of each row; NaN where it is missing and missing cells are kept. */
  readonly values: Float64Array;
}

/** A column of a table. */
export type TableColumn = CategoricalColumn | NumericColumn;

/** Something about a table that its user should know. */
export interface TableWarning {
  /**
   * What it is: rows with missing cells were left out, a column was left out because all its cells are alike
   * (`constant-column`) or nearly all differ (`many-labels`), or a group of rows was left out because it is too small.
   */
  readonly kind: 'missing-cells' | 'constant-column' | 'many-labels' | 'small-group';
  /** The column that it is about, where it is about one. */
  readonly column?: string;
  /** The same in words. */
  readonly message: string;
}

/** A table of a user, column by column. */
export interface DataTable {
  /** The columns that can be used, in their order. */
  readonly columns: readonly TableColumn[];
  /** The number of rows. */
  readonly rows: number;
  /** The number of rows that were left out because a cell was missing. */
  readonly droppedRows: number;
  /** What was left out, and why. */
  readonly warnings: readonly TableWarning[];
}

/** The label of missing cells, where they are kept as a category. */
export const MISSING_LABEL = '(missing)';
