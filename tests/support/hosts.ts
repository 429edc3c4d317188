// Finds the external hosts that a text names. Called by the tests that forbid them.

/** Names of things, not places to go: XML namespaces and schema identifiers are never fetched. */
const namespaces = new Set([
  'www.w3.org',
  'json-schema.org',
  // Workbooks (.xlsx): Office Open XML in its two editions, and what spreadsheet programs add to it.
  'schemas.openxmlformats.org',
  'schemas.microsoft.com',
  'purl.oclc.org',
  'purl.org',
  'www.wps.cn',
]);

/** Names set aside by RFC 2606 and RFC 6761 (made-up addresses of the practice world), and this machine. */
export const isReserved = (host: string): boolean =>
  /(^|\.)(example|test|invalid|localhost)$|^example\.(com|org|net)$/.test(host) ||
  /^(127\.|0\.0\.0\.0|\[?::1)/.test(host);

/** External hosts named by an absolute or protocol-relative address in the text, each once. */
export function hostsIn(text: string): string[] {
  const absolute = text.matchAll(/\b(?:https?|wss?|ftp):\/\/([a-z0-9.-]+)/gi);
  const relative = text.matchAll(/(?:["'`(]|=\s*)\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi);
  const hosts = [...absolute, ...relative]
    .map((hit) => (hit[1] ?? '').toLowerCase().replace(/\.+$/, ''))
    .filter((host) => host !== '' && !namespaces.has(host) && !isReserved(host));
  return [...new Set(hosts)];
}
