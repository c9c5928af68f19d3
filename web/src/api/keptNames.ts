/** The service worker's store of answers for reading without network. */
export const ANSWERS = "kring-answers";

/** The header with the moment of a kept answer that the worker gave in place of the server's. */
export const KEPT = "x-kring-kept";
