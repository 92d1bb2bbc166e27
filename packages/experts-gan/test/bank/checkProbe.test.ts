import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  DisposedError,
  ShapeError,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import { checkProbe } from '../../src/bank/checkProbe.ts';
import { bank, images } from './banks.ts';

beforeAll(() => useBackend());

it('lets a bank and images through, and nothing else', () => {
  const model = bank(1);
  const [probe, none, flat] = [images(2), tf.zeros<tf.Rank.R4>([0, 8, 8, 1]), tf.zeros([8, 8])];
  const check = (one: unknown, given: unknown) => (): void => {
    checkProbe('test', one as never, given as never);
  };
  expect(check(model, probe)).not.toThrow();
  expect(check(null, probe)).toThrow(ArgumentError);
  expect(check({}, probe)).toThrow('test: model must be');
  expect(check(model, none)).toThrow(new ArgumentError('test: images must be at least one'));
  expect(check(model, flat)).toThrow(ShapeError);
  expect(check(model, [1])).toThrow(ArgumentError);
  expect(() => {
    checkProbe('test', model, none, 'canonical');
  }).toThrow('test: canonical must be at least one');
  probe.dispose();
  expect(check(model, probe)).toThrow(DisposedError);
  tf.dispose([none, flat]);
  model.dispose();
});
