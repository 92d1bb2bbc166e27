import { useBackend } from '@causal-mechanisms/tensor-utils';
import { hasWholeSequence } from '@causal-mechanisms/tensor-utils/kernels';
import { rmcCore } from '../../../src/cores/rmc/rmcCore.ts';
import { expectNoLeak, expectSameForms } from '../coreChecks.ts';

await useBackend();

const SIZES = { inputWidth: 3, slots: 3, heads: 2, headWidth: 4 };

(hasWholeSequence('rmc') ? describe : describe.skip)('on the native backend', () => {
  describe.each(['dense', 'indexed'] as const)('%s', (kind) => {
    it.each([
      ['small', {}],
      ['one gate per row', { gates: 'memory' }],
      ['no gates', { gates: 'none' }],
      ['keys of another width, three layers', { keyWidth: 5, mlpLayers: 3 }],
      ['one row, one layer', { slots: 1, mlpLayers: 1 }],
      ['rows wider than a vector', { heads: 3, headWidth: 7, slots: 5 }],
    ] as const)('it is as its plain form: %s', (_, more) =>
      expectSameForms((form) => rmcCore({ ...SIZES, ...more }, { form }), kind),
    );
  });

  it.each([
    [1, 1],
    [5, 17],
    [2, 40],
  ])('with %i steps and a batch of %i', (steps, batch) =>
    expectSameForms((form) => rmcCore(SIZES, { form }), 'indexed', { steps, batch }),
  );

  it('leaves nothing behind', async () => {
    await expectNoLeak(rmcCore(SIZES));
    await expectNoLeak(rmcCore({ ...SIZES, gates: 'none' }));
  });
});
