import { blockInfo } from '../../src/verify/infoString.ts';
import { looseEnds, pageEntry } from '../../src/verify/pageEntry.ts';
import type { PageEntry } from '../../src/verify/pageEntry.ts';
import { tinyReader } from './support.ts';

const place = { page: 'a.md', line: 10 };
const header = { date: '2026-11-29', processor: 'two cores', backend: 'node' };
const RUN = 'npm run lab -- run test/parts';

const read = (info: string, ...lines: string[]): PageEntry =>
  pageEntry('one', lines, blockInfo(info, place), header, place, tinyReader());

describe('pageEntry', () => {
  it('takes circumstances from the header, and what stands behind the fence before those', () => {
    const entry = read('sh cheap minutes=2.5 backend=wasm date=2026-11-30 id=one', RUN, RUN);
    expect(entry).toMatchObject({
      place,
      id: 'one',
      cheap: true,
      minutes: 2.5,
      circumstances: { date: '2026-11-30', processor: 'two cores', backend: 'wasm' },
    });
    expect(entry.commands.map((command) => command.place.line)).toEqual([11, 12]);
    expect(read('sh', RUN)).toMatchObject({ cheap: false, circumstances: header });
  });

  it('does not read programs', () => {
    expect(read('ts measured', 'console.log(`$`);')).toMatchObject({ commands: [], cheap: false });
  });

  it.each([
    [
      ['sh fast', RUN],
      'unknown word "fast" behind the fence; known are cheap, id=, minutes=, date=',
    ],
    [['sh seed=1', RUN], 'unknown word "seed"'],
    [['ts measured cheap', 'x'], 'unknown word "cheap" behind the fence; known are measured'],
    [['sh minutes=soon', RUN], 'expected minutes= and a number above 0, got "soon"'],
    [['sh minutes=0', RUN], 'expected minutes='],
    [['sh backend=fast', RUN], 'backend: expected some of'],
    [['sh', '# nothing'], 'this block holds no command'],
  ])('refuses %j', ([info = '', ...lines], message) => {
    expect(() => read(info, ...lines)).toThrow('a.md:10: ');
    expect(() => read(info, ...lines)).toThrow(message);
  });
});

describe('looseEnds', () => {
  const at = { page: 'a.md', line: 20 };
  const figures = { a: { value: 0.52 }, b: { value: 'yes' }, c: { value: 0.976, spread: 0.1 } };
  const messages = (entry: PageEntry, shown: number[] = []) =>
    looseEnds(entry, entry.figures === undefined ? undefined : at, shown).map((it) => it.message);

  it('finds nothing where one run is held to figures that the page shows, percent too', () => {
    expect(messages({ ...read('sh cheap', RUN), figures }, [0.52, 97.6])).toEqual([]);
    expect(messages(read('sh', RUN, 'npm run bench'))).toEqual([]);
  });

  it('finds figures that the page does not show', () => {
    expect(messages({ ...read('sh', RUN), figures }, [0.521, 97.6])).toEqual([
      'a.md:20: a is 0.52, which the page does not show beside "one"',
    ]);
  });

  it('finds what is cheap and held to nothing', () => {
    expect(messages(read('sh cheap', RUN))).toEqual([
      'a.md:10: "one" is cheap; expected a block (```json figures) after it',
    ]);
  });

  it.each([
    [[RUN, RUN], 'expected one command'],
    [['npm run bench'], 'expected one command'],
    [['npm run lab -- list'], 'expected one command'],
    [[`A=1 ${RUN}`], 'it cannot set variables'],
  ])('finds that %j cannot run from here', (lines, message) => {
    const entry = { ...read('sh', ...lines), figures: { b: { value: 'yes' } } };
    expect(messages(entry)).toEqual([expect.stringContaining(message)]);
  });
});
