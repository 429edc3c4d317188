// Text to gzip by the browser's own packer. Called by transport.ts and, beside the page, by gzip-worker.ts.

/** Piece by piece as the browser reads it, so that a page stays alive meanwhile. @returns bytes of one gzip member */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
