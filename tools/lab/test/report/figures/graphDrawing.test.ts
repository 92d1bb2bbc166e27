import { graphDrawing } from '../../../src/report/figures/graphDrawing.ts';
import { followTheme } from '../../../src/report/page/theme.ts';

const TRUTH = [
  [0, 1, 0, 0],
  [0, 0, 0, 0],
  [0, 1, 0, 1],
  [1, 0, 0, 0],
];
const FOUND = [
  [0, 1, 1, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [0, 0, 1, 0],
];
const NAMES = ['rain', 'sun & moon', 'tea', 'mood'];

describe('graphDrawing', () => {
  it('draws names and edges, and counts each kind in a legend', () => {
    const svg = graphDrawing(FOUND, { names: NAMES, truth: TRUTH, title: 'Weather' });
    for (const text of ['rain', 'sun &amp; moon', 'tea', 'mood'])
      expect(svg).toContain(`>${text}<`);
    for (const kind of ['right', 'unoriented', 'reversed', 'added', 'missing']) {
      expect(svg).toContain(`>${kind} 1<`);
    }
    expect(svg).toContain(
      'aria-label="Weather: 4 variables; edges: right 1, unoriented 1, reversed 1, added 1, missing 1"',
    );
    expect(svg).toContain('<title>reversed: sun &amp; moon → tea</title>');
    expect(svg).toContain('<title>unoriented: tea – mood</title>');
    // One arrow per directed edge.
    expect(svg.match(/Z" fill=/g)).toHaveLength(4);
    expect(new Set(svg.match(/stroke-dasharray="[^"]+"/g)).size).toBe(3);
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(graphDrawing(FOUND, { names: NAMES, truth: TRUTH, title: 'Weather' })).toBe(svg);
  });

  it('has no legend where there is nothing to compare', () => {
    const svg = graphDrawing(TRUTH, { names: NAMES });
    expect(svg).toContain('aria-label="Causal graph: 4 variables; edges: found 4"');
    expect(svg).not.toContain('>found 4<');
    const none = graphDrawing([[0]], { names: ['alone'] });
    expect(none).toContain('edges: none');
  });

  it('writes beliefs beside edges, both where there is no arrow', () => {
    const beliefs = [
      [0, 0.917, 0, 0],
      [0, 0, 0, 0],
      [0, 1, 0, 0.5],
      [NaN, 0, 0.25, 0],
    ];
    const svg = graphDrawing(TRUTH, { names: NAMES, beliefs, unoriented: [[2, 3]] });
    for (const text of ['.92', '1.00', '–', '.50 / .25']) expect(svg).toContain(`>${text}<`);
  });

  it('follows the theme of the reader', () => {
    const svg = followTheme(graphDrawing(FOUND, { names: NAMES, truth: TRUTH }));
    for (const name of ['ink', 'muted', 'heat']) expect(svg).toContain(`var(--figure-${name})`);
  });

  it('refuses sizes that differ', () => {
    expect(() => graphDrawing([], { names: [] })).toThrow(/at least one variable/);
    expect(() => graphDrawing(FOUND, { names: ['a'] })).toThrow(/names must have as many, got 1/);
    expect(() => graphDrawing(FOUND, { names: NAMES, truth: [[0]] })).toThrow(/truth must have/);
    expect(() => graphDrawing(FOUND, { names: NAMES, beliefs: [[0]] })).toThrow(
      /beliefs must have/,
    );
  });
});
