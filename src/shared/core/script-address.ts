// The address of a script that is run beside the page, in the form that the security policy demands (server/headers.ts lists the names).
// Used by all who start a worker: packing, reading of codes, the service worker.

type Policy = { readonly createScriptURL: (url: string) => unknown };
type TrustedTypes = {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ) => Policy;
};

/**
 * Lets one address pass. To be called once per page and name: a policy may not be made twice.
 * @returns typed as text, which is what the doors for scripts ask for; where the browser has such policies it is an object of theirs
 */
export function scriptAddress(name: string, address: string): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  if (!trustedTypes) return address;
  const policy = trustedTypes.createPolicy(name, {
    createScriptURL: (url) => {
      if (url !== address) throw new TypeError(`Not a script of this app: ${url}`);
      return url;
    },
  });
  return policy.createScriptURL(address) as string;
}
