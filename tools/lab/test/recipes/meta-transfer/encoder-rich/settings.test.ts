import { metaTransferEncoderRich } from '../../../../src/recipes/meta-transfer/encoder-rich/recipe.ts';
import { richPart } from '../../../../src/recipes/meta-transfer/encoder-rich/settings.ts';

describe('richSchema', () => {
  it('has several starts by default', () => {
    expect(metaTransferEncoderRich.resolve({})).toMatchObject({
      tasks: ['chain', 'coupling'],
      chainTraining: { starts: 8, batches: 5 },
      couplingTraining: { starts: 4, iterations: 1000 },
    });
  });

  it.each([{ tasks: [] }, { tasks: ['pixels'] }, { coupling: { layers: 0 } }])(
    'refuses %j',
    (values) => {
      expect(() => metaTransferEncoderRich.resolve(values)).toThrow(
        expect.objectContaining({ code: 'ERR_CONFIG' }) as Error,
      );
    },
  );
});

describe('richPart', () => {
  it('counts from 1', () => {
    expect(richPart('chain', 0)).toBe('chain-01');
  });
});
