/** The arrow of the house: events ← shared ← functions ← infra; the client knows only its generated API types. */
const room = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycle",
      severity: "error",
      comment: "A cycle is two things that are one, or one thing in the wrong place.",
      from: {},
      to: { circular: true },
    },
    room("events-alone", "^events/", "^(shared|functions|infra|web|test)/", "Contracts import nothing of ours."),
    room("shared-thinks", "^shared/", "^(functions|infra|web|test)/", "The thinking knows no edge."),
    room("functions-edge", "^functions/", "^(infra|web|test)/", "Handlers don't know what deploys them."),
    room("infra-below", "^infra/", "^(web|test)/", "Nothing that runs depends on tests or the client's source."),
    room("web-alone", "^web/", "^(events|shared|functions|infra|test)/", "The client talks to the API alone."),
    {
      name: "thinking-is-pure",
      severity: "error",
      comment: "Only shared/store may know AWS or Node; decide, evolve and policy know neither.",
      from: { path: "^(events|shared)/", pathNot: "^shared/store/" },
      to: { path: "(^node_modules/@aws|^node:|^(fs|crypto|path|timers)$)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "features-apart",
      severity: "error",
      comment: "What two features need goes to shared/policy.",
      from: { path: "^shared/(absence|calendar|duty|notice|people|pupil)/" },
      to: { path: "^shared/(absence|calendar|duty|notice|people|pupil)/", pathNot: "^shared/$1/" },
    },
    {
      name: "only-the-relay-publishes",
      severity: "error",
      comment: "A command handler that publishes could lose or invent an event in a crash.",
      from: { path: "^functions/", pathNot: "^functions/(relay|adapters)/" },
      to: { path: "^functions/adapters/bus", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      // aws-lambda is types alone.
      to: { couldNotResolve: true, pathNot: "^(virtual:|aws-lambda$)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|cdk.out|\\.kring)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
