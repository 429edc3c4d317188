// A QR code as SVG, black on white in every theme, so that any phone reads it. For enrolment links,
// take-home cards and posters. Draws elements, never HTML text: the policy forbids the latter.
import { encode } from 'uqr';

import { Icon } from './Icon.tsx';

export type QrCodeProps = {
  readonly value: string;
  /** What the code leads to: read aloud, and shown under the code unless `bare`. */
  readonly label: string;
  readonly bare?: boolean | undefined;
  /** Width on screen in CSS px; paper sets its own by CSS. */
  readonly size?: number | undefined;
};

/** One path of the dark squares, runs merged. @returns the path and the grid's side */
export function qrPath(value: string): { d: string; side: number } {
  const { data, size } = encode(value, { ecc: 'M', border: 4 });
  let d = '';
  for (const [y, line] of data.entries()) {
    for (let x = 0; x < line.length; x += 1) {
      if (!line[x]) continue;
      const from = x;
      while (line[x + 1]) x += 1;
      d += `M${from} ${y}h${x + 1 - from}v1h-${x + 1 - from}z`;
    }
  }
  return { d, side: size };
}

export function QrCode({ value, label, bare, size = 220 }: QrCodeProps) {
  const { d, side } = qrPath(value);
  return (
    <figure class="qr-code">
      <svg
        viewBox={`0 0 ${side} ${side}`}
        style={{ inlineSize: `${size}px` }}
        role="img"
        aria-label={label}
        shape-rendering="crispEdges"
      >
        <path d={`M0 0h${side}v${side}H0z`} fill="#fff" />
        <path d={d} fill="#000" />
      </svg>
      {!bare && (
        <figcaption>
          <Icon name="code" /> {label}
        </figcaption>
      )}
    </figure>
  );
}
