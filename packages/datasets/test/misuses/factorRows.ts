import type { MisuseRows } from '@causal-mechanisms/test-utils';

export const FACTOR_ROWS: MisuseRows = {};
