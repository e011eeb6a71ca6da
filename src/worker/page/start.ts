// Vite makes the address of the built worker the default export.
// oxlint-disable-next-line import/default
import workerUrl from '../side/main.ts?worker&url';

/** The part of the Trusted Types API that is needed; browsers without it take the plain address. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

let trusted: string | undefined;

/** The one script address that the page's policy `nearfar` lets through. */
function workerAddress(): string {
  const policy = window.trustedTypes?.createPolicy('nearfar', {
    createScriptURL: (url) => {
      if (url !== workerUrl) throw new TypeError('Only the worker of this page may be started.');
      return url;
    },
  });
  return policy ? policy.createScriptURL(workerUrl) : workerUrl;
}

/** Starts a worker of this page. */
export function startWorker(): Worker {
  trusted ??= workerAddress();
  return new Worker(trusted, { type: 'module', name: 'nearfar' });
}
