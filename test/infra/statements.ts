import { at, type Json, listOf, type Props, refOf, type Synthesized } from "./synth.ts";

export type Statement = {
  /** Logical id of the role. */
  role: string;
  effect: string;
  actions: string[];
  resources: Json[];
  conditions: Props;
};

const statementsOf = (role: string, document: Json | undefined): Statement[] =>
  listOf(at(document, "Statement")).map((statement) => ({
    role,
    effect: String(at(statement, "Effect")),
    actions: listOf(at(statement, "Action")).map(String),
    resources: listOf(at(statement, "Resource")),
    conditions: (at(statement, "Condition") ?? {}) as Props,
  }));

/** What each role of a stack may do: its inline policies and those attached to it. */
export const statementsIn = (app: Synthesized, stack: string): Statement[] => [
  ...app
    .of(stack, "AWS::IAM::Role")
    .flatMap(({ id, props }) =>
      listOf(props.Policies).flatMap((policy) => statementsOf(id, at(policy, "PolicyDocument"))),
    ),
  ...app
    .of(stack, "AWS::IAM::Policy")
    .flatMap(({ props }) =>
      listOf(props.Roles).flatMap((role) => statementsOf(refOf(role) ?? "?", props.PolicyDocument)),
    ),
];
