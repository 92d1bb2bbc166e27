import { useBackend } from '@causal-mechanisms/tensor-utils';
import { hasWholeSequence } from '@causal-mechanisms/tensor-utils/kernels';
import { entnetCore } from '../../../src/cores/entnet/entnetCore.ts';
import { expectNoLeak, expectSameForms } from '../coreChecks.ts';

await useBackend();

const SIZES = { inputWidth: 3, slots: 4, slotWidth: 5 };

(hasWholeSequence('entnet') ? describe : describe.skip)('on the native backend', () => {
  describe.each(['dense', 'indexed'] as const)('%s', (kind) => {
    it.each([
      ['small', {}],
      ['one slot', { slots: 1 }],
      ['slots wider than a vector', { slotWidth: 37, slots: 3 }],
    ])('it is as its plain form: %s', (_, more) =>
      expectSameForms((form) => entnetCore({ ...SIZES, ...more }, { form }), kind),
    );
  });

  it.each([
    [1, 1],
    [5, 17],
    [2, 40],
  ])('with %i steps and a batch of %i', (steps, batch) =>
    expectSameForms((form) => entnetCore(SIZES, { form }), 'indexed', { steps, batch }),
  );

  it('leaves nothing behind', () => expectNoLeak(entnetCore(SIZES)));
});
