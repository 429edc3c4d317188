// What a start prints in the terminal: the address, and as long as nobody has enrolled the code, its link and a QR of it.
import { networkInterfaces } from 'node:os';
import { renderUnicodeCompact } from 'uqr';

const EVERYWHERE = ['0.0.0.0', '::', '[::]'];

/** An address that another device can open: when the server listens everywhere, this machine's own on the network. */
export function addressOfServer(host: string, port: number): string {
  const own = Object.values(networkInterfaces())
    .flat()
    .find((address) => address && !address.internal && address.family === 'IPv4');
  const name = EVERYWHERE.includes(host) ? (own?.address ?? '127.0.0.1') : host;
  return `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`;
}

/** @param demo that all people and work in it are made up */
export function greeting(
  address: string,
  version: string,
  code: string | undefined,
  demo: boolean,
): string {
  const lines = [
    `Vēstnesis ${version}${demo ? ' (PARAUGS: made-up sample work)' : ''} is running at ${address}/`,
  ];
  if (code !== undefined) {
    const link = `${address}/enrol#${code}`;
    lines.push(
      '',
      'First coordinator: scan this, open the link, or type the code. It works once, for 7 days.',
      `  Code  ${code}`,
      `  Link  ${link}`,
      '',
    );
    lines.push(renderUnicodeCompact(link, { border: 2 }), '');
  }
  return lines.join('\n');
}
