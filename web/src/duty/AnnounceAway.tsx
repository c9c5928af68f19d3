import { Trans, useLingui } from "@lingui/react/macro";
import { useSchool } from "../api/me.ts";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { Composer } from "./Composer.tsx";
import { useTeachers } from "./useTeachers.ts";
import "../board/staff.css";

/** /office/away: a teacher is not here, and every guardian of the groups is told at once (S4). */
const AnnounceAway = () => {
  const { t } = useLingui();
  const school = useSchool("office", "head").school.id;
  const { data, error } = useTeachers(school);
  if (data) return <Composer school={school} staff={data} />;
  return (
    <Page title={t`A teacher is not here`} back="/office" backLabel={<Trans>Today</Trans>}>
      {error ? <Problem of={error} /> : <Loading what={<Trans>The teachers are coming</Trans>} />}
    </Page>
  );
};
export default AnnounceAway;
