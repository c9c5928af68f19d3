import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { hatAt, hatsOf, lastHat, startOf, wear } from "../api/hats.ts";
import { type Me, MeContext, meQuery } from "../api/me.ts";
import { usePhase } from "../api/session.ts";
import { Live } from "../ui/Live.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Mark } from "../ui/Mark.tsx";
import { OfflineStrip } from "../ui/OfflineStrip.tsx";
import { Problem } from "../ui/Problem.tsx";
import { Toasts } from "../ui/Toast.tsx";
import { Boundary } from "./Boundary.tsx";
import { speakTheirs } from "./language.ts";
import { NobodyHere } from "./NobodyHere.tsx";
import { NotHere, routes, SignIn } from "./routes.tsx";

/** Before it is known who is here: the same header, and bones. */
const Starting = ({ error, onRetry }: { error?: unknown; onRetry?: () => void }) => (
  <div className="shell">
    <header className="top">
      <span className="brand">
        <Mark /> Kring
      </span>
    </header>
    <OfflineStrip />
    <main className="wrap">
      {error && onRetry ? (
        <>
          <h1 className="vh">Kring</h1>
          <Problem of={error} onRetry={onRetry} />
        </>
      ) : (
        <>
          <h1 className="vh">Kring</h1>
          <Loading what={<Trans>Opening Kring</Trans>} />
        </>
      )}
    </main>
  </div>
);

/** The place that belongs to the hat last worn. */
const useHat = (me: Me): string | null => {
  const [path] = useLocation();
  const hat = lastHat(me);
  useEffect(() => {
    if (path !== "/" && hatsOf(me).includes(hatAt(path))) wear(hatAt(path));
  }, [path, me]);
  return path === "/" && hat && hat !== "guardian" ? startOf(hat, me) : null;
};

const Screens = ({ me }: { me: Me }) => {
  const elsewhere = useHat(me);
  const hats = hatsOf(me);
  if (elsewhere) return <Redirect to={elsewhere} replace />;
  return (
    <Switch>
      {routes
        .filter((route) => route.hats.some((hat) => hats.includes(hat)))
        .map(({ path, Screen }) => (
          <Route key={path} path={path}>
            <Screen />
          </Route>
        ))}
      <Route path="/sign-in">
        <Redirect to="/" replace />
      </Route>
      <Route>
        <NotHere />
      </Route>
    </Switch>
  );
};

/** Everything below knows who is here. */
const SignedIn = () => {
  const { data: me, error, refetch } = useQuery(meQuery);
  const language = me?.schools[0]?.language;
  useEffect(() => {
    if (language) void speakTheirs(language);
  }, [language]);
  if (!me) return <Starting error={error} onRetry={() => void refetch()} />;
  if (!me.schools.some(({ roles }) => roles.length > 0)) return <NobodyHere />;
  return (
    <MeContext value={me}>
      <Screens me={me} />
    </MeContext>
  );
};

export const App = () => {
  const phase = usePhase();
  return (
    <>
      <Boundary>
        <Suspense fallback={<Starting />}>{phase === "in" ? <SignedIn /> : <SignIn />}</Suspense>
      </Boundary>
      <Toasts />
      <Live />
    </>
  );
};
