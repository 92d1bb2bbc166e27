import { count, flag, oneOf, text } from '@causal-mechanisms/command-line';

/** The options that every benchmark has. */
export const SHARED_OPTIONS = {
  'peer-python': text({
    placeholder: 'PATH',
    means: 'a Python with torch, for the peer (default: python3, when it has torch)',
  }),
  peer: text({
    placeholder: 'PROGRAM',
    means: 'another peer program (default: the one of the benchmark, in peers/)',
  }),
  pairs: count({ means: 'how often ours and the peers alternate', byDefault: 5, least: 1 }),
  iterations: count({ means: 'timed iterations of each process', byDefault: 12, least: 1 }),
  warmup: count({ means: 'iterations before those', byDefault: 3, least: 1 }),
  threads: count({ means: 'threads of each program', byDefault: 2, least: 1 }),
  backend: oneOf(
    ['node-gpu', 'node', 'wasm'],
    'node-gpu, node, wasm (default: the best that loads)',
  ),
  json: flag('print one JSON document'),
  help: flag('print this'),
};
