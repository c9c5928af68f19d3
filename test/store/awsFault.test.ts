import { describe, expect, it } from "@jest/globals";
import { Fault, type FaultKind } from "#shared/ports/fault.ts";
import { asFault } from "#shared/store/awsFault.ts";

// What each service really sends is tried under the SDK in `contracts/sdkErrors.test.ts`; here is the whole list.
const rows: [FaultKind, unknown[]][] = [
  [
    "throttled",
    [
      ...[
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "LimitExceededException",
        "KMSInternalException",
        "DependencyTimeoutException",
        "TransactionInProgressException",
        "TransactionConflictException",
      ].map((name) => ({ name, $metadata: { httpStatusCode: 400 } })),
      { name: "KMSInternalException", $metadata: { httpStatusCode: 500 } },
      { name: "New", $retryable: { throttling: true } },
      { name: "New", $metadata: { httpStatusCode: 429 } },
    ],
  ],
  [
    "lost",
    [
      ...["TimeoutError", "RequestTimeout", "RequestTimeoutException", "AbortError", "NetworkingError"].map((name) => ({
        name,
      })),
      ...[
        "ECONNRESET",
        "EPIPE",
        "ETIMEDOUT",
        "ECONNREFUSED",
        "EAI_AGAIN",
        "EHOSTUNREACH",
        "ENETUNREACH",
        "ENOTFOUND",
      ].map((code) => ({ name: "Error", code })),
      { name: "New", $metadata: { httpStatusCode: 500 } },
      { name: "New", $metadata: { httpStatusCode: 599 } },
      { name: "New", $retryable: { throttling: false }, $metadata: { httpStatusCode: 503 } },
    ],
  ],
  [
    "refused",
    [
      undefined,
      null,
      "text",
      {},
      new Error("a bug"),
      { name: "AccessDeniedException", $metadata: { httpStatusCode: 403 } },
      { name: "New", $metadata: { httpStatusCode: 499 } },
      { name: "New", $metadata: { httpStatusCode: 428 } },
      { name: "New", $retryable: {} },
      { code: "ThrottlingException" },
    ],
  ],
];

describe("asFault", () => {
  it.each(rows)("%s", (kind, errors) => {
    for (const error of errors) {
      const fault = asFault("table get", error);
      expect([fault.kind, fault.message, fault.name, fault.cause]).toStrictEqual([
        kind,
        `table get: ${kind}`,
        "Fault",
        error,
      ]);
    }
  });

  it("leaves a fault as it is", () => {
    const fault = new Fault("lost", "elsewhere");
    expect(asFault("table get", fault)).toBe(fault);
  });
});
