import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { downloadDataset } from '../src/node/downloadDataset.ts';
import { readMnist } from '../src/node/readMnist.ts';
import { readOmniglot } from '../src/node/readOmniglot.ts';

const DATA = process.env.CAUSAL_MECHANISMS_DATA ?? '';
const has = (set: string): boolean => DATA !== '' && existsSync(join(DATA, set));

(has('mnist') ? describe : describe.skip)('the real MNIST', () => {
  it('has the published numbers of each digit', async () => {
    const digits = await readMnist(DATA);
    expect(digits.name).toBe('mnist/train');
    expect(digits.origin).toEqual({ kind: 'real', description: 'MNIST training set' });
    const counts = new Array<number>(10).fill(0);
    for (const label of digits.labels ?? []) counts[label] = (counts[label] ?? 0) + 1;
    expect(counts).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    const test = await readMnist(DATA, { split: 'test' });
    expect([test.size, test.name]).toEqual([10_000, 'mnist/test']);
  });

  it('has the files whose checksums are known', async () => {
    const fetch = () => Promise.reject(new Error('nothing is to be fetched'));
    expect((await downloadDataset('mnist', DATA, { fetch })).fetched).toBe(0);
  });
});

(has('fashion-mnist') ? describe : describe.skip)('the real Fashion-MNIST', () => {
  it('has 6000 training images of each class', async () => {
    const clothes = await readMnist(DATA, { variant: 'fashion-mnist' });
    expect(clothes.origin.description).toBe('Fashion-MNIST training set');
    expect((await readMnist(DATA, { variant: 'fashion-mnist', split: 'test' })).origin.kind).toBe(
      'real',
    );
    const counts = new Array<number>(10).fill(0);
    for (const label of clothes.labels ?? []) counts[label] = (counts[label] ?? 0) + 1;
    expect(counts).toEqual(new Array<number>(10).fill(6000));
  });
});

(has('omniglot') ? describe : describe.skip)('the real Omniglot', () => {
  it('has 20 drawings of 659 evaluation characters', async () => {
    const letters = await readOmniglot(DATA, { set: 'evaluation' });
    expect(letters.size).toBe(659 * 20);
    expect(letters.origin).toEqual({ kind: 'real', description: 'Omniglot evaluation set' });
    expect(letters.classNames).toHaveLength(659);
    expect(letters.shape).toEqual([46, 46, 1]);
  }, 60_000);
});
