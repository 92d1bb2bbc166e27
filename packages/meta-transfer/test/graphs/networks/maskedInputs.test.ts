import { maskedInputs } from '../../../src/graphs/networks/maskedInputs.ts';

describe('maskedInputs', () => {
  it('encodes causes that are parents, for each sample under its own graph', () => {
    const table = {
      columns: [Uint8Array.of(1, 0, 1), Uint8Array.of(2, 0, 1)],
      categories: [2, 3],
      names: ['a', 'b'],
      rows: 3,
    };
    const buffers = { inputs: new Float32Array(24).fill(7), answers: new Float32Array(12).fill(7) };
    // Row 2 with 0 -> 1, row 0 with 1 -> 0.
    maskedInputs(table, { rows: [2, 0], graphs: Uint8Array.of(0, 1, 0, 0, 0, 0, 1, 0) }, buffers);
    const lines = (values: Float32Array, width: number) =>
      Array.from({ length: values.length / width }, (_, i) =>
        values.subarray(i * width, (i + 1) * width).join(''),
      );
    // Effect 0 in both samples, then effect 1; three places per cause.
    expect(lines(buffers.inputs, 6)).toEqual(['000000', '000001', '010000', '000000']);
    expect(lines(buffers.answers, 3)).toEqual(['010', '010', '010', '001']);
  });
});
