import { Fault } from "../ports/fault.ts";

type AwsError = {
  name?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
  $retryable?: { throttling?: boolean };
};

/** Names under which AWS services say "not now": nothing was done. */
const THROTTLED = new Set([
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
  // A single write met an open transaction on the same item.
  "TransactionConflictException",
]);

/** Connections that broke: the request may have arrived. */
const BROKEN = new Set([
  "TimeoutError",
  "RequestTimeout",
  "RequestTimeoutException",
  "AbortError",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ECONNREFUSED",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "NetworkingError",
]);

/** What an SDK error means to us, after the SDK's own retries. Anything unknown is refused: trying again won't help. */
export const asFault = (where: string, error: unknown): Fault => {
  if (error instanceof Fault) return error;
  const { name = "", code = "", $metadata, $retryable } = (error ?? {}) as AwsError;
  const status = $metadata?.httpStatusCode ?? 0;
  if (THROTTLED.has(name) || $retryable?.throttling || status === 429)
    return new Fault("throttled", where, { cause: error });
  if (BROKEN.has(name) || BROKEN.has(code) || status >= 500) return new Fault("lost", where, { cause: error });
  return new Fault("refused", where, { cause: error });
};
