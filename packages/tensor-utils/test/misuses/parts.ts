import * as tf from '@tensorflow/tfjs';
import * as api from '../../src/index.ts';

/** What functions of the package made: its parts are checked there. */
class Opaque {
  readonly made = true;
}
export const opaque = <T extends object>(given: T): T => Object.assign(new Opaque(), given);

export const stream = () => new api.RandomStream(1);

export const layout = () =>
  opaque(
    api.parameterLayout([
      { name: 'kernel', shape: [1, 2] },
      { name: 'bias', shape: [1] },
    ]),
  );
export const vector = () => new api.ParameterVector(layout(), tf.tensor1d([1, 2, 3]));
export const average = () => {
  const parameters = vector();
  const made = new api.ParameterAverage(parameters, 0.5);
  parameters.dispose();
  return made;
};
export const adam = () => new api.FlatAdam(3);
export const parameters = () => [tf.ones([1, 2]), tf.ones([1])];

/** Who asks and what for open messages: literals of whoever calls, on which nothing depends. */
export const SPOKEN = { owner: 'opens messages', name: 'is printed in messages' };
