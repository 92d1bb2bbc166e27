import { INDEX_MARK, runIndexPage } from '../../src/report/runIndexPage.ts';

describe('runIndexPage', () => {
  it('is a whole page with its mark near the top; whatever comes from files is escaped', () => {
    const page = runIndexPage(
      'Runs',
      ['run', 'b'],
      [{ cells: ['<b>', '1 & 2'], link: 'a"b/report.html' }, { cells: ['x', 'y'] }],
      ['z: <bad>'],
    );
    expect(page.slice(0, 200)).toContain(INDEX_MARK);
    expect(page).toContain('<th>run</th><th>b</th>');
    expect(page).toContain('<a href="a&quot;b/report.html">&lt;b&gt;</a></td><td>1 &amp; 2</td>');
    expect(page).toContain('<tr><td>x</td><td>y</td></tr>');
    expect(page).toContain('<p>z: &lt;bad&gt;</p>');
    expect(page.trimEnd().endsWith('</html>')).toBe(true);
  });
});
