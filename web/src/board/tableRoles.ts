/**
 * The roles that a table's parts have by themselves, written out: on a phone they are laid out as cards, and `display`
 * takes the roles of a table away in Safari.
 */
export const tableRoles = {
  table: { role: "table" },
  rows: { role: "rowgroup" },
  row: { role: "row" },
  column: { role: "columnheader" },
  head: { role: "rowheader" },
  cell: { role: "cell" },
} as const;
