import { useEffect, useRef } from "react";

/** Says what came since the last look; what stood there at first is no news. */
export const useNews = <Row>(
  rows: readonly Row[] | undefined,
  keyOf: (row: Row) => string,
  tell: (fresh: Row[]) => void,
): void => {
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!rows) return;
    const before = known.current;
    known.current = new Set(rows.map(keyOf));
    const fresh = before ? rows.filter((row) => !before.has(keyOf(row))) : [];
    if (fresh.length > 0) tell(fresh);
  });
};
