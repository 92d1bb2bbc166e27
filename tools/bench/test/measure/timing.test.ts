import { parseTiming } from '../../src/measure/timing.ts';

const line = '{"peer":"torch 2","median_s":0.5,"min_s":0.4,"max_s":0.9}';

describe('parseTiming', () => {
  it('reads the last line, whatever was written before', () => {
    expect(parseTiming('peer', `a warning\n{}\n${line}\n`)).toEqual({
      program: 'torch 2',
      seconds: 0.5,
      min: 0.4,
      max: 0.9,
    });
  });

  it('takes processor seconds and winners along, and the given name when the line has none', () => {
    const full = '{"median_s":1,"min_s":1,"max_s":1,"cpu_s":1.5,"winning_experts":9.5}';
    expect(parseTiming('ours', full)).toMatchObject({
      program: 'ours',
      cpuSeconds: 1.5,
      winningExperts: 9.5,
    });
  });

  it('takes loss, parameters and memory along', () => {
    const full =
      '{"median_s":1,"min_s":1,"max_s":1,"loss":0.5,"parameters":7,"peak_mib":300.5,"live_tensors":40}';
    expect(parseTiming('ours', full)).toMatchObject({
      loss: 0.5,
      parameters: 7,
      peakMebibytes: 300.5,
      liveTensors: 40,
    });
  });

  it.each([
    ['', 'peer: expected a line of JSON at the end, got ""'],
    ['done\n', 'peer: expected a line of JSON at the end, got "done"'],
    ['[1]', 'peer: expected a JSON object at the end, got "[1]"'],
    [
      '{"median_s":1}',
      'peer: expected "min_s" to be a positive number of seconds in "{"median_s":1}"',
    ],
  ])('refuses %j', (output, message) => {
    expect(() => parseTiming('peer', output)).toThrow(
      expect.objectContaining({ code: 'ERR_BENCH', message }) as Error,
    );
  });

  it.each(['0', '-1', '"1"', 'null'])('refuses a median of %s', (value) => {
    const output = `{"median_s":${value},"min_s":1,"max_s":1}`;
    expect(() => parseTiming('peer', output)).toThrow('expected "median_s"');
  });
});
