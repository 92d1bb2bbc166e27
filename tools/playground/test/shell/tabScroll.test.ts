import { scrollToTab } from '../../src/shell/tabScroll.ts';

describe('scrollToTab', () => {
  const row = { scrollLeft: 100, clientWidth: 300 };

  it.each([
    ['leaves a row whose tab is seen', { left: 100, width: 300 }, 100],
    ['shows a tab behind the end, and a part of the next', { left: 350, width: 100 }, 174],
    ['shows a tab before the start, and a part of the one before', { left: 60, width: 80 }, 36],
    ['goes to the start for the first tab', { left: 0, width: 80 }, 0],
    ['shows the beginning of a tab that is wider than the row', { left: 500, width: 400 }, 476],
  ])('%s', (_, tab, scrollLeft) => {
    expect(scrollToTab(row, tab)).toBe(scrollLeft);
  });
});
