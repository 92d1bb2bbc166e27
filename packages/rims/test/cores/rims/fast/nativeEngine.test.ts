import { useBackend } from '@causal-mechanisms/tensor-utils';
import { hasModuleSequence } from '@causal-mechanisms/tensor-utils/kernels';
import { canRunNatively, nativeEngine } from '../../../../src/cores/rims/fast/nativeEngine.ts';
import { drawPass, expectEngineAsPlain } from './passes.ts';
import { NATIVE_VARIANTS, OTHER_VARIANTS } from './variants.ts';

await useBackend();

it('runs where the backend has the op and the op the form', () => {
  for (const [, kind, config] of NATIVE_VARIANTS) {
    expect(canRunNatively(drawPass(config, { kind }).config)).toBe(hasModuleSequence());
  }
  for (const [, kind, config] of OTHER_VARIANTS) {
    expect(canRunNatively(drawPass(config, { kind }).config)).toBe(false);
  }
});

(hasModuleSequence() ? it : it.skip).each(NATIVE_VARIANTS)(
  'gives values and gradients of the plain form: %s',
  (_, kind, config, dropped) =>
    expectEngineAsPlain(nativeEngine, drawPass(config, { kind, dropped })),
);
