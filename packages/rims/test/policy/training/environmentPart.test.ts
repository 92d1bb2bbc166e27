import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { environmentPart } from '../../../src/policy/training/environmentPart.ts';
import { corridor, recall } from '../environments.ts';

describe('environments in a checkpoint', () => {
  it('go on where they were saved', async () => {
    const start = () => recall(4).start(3, new RandomStream(5));
    const [one, two] = [start(), start()];
    for (let i = 0; i < 6; i++) one.step(Int32Array.of(0, 1, 0));
    const saved = await environmentPart('f', one).save();
    environmentPart('f', two).restore(JSON.parse(JSON.stringify(saved)) as typeof saved);
    for (let i = 0; i < 8; i++) {
      expect(two.step(Int32Array.of(1, 1, 0))).toEqual(one.step(Int32Array.of(1, 1, 0)));
    }
  });

  it('need save and restore', async () => {
    const part = environmentPart('f', corridor(3).start(1, new RandomStream(1)));
    await expect(part.save()).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(() => {
      part.restore({ json: {} });
    }).toThrow(expect.objectContaining({ code: 'ERR_CHECKPOINT' }) as Error);
  });

  it('say why they refuse what was saved', () => {
    const batch = {
      ...recall(2).start(1, new RandomStream(1)),

      restore: () => {
        throw new Error('no');
      },
    };
    expect(() => {
      environmentPart('f', batch).restore({ json: {} });
    }).toThrow(/refuse it: no/);
    expect(() => {
      environmentPart('f', recall(2).start(1, new RandomStream(1))).restore({ json: null });
    }).toThrow(expect.objectContaining({ code: 'ERR_CHECKPOINT' }) as Error);
  });
});
