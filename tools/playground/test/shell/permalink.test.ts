import { readPlace, writePlace } from '../../src/shell/permalink.ts';
import type { Panel } from '../../src/panel/panel.ts';
import { experts } from '../../src/panels/experts/panel.ts';

/** A panel with one number. */
const gaps: Panel<{ readonly gap: number }> = {
  id: 'gaps',
  title: 'Gaps',
  seen: 'A gap.',
  docs: 'none.md',
  readState: (given) => ({ gap: Number(given.get('gap') ?? 5) }),
  writeState: ({ gap }) => (gap === 5 ? {} : { gap: String(gap) }),
};

const PANELS: readonly Panel<unknown>[] = [experts, gaps];

describe('readPlace', () => {
  it('opens the first panel where the address names none, or an unknown one', () => {
    for (const fragment of ['', '#', '#/', '#/nothing?gap=3', '#panel']) {
      const { panel, state, backend } = readPlace(fragment, PANELS);
      expect(panel).toBe(experts);
      expect(state).toEqual(experts.readState(new URLSearchParams()));
      expect(backend).toBeUndefined();
    }
  });

  it('reads panel, state and backend', () => {
    const place = readPlace('#/gaps?gap=9&backend=wasm', PANELS);
    expect(place).toMatchObject({ panel: gaps, backend: 'wasm' });
    expect(place.state).toEqual({ gap: 9 });
  });

  it('passes over a backend that it does not know', () => {
    expect(readPlace('#/gaps?backend=abacus', PANELS).backend).toBeUndefined();
  });

  it('needs a panel', () => {
    expect(() => readPlace('', [])).toThrow('no panels');
  });
});

describe('writePlace', () => {
  it('leaves out what is as it is at the start', () => {
    const state = gaps.readState(new URLSearchParams());
    expect(writePlace({ panel: gaps, state, backend: undefined })).toBe('#/gaps');
  });

  it('writes what readPlace reads', () => {
    for (const fragment of [
      '#/gaps?gap=9&backend=webgl',
      '#/experts?picture=7&changes=up:2,invert,noise:0.35&seed=4',
      '#/experts?changes=',
    ]) {
      expect(writePlace(readPlace(fragment, PANELS))).toBe(fragment);
    }
  });
});
