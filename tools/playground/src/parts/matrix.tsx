/** What {@link Matrix} shows. */
interface MatrixProps {
  /** Says what it is. */
  readonly caption: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Shares in [0, 1], row by row; rows that are missing are drawn empty. */
  readonly values: readonly (readonly number[])[];
}

/** A table of shares, the larger the darker. */
export function Matrix({ caption, rows, columns, values }: MatrixProps) {
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-label={caption}>
      <table class="matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.map((column, place) => (
                <Share key={column} value={values[at]?.[place]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Share({ value }: { readonly value: number | undefined }) {
  if (value === undefined) return <td class="share empty">–</td>;
  const percent = Math.round(100 * value);
  return (
    <td class="share" style={{ '--share': `${percent}%` }}>
      {percent}
    </td>
  );
}
