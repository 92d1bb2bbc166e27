import { CsvError } from 'csv-parse';
import type { CsvErrorCode } from 'csv-parse';
import { csvFailure } from '../../../src/node/csv/csvFailure.ts';

function said({ code, ...place }: { code: string; lines?: number; column?: number }) {
  const error = new CsvError(code as CsvErrorCode, 'as the parser says', undefined, place);
  const { message, data } = csvFailure('data.csv', { header: ['a', 'b'], lastLine: 4 }, error);
  return { message, data };
}

describe('csvFailure', () => {
  it('tells line, column and name', () => {
    expect(said({ code: 'INVALID_OPENING_QUOTE', lines: 7, column: 1 })).toEqual({
      message:
        'data.csv: line 7, column 2 ("b"): a quote stands in the middle of a cell; put the whole cell into quotes',
      data: { path: 'data.csv', line: 7, column: 2, reason: 'INVALID_OPENING_QUOTE' },
    });
  });

  it('tells where a quote was opened, not where the file ended', () => {
    expect(said({ code: 'CSV_QUOTE_NOT_CLOSED', lines: 900, column: 0 }).message).toContain(
      'line 5, column 1 ("a")',
    );
  });

  it('passes on what it does not know', () => {
    expect(said({ code: 'SOMETHING' }).message).toBe('data.csv: as the parser says');
    expect(said({ code: 'SOMETHING', lines: 2, column: 9 }).message).toBe(
      'data.csv: line 2, column 10: as the parser says',
    );
  });
});
