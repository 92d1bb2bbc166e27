import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { PIECE } from '../../src/image/readChecks.ts';
import { failure, turnsDuring } from '../testFiles.ts';

const PIXELS = Uint8Array.from([0, 255, 51, 102, 10, 20, 30, 40]);

describe('arrayDataset', () => {
  it('divides bytes by 255 when they are read, in the order asked for', async () => {
    const dataset = arrayDataset({
      name: 'tiny',
      pixels: PIXELS,
      shape: [2, 2, 1],
      labels: [4, 2],
    });
    const out = new Float32Array(12);
    await dataset.read(Int32Array.of(1, 0, 1), out);
    expect(dataset.size).toBe(2);
    expect([...out.subarray(4, 8)].map((value) => Math.round(value * 255))).toEqual([
      0, 255, 51, 102,
    ]);
    expect(out[1]).toBeCloseTo(20 / 255, 7);
    expect([...out.subarray(0, 4)]).toEqual([...out.subarray(8, 12)]);
    expect([...(dataset.labels ?? [])]).toEqual([4, 2]);
    expect(dataset.origin.kind).toBe('own');
  });

  it('keeps numbers as they are', async () => {
    const pixels = Float32Array.of(0, 0.25, 0.5, 1);
    const out = new Float32Array(4);
    await arrayDataset({ name: 'n', pixels, shape: [1, 2, 2] }).read(Int32Array.of(0), out);
    expect([...out]).toEqual([0, 0.25, 0.5, 1]);
  });

  it('lets the event loop turn in long reads', async () => {
    const pixels = new Uint8Array(8 * PIECE);
    const large = arrayDataset({ name: 'large', pixels, shape: [PIECE, 1, 1] });
    const out = new Float32Array(8 * PIECE);
    const read = () => large.read(Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7]), out);
    expect(await turnsDuring(read)).toBeGreaterThanOrEqual(8);
  });

  it('keeps the labels from later changes, and the names of the classes', () => {
    const labels = [1, 0];
    const classNames = ['a', 'b'];
    const tiny = { name: 'tiny', pixels: PIXELS, shape: [2, 2, 1] } as const;
    const dataset = arrayDataset({ ...tiny, labels, classNames });
    labels[0] = 0;
    expect(dataset.labels).toEqual(Int32Array.of(1, 0));
    expect(dataset.classNames).toEqual(['a', 'b']);
    expect(Object.keys(arrayDataset(tiny))).not.toContain('labels');
  });

  it('says where the images come from when told', () => {
    const origin = { kind: 'real', description: 'a museum' } as const;
    const dataset = arrayDataset({ name: 'm', origin, pixels: PIXELS, shape: [2, 2, 2] });
    expect(dataset.origin).toEqual(origin);
    expect(dataset.size).toBe(1);
  });

  it.each([
    ['NaN', Float32Array.of(0, NaN), 'ERR_VALUES'],
    ['a pixel above 1', Float32Array.of(0, 1.5), 'ERR_VALUES'],
    ['a pixel below 0', Float32Array.of(-0.1, 1), 'ERR_VALUES'],
    ['half an image', Float32Array.of(0, 1, 1), 'ERR_SHAPE'],
    ['nothing', new Float32Array(0), 'ERR_ARGUMENT'],
  ])('refuses %s', (_, pixels, code) => {
    expect(() => arrayDataset({ name: 'bad', pixels, shape: [1, 2, 1] })).toThrow(failure(code));
  });

  it('refuses labels that do not fit', () => {
    const tiny = { name: 'bad', pixels: PIXELS, shape: [2, 2, 1] } as const;
    expect(() => arrayDataset({ ...tiny, labels: [1] })).toThrow(
      failure('ERR_SHAPE', '2 images but 1 labels'),
    );
    for (const label of [-1, 0.5, 2]) {
      expect(() => arrayDataset({ ...tiny, labels: [0, label], classNames: ['a', 'b'] })).toThrow(
        failure('ERR_VALUES'),
      );
    }
  });

  it('refuses an impossible shape', () => {
    expect(() => arrayDataset({ name: 'bad', pixels: PIXELS, shape: [2, 0, 1] })).toThrow(
      failure('ERR_ARGUMENT', 'arrayDataset\\(bad\\): shape\\[1\\] must be'),
    );
    expect(() => arrayDataset({ name: 'bad', pixels: PIXELS, shape: [2, 2, 0.5] })).toThrow(
      failure('ERR_ARGUMENT'),
    );
  });

  it('refuses to read images that are not there, or into an array of another size', async () => {
    const dataset = arrayDataset({ name: 'tiny', pixels: PIXELS, shape: [2, 2, 1] });
    await expect(dataset.read(Int32Array.of(2), new Float32Array(4))).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    await expect(dataset.read(Int32Array.of(-1), new Float32Array(4))).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    await expect(dataset.read(Int32Array.of(0), new Float32Array(5))).rejects.toMatchObject({
      code: 'ERR_SHAPE',
    });
  });
});
