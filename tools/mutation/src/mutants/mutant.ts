/** One small change of the code. */
export interface Mutant {
  /** Its number in this run, from 1 on. */
  readonly id: number;
  /** The source file, relative to the folder of the package. */
  readonly file: string;
  /** Where the change is, both from 1 on. */
  readonly line: number;
  readonly column: number;
  /** The piece of the text that is replaced, and by what. */
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly replacement: string;
  /** Whether the piece is an expression, or a statement that is left out. */
  readonly kind: 'expression' | 'statement';
}
