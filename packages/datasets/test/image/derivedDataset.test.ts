import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { derivedDataset } from '../../src/image/derivedDataset.ts';
import type { ImageDataset } from '../../src/image/imageDataset.ts';

const read = (): Promise<void> => Promise.resolve();

/** A data set whose fields are getters of its class, as another program may write it. */
class OwnDataset implements ImageDataset {
  get name() {
    return 'own';
  }
  get origin() {
    return { kind: 'real', description: 'own images' } as const;
  }
  get size() {
    return 2;
  }
  get shape() {
    return [1, 1, 1] as const;
  }
  get labels() {
    return Int32Array.of(1, 0);
  }
  get classNames() {
    return ['a', 'b'];
  }
  read = () => Promise.reject(new Error('not this one'));
}

describe('derivedDataset', () => {
  it('says what the other says, and reads by itself', () => {
    expect(derivedDataset(new OwnDataset(), { read })).toEqual({
      name: 'own',
      origin: { kind: 'real', description: 'own images' },
      size: 2,
      shape: [1, 1, 1],
      labels: Int32Array.of(1, 0),
      classNames: ['a', 'b'],
      read,
    });
  });

  it('says the changes instead', () => {
    const changed = derivedDataset(new OwnDataset(), {
      read,
      size: 1,
      shape: [2, 2, 1],
      labels: Int32Array.of(0),
    });
    expect(changed).toMatchObject({
      name: 'own',
      size: 1,
      shape: [2, 2, 1],
      classNames: ['a', 'b'],
    });
    expect([...(changed.labels ?? [])]).toEqual([0]);
  });

  it('makes up no labels and no names', () => {
    const bare = arrayDataset({ name: 'bare', pixels: new Uint8Array(1), shape: [1, 1, 1] });
    expect(Object.keys(derivedDataset(bare, { read })).sort()).toEqual([
      'name',
      'origin',
      'read',
      'shape',
      'size',
    ]);
  });
});
