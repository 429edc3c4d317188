// Text to gzip by the browser's own packer. Called by transport.ts and, beside the page, by gzip-worker.ts.

/** @returns bytes of one gzip member */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packer = new CompressionStream('gzip');
  const writer = packer.writable.getWriter();
  const [packed] = await Promise.all([
    new Response(packer.readable).arrayBuffer(),
    writer.write(new TextEncoder().encode(text)),
    writer.close(),
  ]);
  return new Uint8Array(packed);
}
