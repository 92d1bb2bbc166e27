import type { MisuseRows } from '@causal-mechanisms/test-utils';

export const TABLE_ROWS: MisuseRows = {};
