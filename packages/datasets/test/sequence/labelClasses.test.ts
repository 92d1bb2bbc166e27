import { arrayDataset } from '../../src/image/arrayDataset.ts';
import type { ImageDataset } from '../../src/image/imageDataset.ts';
import { labelClasses } from '../../src/sequence/labelClasses.ts';
import { failure } from '../testFiles.ts';

function labelled(labels: readonly number[], classNames?: readonly string[]): ImageDataset {
  return arrayDataset({
    name: 'own',
    pixels: new Uint8Array(labels.length),
    shape: [1, 1, 1],
    labels,
    ...(classNames === undefined ? {} : { classNames }),
  });
}

describe('labelClasses', () => {
  it('counts up to the largest label', () => {
    const dataset = labelled([2, 0, 5, 1]);
    expect(labelClasses('own', dataset)).toEqual({ labels: dataset.labels, classes: 6 });
    expect(labelClasses('own', labelled([0, 0])).classes).toBe(1);
  });

  it('takes the names rather than the labels, and what it is told rather than both', () => {
    const named = labelled([0, 1], ['a', 'b', 'c']);
    expect(labelClasses('own', named).classes).toBe(3);
    expect(labelClasses('own', named, 2).classes).toBe(2);
    expect(labelClasses('own', named, 9).classes).toBe(9);
  });

  it('refuses a data set without labels', () => {
    const bare = arrayDataset({ name: 'bare', pixels: new Uint8Array(1), shape: [1, 1, 1] });
    expect(() => labelClasses('own', bare)).toThrow(failure('ERR_ARGUMENT', '^own: .*with labels'));
  });

  it.each([0, -1, 1.5, NaN])('refuses %d classes', (classes) => {
    expect(() => labelClasses('own', labelled([0]), classes)).toThrow(
      failure('ERR_ARGUMENT', '^own: classes'),
    );
  });

  it('names the first label outside of the classes', () => {
    expect(() => labelClasses('own', labelled([0, 3, 2, 4]), 3)).toThrow(
      failure('ERR_VALUES', '^own: label 3 of image 1 is not in \\[0, 3\\)$'),
    );
    const negative = { ...labelled([0, 1]), labels: Int32Array.of(0, -1) };
    expect(() => labelClasses('own', negative)).toThrow(
      failure('ERR_VALUES', 'label -1 of image 1'),
    );
  });
});
