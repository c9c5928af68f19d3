/** One figure of the project: what was measured, what is aimed at, and whether it holds. */
export type Figure = { what: string; aim: string; result: string; holds: boolean };

export const figure = (what: string, aim: string, result: string, holds: boolean): Figure => ({
  what,
  aim,
  result,
  holds,
});

/** Prints figures as one table. Falling short is told, not thrown: a benchmark is no test. */
export const printFigures = (figures: readonly Figure[]): void => {
  const wide = Math.max(...figures.map(({ what }) => what.length));
  const wideAim = Math.max(...figures.map(({ aim }) => aim.length));
  for (const { what, aim, result, holds } of figures)
    console.log(`${holds ? "✓" : "✗"} ${what.padEnd(wide)}  ${aim.padEnd(wideAim)}  ${result}`);
};
