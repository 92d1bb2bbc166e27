import { useBackend } from '@causal-mechanisms/tensor-utils';
import { openSession } from '../../../src/panels/experts/session.ts';
import { shippedFiles } from '../../support/shipped.ts';

beforeAll(() => useBackend());

const call = { signal: new AbortController().signal, report: () => undefined };

describe('the session of the experts', () => {
  it('asks the bank that was opened last', async () => {
    const session = openSession({ base: 'file:///nowhere/' });
    await expect(session.bank({ bank: 'own' }, call)).rejects.toThrow('no bank own');
    const files = await shippedFiles('experts');
    expect(await session.open({ files }, call)).toMatchObject({ experts: 5 });
    expect(await session.open({ files }, call)).toMatchObject({ experts: 5 });
    const pixels = (await session.digits({ count: 10 }, call)).subarray(0, 784);
    const input = { bank: 'own', pixels, changes: [], seed: 1 } as const;
    expect((await session.look(input, call)).outputs).toHaveLength(5);
  });
});
