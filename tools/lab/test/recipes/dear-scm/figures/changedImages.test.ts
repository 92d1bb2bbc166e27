import {
  interventionGrid,
  traversalGrid,
} from '../../../../src/recipes/dear-scm/figures/changedImages.ts';

const SHAPE = [1, 1, 3];
const RED = [1, 0, 0];
const light = { factor: 'light', values: [48, 60.25], unit: 'degrees', pixels: [...RED, 0, 1, 0] };

describe('interventionGrid', () => {
  it('names the intervention and writes the requested value above each image', () => {
    const { shape, rows, caption } = interventionGrid(SHAPE, [light]);
    expect(shape).toEqual(SHAPE);
    expect(caption).toMatch(/^Propagated: /);
    expect(rows).toMatchObject([
      { label: 'do(light)', count: 2, captions: ['48\u00b0', '60.3\u00b0'] },
    ]);
    expect(rows[0]).not.toHaveProperty('framed');
    expect([...Buffer.from(rows[0]?.pixels ?? '', 'base64')]).toEqual([255, 0, 0, 0, 255, 0]);
  });

  it('puts the image that was changed first, framed', () => {
    const { rows } = interventionGrid(SHAPE, [{ ...light, given: [0, 0, 1], image: 'photo 2' }]);
    expect(rows[0]).toMatchObject({
      label: 'photo 2, do(light)',
      count: 3,
      framed: [0],
      captions: ['given', '48\u00b0', '60.3\u00b0'],
    });
    const bytes = [...Buffer.from(rows[0]?.pixels ?? '', 'base64')];
    expect(bytes).toEqual([0, 0, 255, 255, 0, 0, 0, 255, 0]);
  });

  it.each([
    [-0.125, undefined, '\u22120.125'],
    [1234.56, 'm', '1235 m'],
    [1, undefined, '1'],
    [0.1 + 0.2, '', '0.3'],
  ])('writes %p in %p as %p', (value, unit, text) => {
    const row = {
      factor: 'a',
      values: [value],
      pixels: RED,
      ...(unit === undefined ? {} : { unit }),
    };
    expect(interventionGrid(SHAPE, [row]).rows[0]?.captions).toEqual([text]);
  });

  it('refuses vectors, missing pixels and a given image of another size', () => {
    expect(() => interventionGrid([32], [light])).toThrow('interventionGrid: expected images');
    expect(() => interventionGrid(SHAPE, [{ ...light, pixels: RED }])).toThrow(
      'interventionGrid: expected 6 pixels of light (2 images 1x1x3), got 3',
    );
    expect(() => interventionGrid(SHAPE, [{ ...light, given: [0] }])).toThrow(
      'interventionGrid: expected 3 pixels of light as given (1 images 1x1x3), got 1',
    );
  });
});

describe('traversalGrid', () => {
  it('says that all else is held', () => {
    const { rows, caption } = traversalGrid(SHAPE, [light]);
    expect(rows).toMatchObject([{ label: 'light alone', count: 2 }]);
    expect(caption).toMatch(/^Others fixed: .*no intervention\.$/);
    expect(() => traversalGrid(SHAPE, [{ ...light, pixels: [] }])).toThrow('traversalGrid: ');
  });
});
