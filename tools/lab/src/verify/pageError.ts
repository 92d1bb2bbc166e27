import { FileFormatError } from '@causal-mechanisms/tensor-utils';

/** A line of a page. */
export interface PagePlace {
  /** The page, as a path from the root of the repository. */
  readonly page: string;
  /** The line, counted from 1. */
  readonly line: number;
}

/** What is wrong with a line of a page (`ERR_FILE_FORMAT`). */
export class PageError extends FileFormatError {
  /** Where. */
  readonly place: PagePlace;

  /**
   * @param place - Where.
   * @param message - What was expected and what came.
   * @param cause - The error that led to this one. Default: none.
   */
  constructor(place: PagePlace, message: string, cause?: unknown) {
    const { page, line } = place;
    super(`${page}:${line}: ${message}`, { data: { page, line }, cause });
    this.place = place;
  }
}
