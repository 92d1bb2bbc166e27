import type { MarkdownParser } from '../src/markdownParser.ts';
import { scrollingTables } from '../src/scrollingTables.ts';

it('puts a table into a box', () => {
  const rules: MarkdownParser['renderer']['rules'] = {};
  scrollingTables({ core: { ruler: { push: () => 0 } }, renderer: { rules } });
  expect(`${rules['table_open']?.() ?? ''}${rules['table_close']?.() ?? ''}`).toBe(
    '<div class="site-table"><table>\n</table></div>\n',
  );
});
