type ScriptPolicy = { createScriptURL: (url: string) => string };
type TrustedTypes = { createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy };

const workerUrl = "/sw.js";

/** The page's policy asks a trusted address for a worker (Trusted Types); there is one, and it is ours. */
const trustedWorkerUrl = (): string => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return workerUrl;
  const policy = trustedTypes.createPolicy("kring", {
    createScriptURL: (url) => {
      if (url !== workerUrl) throw new TypeError(`not our worker: ${url}`);
      return url;
    },
  });
  return policy.createScriptURL(workerUrl);
};

/** The service worker: after the page, so that the first load is not slowed down. A page without it works too. */
export const startWorker = (): void => {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => {
    navigator.serviceWorker
      .register(trustedWorkerUrl())
      .catch((error: unknown) => console.warn("no service worker", error));
  });
};
