/** Samples of categorical variables, column by column. */
export interface CategoricalTable {
  /** One array per variable: the category of each row, from 0. */
  readonly columns: readonly Uint8Array[];
  /** The number of categories of each variable, 1 to 256. */
  readonly categories: readonly number[];
  /** The name of each variable. */
  readonly names: readonly string[];
  /** The number of rows. */
  readonly rows: number;
}
