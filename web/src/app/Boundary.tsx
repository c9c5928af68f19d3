import { Trans } from "@lingui/react/macro";
import { Component, type ReactNode } from "react";
import { Unreachable } from "../api/problem.ts";
import { Button } from "../ui/Button.tsx";
import { Problem } from "../ui/Problem.tsx";

type Props = { children: ReactNode };
type State = { error: unknown };

/** A part of the client that could not be fetched: Chromium, Firefox and Safari each say it in words of their own. */
const isMissingPart = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported|importing a module|loading/i.test(error.message);

/** What broke while drawing is said, with a way on, in place of an empty page. */
export class Boundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="wrap">
        <h1>Kring</h1>
        <Problem of={isMissingPart(error) ? new Unreachable(error) : error}>
          <Button kind="main" onClick={() => window.location.reload()}>
            <Trans>Load again</Trans>
          </Button>
        </Problem>
      </main>
    );
  }
}
