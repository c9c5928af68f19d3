/** The eight dots of the circle; the large one is the teacher. */
const dots = [
  [16, 5, 3.9],
  [24.06, 7.94, 2.6],
  [27.4, 16, 2.6],
  [24.06, 24.06, 2.6],
  [16, 27.4, 2.6],
  [7.94, 24.06, 2.6],
  [4.6, 16, 2.6],
  [7.94, 7.94, 2.6],
] as const;

const circles = dots.map(([cx, cy, r]) => <circle key={`${cx} ${cy}`} cx={cx} cy={cy} r={r} />);

export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
    {circles}
  </svg>
);

/** The large ring: done, busy, quiet (nothing here) or still. */
export const Ring = ({ kind }: { kind: "done" | "busy" | "quiet" | "still" }) => (
  <svg className={`ring ring--${kind}`} viewBox="0 0 32 32" aria-hidden="true">
    {circles}
    {kind === "done" && <path className="i-check" d="m11.2 16.6 3.3 3.3 6.4-7" />}
  </svg>
);
