import * as tf from '@tensorflow/tfjs';
import { misuseTable } from '../../src/index.ts';
import { typed } from './typed.ts';

function add(a: unknown, options: unknown = {}): number {
  if (typeof options !== 'object' || options === null) {
    throw typed('add: options must be an object');
  }
  const { times = 1 } = options as { readonly times?: number };
  if (typeof a !== 'number' || Number.isNaN(a)) throw typed('add: a must be a number');
  if (!Number.isSafeInteger(times) || times < 0) throw typed('add: times must be an integer');
  return a * times;
}

class Holder {
  #held: tf.Tensor | undefined;
  constructor(size: number) {
    if (!(size <= 10)) throw typed('Holder: size must be at most 10');
    if (!Number.isSafeInteger(size) || size < 0) throw typed('Holder: size must be an integer');
    this.#held = tf.ones([size]);
  }
  plus(tensor: unknown): tf.Tensor {
    if (this.#held === undefined) throw typed('Holder: disposed', 'ERR_DISPOSED');
    const fits = tensor instanceof tf.Tensor && !tensor.isDisposed && tensor.dtype === 'float32';
    if (!fits || tensor.rank !== 1) throw typed('Holder.plus: tensor must be floats of one axis');
    return this.#held.add(tensor);
  }
  dispose(): void {
    this.#held?.dispose();
    this.#held = undefined;
  }
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

misuseTable(
  { add, Holder, constant: 3, nothing: () => 1, planned: (x: unknown) => x },
  {
    add: { arguments: () => ({ a: 1, options: { times: 2 } }), counts: ['options.times'] },
    Holder: { arguments: () => ({ size: 2 }), sizes: ['size'] },
    'Holder.plus': { arguments: () => ({ self: new Holder(2), tensor: tf.ones([2]) }) },
    planned: 'takes anything',
  },
);
