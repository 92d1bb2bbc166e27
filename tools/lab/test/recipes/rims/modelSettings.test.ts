import { coreOf } from '@causal-mechanisms/rims';
import type { CoreConfig } from '@causal-mechanisms/rims';
import { PAPER_MODELS, rims, SMALL_MODELS } from '../../../src/recipes/rims/modelSettings.ts';

type Models = Readonly<Record<string, { readonly core: CoreConfig }>>;

/** How many parameters the core of every model has that reads vectors of a width. */
function sizes(models: unknown, width: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(models as Models).map(([name, { core }]) => [
      name,
      coreOf(core, width).layout.length,
    ]),
  );
}

describe('PAPER_MODELS', () => {
  const {
    'lstm-300': small,
    'lstm-600': large,
    'lstm-600-forget': forget,
    ...all
  } = sizes(PAPER_MODELS, 600);

  it('have the LSTMs of the paper: four gates on input, state and bias', () => {
    expect(small).toBe(4 * 300 * (600 + 300) + 4 * 300);
    expect(large).toBe(4 * 600 * (600 + 600) + 4 * 600);
    expect(forget).toBe(large);
  });

  it('have baselines with about as many parameters as the RIMs', () => {
    const rimsSize = all['rims-6-4'] ?? NaN;
    for (const name of ['ntm', 'rmc', 'entnet', 'dnc', 'transformer']) {
      expect(Math.abs((all[name] ?? NaN) / rimsSize - 1)).toBeLessThan(0.1);
    }
    // How many modules are active costs no parameters.
    for (const name of ['rims-6-2', 'rims-6-3', 'rims-6-5', 'rims-6-6']) {
      expect(all[name]).toBe(rimsSize);
    }
  });
});

describe('SMALL_MODELS', () => {
  const all = sizes(SMALL_MODELS, 192);

  it('have about 0.2 million parameters, the LSTM 0.3', () => {
    const { lstm, 'lstm-forget': forget, ...others } = all;
    expect(lstm).toBe(4 * 192 * (192 + 192) + 4 * 192);
    expect(forget).toBe(lstm);
    for (const [name, size] of Object.entries(others)) {
      expect([name, size > 150_000 && size < 260_000]).toEqual([name, true]);
    }
  });

  it('have names that say what they are', () => {
    for (const [name, { core }] of Object.entries(SMALL_MODELS as unknown as Models)) {
      const [, modules, active] = /^rims-(\d)-(\d)$/.exec(name) ?? [];
      if (core.kind !== 'rims') expect(name.startsWith(core.kind)).toBe(true);
      else if (modules !== undefined) {
        expect([core.modules, core.activeModules]).toEqual([Number(modules), Number(active)]);
      }
    }
  });
});

describe('rims', () => {
  it('is the core with what is said besides', () => {
    expect(rims(12, 6, 2, { communication: false })).toEqual({
      core: { kind: 'rims', units: 12, modules: 6, activeModules: 2, communication: false },
    });
  });
});
