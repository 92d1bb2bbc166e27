import { checkBatches } from '../../../src/disentanglement/batches/batchChecks.ts';
import { codeOf } from '../../support.ts';

describe('checkBatches', () => {
  const rows = Int32Array.of(0, 3);

  it('counts factors', () => {
    expect(
      checkBatches(
        'f',
        [
          { factor: 2, rows },
          { factor: 0, rows },
        ],
        4,
      ),
    ).toBe(3);
  });

  it.each([
    ['ERR_ARGUMENT', []],
    ['ERR_ARGUMENT', [{ factor: -1, rows }]],
    ['ERR_ARGUMENT', [{ factor: 0.5, rows }]],
    ['ERR_ARGUMENT', [{ factor: 0, rows: Int32Array.of(1) }]],
    ['ERR_VALUES', [{ factor: 0, rows: Int32Array.of(0, 4) }]],
    ['ERR_VALUES', [{ factor: 0, rows: Int32Array.of(-1, 0) }]],
  ])('refuses with %s', (code, batches) => {
    expect(codeOf(() => checkBatches('f', batches, 4))).toBe(code);
  });
});
