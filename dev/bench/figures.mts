/** Rows of text and numbers as an aligned table for a terminal or a Markdown page. */
export type Cell = string | number;

const text = (cell: Cell): string => (typeof cell === 'number' ? cell.toFixed(2) : cell);

export function table(head: string[], rows: Cell[][]): string {
  const all = [head, ...rows.map((row) => row.map(text))];
  const widths = head.map((_title, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number, row: Cell[] | undefined) =>
    typeof row?.[column] === 'number' ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  const line = (cells: string[], row?: Cell[]) =>
    `| ${cells.map((cell, column) => pad(cell, column, row)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map((row) => line(row.map(text), row))].join('\n');
}
