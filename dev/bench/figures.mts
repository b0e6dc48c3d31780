/** What every benchmark does with its figures: sums them up, compares and prints them. */

/** A number is printed with two decimals; one that is a count comes as text. */
export type Cell = string | number;

export const mean = (values: number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value that this share of all lies below: 0.5 gives the median. */
export const quantile = (values: number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * share)] ?? NaN;

/** Each row with one more cell: its first figure in relation to another, that of the first row unless told. */
export const withRatio = (rows: Cell[][], to = Number(rows[0]?.[1])): Cell[][] =>
  rows.map((row) => [...row, Number(row[1]) / to]);

/** Prints rows as a table for a terminal or a Markdown page, numbers to the right. */
export function show(title: string, head: string[], rows: Cell[][]): void {
  const text = (cell: Cell): string => (typeof cell === 'number' ? cell.toFixed(2) : cell);
  const widths = head.map((_title, column) =>
    Math.max(...[head, ...rows].map((row) => text(row[column] ?? '').length)),
  );
  const line = (row: Cell[]): string => {
    const cells = row.map((cell, column) =>
      typeof cell === 'number' ? text(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    return `| ${cells.join(' | ')} |`;
  };
  const rule = line(widths.map((width) => '-'.repeat(width)));
  console.log([`\n## ${title}\n`, line(head), rule, ...rows.map(line)].join('\n'));
}
