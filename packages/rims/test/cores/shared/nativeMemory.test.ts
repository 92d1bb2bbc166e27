import { useBackend } from '@causal-mechanisms/tensor-utils';
import { hasWholeSequence } from '@causal-mechanisms/tensor-utils/kernels';
import { dncCore } from '../../../src/cores/dnc/dncCore.ts';
import { ntmCore } from '../../../src/cores/ntm/ntmCore.ts';
import { expectNoLeak, expectSameForms } from '../coreChecks.ts';

await useBackend();

const NTM = { inputWidth: 3, controllerUnits: 5, slots: 6, slotWidth: 4 };
const DNC = { inputWidth: 3, controllerUnits: 5, slots: 6, slotWidth: 4 };

(hasWholeSequence('ntm') ? describe : describe.skip)('on the native backend', () => {
  describe.each(['dense', 'indexed'] as const)('%s', (kind) => {
    it.each([
      ['one head of each', {}],
      ['several heads, as many slots as shifts', { readHeads: 2, writeHeads: 3, slots: 3 }],
      ['units beyond a vector, narrow slots', { controllerUnits: 19, slotWidth: 1 }],
    ])('a Turing machine is as its plain form: %s', (_, more) =>
      expectSameForms((form) => ntmCore({ ...NTM, ...more }, { form }), kind),
    );

    it.each([
      ['one read head', { readHeads: 1 }],
      ['three read heads', { readHeads: 3 }],
      ['a single slot', { slots: 1 }],
      ['units beyond a vector, narrow slots', { controllerUnits: 19, slotWidth: 1 }],
    ])('a neural computer is as its plain form: %s', (_, more) =>
      expectSameForms((form) => dncCore({ ...DNC, ...more }, { form }), kind),
    );
  });

  it.each([
    [1, 1],
    [5, 17],
    [2, 40],
  ])('with %i steps and a batch of %i', async (steps, batch) => {
    await expectSameForms((form) => ntmCore(NTM, { form }), 'indexed', { steps, batch });
    await expectSameForms((form) => dncCore(DNC, { form }), 'dense', { steps, batch });
  });

  it('leaves nothing behind', async () => {
    await expectNoLeak(ntmCore(NTM));
    await expectNoLeak(dncCore(DNC));
  });
});
