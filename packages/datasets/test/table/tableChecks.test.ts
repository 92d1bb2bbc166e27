import { checkTableColumn, checkTableColumns } from '../../src/table/tableChecks.ts';

const numeric = { kind: 'numeric', name: 'x', values: Float64Array.of(1) } as const;
const labels = { kind: 'categorical', name: 'y', codes: Uint8Array.of(0), labels: ['a'] } as const;

describe('checkTableColumns', () => {
  it('hands the columns back', () => {
    const columns = [numeric, labels];
    expect(checkTableColumns('owner', { columns })).toBe(columns);
  });

  it('names the column that is wrong', () => {
    expect(() => checkTableColumns('owner', { columns: [numeric, null as never] })).toThrow(
      'owner: columns[1] must be an object, got null',
    );
  });
});

describe('checkTableColumn', () => {
  it.each([
    [{ ...numeric, kind: 'text' }, 'owner: column.kind must be categorical or numeric, got "text"'],
    [{ ...numeric, name: 7 }, 'owner: column.name must be a text, got 7'],
    [{ ...numeric, values: [1] }, 'owner: column.values must be a Float64Array, got an array of 1'],
    [{ ...labels, codes: [0] }, 'owner: column.codes must be a Uint8Array, got an array of 1'],
    [{ ...labels, labels: [7] }, 'owner: column.labels[0] must be a text, got 7'],
  ])('refuses %j', (column, message) => {
    expect(() => {
      checkTableColumn('owner', column as never);
    }).toThrow(message);
  });
});
