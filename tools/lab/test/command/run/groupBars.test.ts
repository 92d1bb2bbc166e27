import { PassThrough } from 'node:stream';
import { createGroupBars } from '../../../src/command/run/groupBars.ts';

const state = (done: number, name = 'training') => ({
  name,
  done,
  total: 4,
  figures: { loss: '0.5' },
});

describe('createGroupBars', () => {
  it('writes lines that say which run they are about, where there is no terminal', () => {
    const notes: string[] = [];
    let time = 0;
    const terminal = { out: () => undefined, note: (text: string) => void notes.push(text) };
    const bars = createGroupBars(terminal, () => time);
    const [first, second] = [bars.add('seed 1'), bars.add('seed 2')];
    first.note('backend: wasm');
    for (let done = 1; done <= 4; done++) {
      time += 1000;
      first.show(state(done));
      if (done === 4) second.show(state(1));
    }
    bars.stop();
    expect(notes).toEqual([
      'seed 1: backend: wasm',
      'seed 1: training 1/4 | starting | loss 0.5',
      'seed 1: training 4/4 | 1.00/s | 0 s left | loss 0.5',
      'seed 2: training 1/4 | starting | loss 0.5',
    ]);
  });

  it('draws a bar for each run on a terminal', () => {
    const stream = new PassThrough();
    let drawn = '';
    stream.on('data', (text: Buffer) => (drawn += text.toString()));
    const terminal = Object.assign(stream, { isTTY: true, columns: 200 });
    const nothing = () => undefined;
    const bars = createGroupBars({ out: nothing, note: nothing, barStream: terminal }, () => 0);
    bars.add('seed 1').show(state(2));
    bars.add('seed 2').show(state(3, 'classifier'));
    bars.stop();
    expect(drawn).toContain('seed 1 training [');
    expect(drawn).toContain('2/4 | starting | loss 0.5');
    expect(drawn).toContain('seed 2 classifier [');
  });
});
