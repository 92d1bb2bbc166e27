import { arrayDataset } from '../../src/image/arrayDataset.ts';
import {
  checkClassNames,
  checkImageDataset,
  checkImageShape,
  checkNumbersPerImage,
} from '../../src/image/datasetChecks.ts';
import type { ImageDataset } from '../../src/image/imageDataset.ts';
import { failure } from '../testFiles.ts';

const TWO = arrayDataset({
  name: 'two',
  pixels: Float32Array.of(0, 1),
  shape: [1, 1, 1],
  labels: [0, 1],
  classNames: ['a', 'b'],
});

/** A data set of a user's own class: its fields are not its own. */
class Inherited implements ImageDataset {
  readonly name = 'inherited';
  readonly origin = TWO.origin;
  readonly shape = TWO.shape;
  get size() {
    return 2;
  }
  read() {
    return Promise.resolve();
  }
}

describe('checkImageDataset', () => {
  it('takes data sets with and without labels, of classes too', () => {
    expect(() => checkImageDataset('own', TWO)).not.toThrow();
    expect(() => checkImageDataset('own', new Inherited())).not.toThrow();
  });

  it.each<[string, string, object]>([
    ['no image', 'ERR_ARGUMENT', { size: 0 }],
    ['more images than indices', 'ERR_ARGUMENT', { size: 2 ** 31 }],
    ['two sides', 'ERR_SHAPE', { shape: [1, 1] }],
    ['a reader that is none', 'ERR_ARGUMENT', { read: 7 }],
    ['labels of another kind', 'ERR_ARGUMENT', { labels: [0, 1] }],
    ['a label too few', 'ERR_SHAPE', { labels: Int32Array.of(0) }],
    ['a name that is none', 'ERR_ARGUMENT', { classNames: ['a', 7] }],
  ])('refuses %s and says which part it is', (_, code, change) => {
    const [part = ''] = Object.keys(change);
    expect(() => checkImageDataset('own', { ...TWO, ...change })).toThrow(
      failure(code, `^own: .*dataset.${part}`),
    );
  });
});

describe('checkImageShape', () => {
  it('bounds each side and their product', () => {
    expect(() => checkImageShape('own', 'shape', [2 ** 14, 2 ** 14, 1])).not.toThrow();
    expect(() => checkImageShape('own', 'shape', [2 ** 14, 2 ** 14, 2])).toThrow(
      failure('ERR_ARGUMENT', '^own: the product of shape must be .* to 268435456, got 536870912'),
    );
    expect(() => checkImageShape('own', 'shape', [1, 0.5, 1])).toThrow(
      failure('ERR_ARGUMENT', '^own: shape\\[1\\] must be'),
    );
  });
});

describe('checkNumbersPerImage', () => {
  it('multiplies sides of any number', () => {
    expect(() => checkNumbersPerImage('own', 'width', [2 ** 28])).not.toThrow();
    expect(() => checkNumbersPerImage('own', 'width', [2 ** 27, 3])).toThrow(
      failure('ERR_ARGUMENT', '^own: width must be'),
    );
  });
});

describe('checkClassNames', () => {
  it('takes texts and nothing at all', () => {
    expect(() => checkClassNames('own', 'classNames', undefined)).not.toThrow();
    expect(() => checkClassNames('own', 'classNames', ['', 'a'])).not.toThrow();
    expect(() => checkClassNames('own', 'classNames', [null as never])).toThrow(
      failure('ERR_ARGUMENT', '^own: classNames\\[0\\] must be a text, got null$'),
    );
  });
});
