import type { MisuseRows } from '@causal-mechanisms/test-utils';

export const CAUSAL_ROWS: MisuseRows = {};
