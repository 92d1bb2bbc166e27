import { BackendError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { checkCopy, isRegistered, quietly, start } from '../../src/backend/startBackend.ts';

describe('startBackend', () => {
  it('starts a backend that is registered', async () => {
    expect(isRegistered('cpu')).toBe(true);
    expect(() => checkCopy('cpu', 'a package')).not.toThrow();
    await start('cpu');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('says when a backend is not known, or does not start', async () => {
    expect(isRegistered('webgpu')).toBe(false);
    expect(() => checkCopy('webgpu', 'a package')).toThrow('a package is loaded, but its backend');
    tf.registerBackend('broken', () => Promise.reject(new Error('no device')));
    const failure = quietly(() => start('broken'));
    await expect(failure).rejects.toBeInstanceOf(BackendError);
    await expect(failure).rejects.toThrow('the backend "broken" did not start');
    tf.removeBackend('broken');
  });

  it('keeps the warnings of tfjs away meanwhile, and puts the flag back', async () => {
    tf.env().set('PROD', false);
    await quietly(() => {
      expect(tf.env().getBool('PROD')).toBe(true);
      return Promise.resolve();
    });
    expect(tf.env().getBool('PROD')).toBe(false);
  });
});
