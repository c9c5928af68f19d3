import { Redirect, useParams } from "wouter";
import NotHere from "../app/NotHere.tsx";
import { ChooseChild } from "./ChooseChild.tsx";
import { ReportForm } from "./ReportForm.tsx";
import { useChildren } from "./useChild.ts";

/** Report sick: the child (skipped when there is one), the days, sent. */
const ReportSick = () => {
  const { pupil } = useParams<{ pupil?: string }>();
  const children = useChildren().filter(({ child }) => child.mayReportSick);
  const [only] = children;
  if (!pupil && children.length === 1 && only) return <Redirect to={`/sick/${only.child.id}`} replace />;
  if (!pupil) return <ChooseChild kids={children} />;
  const own = children.find(({ child }) => child.id === pupil);
  return own ? <ReportForm key={pupil} own={own} isOnly={children.length === 1} /> : <NotHere />;
};
export default ReportSick;
