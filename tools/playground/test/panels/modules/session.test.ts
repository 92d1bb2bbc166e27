import { useBackend } from '@causal-mechanisms/tensor-utils';
import { openSession } from '../../../src/panels/modules/session.ts';
import { shippedFiles } from '../../support/shipped.ts';

beforeAll(() => useBackend());

const call = { signal: new AbortController().signal, report: () => undefined };

describe('the session of the modules', () => {
  it('reads with the model that was opened last', async () => {
    const session = openSession({ base: 'file:///nowhere/' });
    const tokens = [1, 2, 9, 0, 0];
    await expect(session.read({ model: 'own', tokens }, call)).rejects.toThrow('No model of yours');
    await session.open({ files: await shippedFiles('copying/rims') }, call);
    expect((await session.read({ model: 'own', tokens }, call)).description.modules).toBe(6);
    await session.open({ files: await shippedFiles('copying/lstm') }, call);
    expect((await session.read({ model: 'own', tokens }, call)).description.modules).toBe(1);
  });

  it('tries again where a model could not be fetched', async () => {
    const session = openSession({ base: 'file:///nowhere/' });
    for (let tries = 0; tries < 2; tries++) {
      await expect(session.read({ model: 'rims', tokens: [1] }, call)).rejects.toMatchObject({
        name: 'FileFormatError',
      });
    }
  });
});
