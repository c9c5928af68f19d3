import { Trans, useLingui } from "@lingui/react/macro";
import { useQueries } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { schoolsOf, useMe } from "../api/me.ts";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { AtSchool } from "./AtSchool.tsx";

/** Who can be reached when and how: the school's agreements, in the words of a parent. */
const ContactPage = () => {
  const { t } = useLingui();
  const schools = schoolsOf(useMe(), "guardian");
  const results = useQueries({
    queries: schools.map(({ school: { id } }) => ({
      queryKey: ["contact-moments", id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        unwrap(api.GET("/v1/schools/{school}/contact-moments", { params: { path: { school: id } }, signal })),
      staleTime: 60_000,
    })),
  });
  return (
    <Page title={t`Contact`} lead={<Trans>Who you can reach, when and how.</Trans>}>
      {schools.map(({ school }, at) => {
        const { data, error, refetch } = results[at] ?? {};
        if (data) return <AtSchool key={school.id} moments={data} />;
        return error ? (
          <Problem key={school.id} of={error} onRetry={() => void refetch?.()} />
        ) : (
          <Loading key={school.id} what={<Trans>Loading who can be reached</Trans>} />
        );
      })}
    </Page>
  );
};
export default ContactPage;
