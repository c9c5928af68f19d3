import { Logger } from "@aws-lambda-powertools/logger";
import type { Log } from "#shared/ports/log.ts";

/** One JSON line a message; level by LOG_LEVEL. What may be in it is decided by the port's type. */
export const makeLog = (service: string): Log => {
  const logger = new Logger({ serviceName: service });
  return {
    info: (message, fields = {}) => logger.info(message, fields),
    warn: (message, fields = {}) => logger.warn(message, fields),
    error: (message, fields = {}) => logger.error(message, fields),
  };
};
