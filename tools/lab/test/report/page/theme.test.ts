import { heatMap } from '../../../src/report/figures/heatMap.ts';
import {
  escapeMarkup,
  FIGURE_COLOURS,
  followTheme,
  seriesColour,
} from '../../../src/report/page/theme.ts';

describe('followTheme', () => {
  it('leaves no fixed colour of the theme in a figure', async () => {
    const matrix = {
      rows: ['a', 'b'],
      columns: ['0', '1'],
      values: [
        [1, 0.25],
        [0, 0.5],
      ],
    };
    const titles = { title: 'Wins', rowTitle: 'mechanism', columnTitle: 'expert' };
    const { svg } = await heatMap(matrix, { ...titles, framed: [0, 1] });
    const followed = followTheme(svg);
    for (const [name, colour] of Object.entries(FIGURE_COLOURS)) {
      expect(svg).toContain(`"${colour}"`);
      expect(followed).not.toContain(colour);
      expect(followed).toContain(`"var(--figure-${name})"`);
    }
    expect(followed.replaceAll(/var\(--figure-\w+\)/g, '')).toBe(
      Object.values(FIGURE_COLOURS).reduce((text, colour) => text.replaceAll(colour, ''), svg),
    );
  });
});

describe('seriesColour', () => {
  it('is another one for each of sixteen series, and then comes again', () => {
    const colours = Array.from({ length: 16 }, (_, index) => seriesColour(index));
    expect(new Set(colours).size).toBe(16);
    expect(seriesColour(16)).toBe(seriesColour(0));
    expect(seriesColour(35)).toBe(seriesColour(3));
  });
});

describe('escapeMarkup', () => {
  it('leaves nothing that markup would take for its own', () => {
    expect(escapeMarkup('a < b & "c" > d &lt;')).toBe(
      'a &lt; b &amp; &quot;c&quot; &gt; d &amp;lt;',
    );
  });
});
