import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../src/web.ts';

describe('the boundary of backends for browsers', () => {
  misuseTable(api, {
    useWebBackend: {
      arguments: () => ({
        options: { backend: 'cpu', wasmFolder: 'https://example.org/', log: () => undefined },
      }),
      misuses: { 'options.backend': ['gpu', '', {}], 'options.wasmFolder': [['a']] },
    },
  });
});
