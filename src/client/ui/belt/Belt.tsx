// Draws the belt as SVG: progress on screen, ornament of the take-home card and the certificate.
// Its colours are tokens, so paper gets it in black and white by itself.
import { t } from '#i18n/i18n.ts';

import { fringe, fringeLength, weave, type BeltDirection, type BeltRow } from './belt.ts';
import './belt.css';

export type BeltProps = {
  /** Whose belt: the same seed always gives the same edge, seams and fringe. */
  readonly seed: string;
  readonly rows: readonly BeltRow[];
  readonly direction?: BeltDirection | undefined;
  /** Signs in one line before the belt goes on under itself. */
  readonly perLine?: number | undefined;
  /** Only an ornament here: say nothing to a screen reader. */
  readonly ornament?: boolean | undefined;
};

/** "Josta: noaustas 3 rindas no 6", for the label and for the words beside it. */
export function beltWords(rows: readonly BeltRow[]): string {
  return t('common:belt.label', { count: rows.filter((row) => row.done).length, of: rows.length });
}

export function Belt({ seed, rows, direction = 'across', perLine = 5, ornament }: BeltProps) {
  const lines: BeltRow[][] = [];
  for (let at = 0; at < rows.length; at += perLine) lines.push(rows.slice(at, at + perLine));
  const name = ornament
    ? ({ 'aria-hidden': true } as const)
    : ({ role: 'img', 'aria-label': beltWords(rows) } as const);
  return (
    <div class={`belt belt-${direction}`} {...name}>
      {lines.map((line, index) => (
        <BeltLine
          key={index}
          seed={seed}
          rows={line}
          direction={direction}
          first={index === 0}
          last={index === lines.length - 1}
        />
      ))}
    </div>
  );
}

type BeltLineProps = {
  readonly seed: string;
  readonly rows: readonly BeltRow[];
  readonly direction: BeltDirection;
  readonly first: boolean;
  readonly last: boolean;
};

function BeltLine({ seed, rows, direction, first, last }: BeltLineProps) {
  const band = weave(seed, rows, direction);
  const across = direction === 'across';
  const [before, after] = [first ? fringeLength : 1, last ? fringeLength : 1];
  const whole = band.length + before + after;
  const [wide, high] = across ? [whole, band.breadth] : [band.breadth, whole];
  const cloth = across
    ? `M0 0h${band.wovenTo}v${band.breadth}H0z`
    : `M0 0v${band.wovenTo}h${band.breadth}V0z`;
  return (
    <svg
      viewBox={`${across ? -before : -0.5} ${across ? -0.5 : -before} ${across ? wide : wide + 1} ${across ? high + 1 : high}`}
      style={{ maxInlineSize: `${wide * 4}px` }}
      aria-hidden="true"
      focusable="false"
    >
      {first && <Fringe seed={seed} turn={across ? 'scale(-1 1)' : 'matrix(0 -1 1 0 0 0)'} />}
      {last && (
        <Fringe
          seed={`${seed}.`}
          turn={across ? `translate(${band.length})` : `matrix(0 1 1 0 0 ${band.length})`}
        />
      )}
      <path class="belt-warp" d={band.warp} />
      <path class="belt-planned" d={band.planned} />
      <path class="belt-cloth" d={cloth} />
      <path class="belt-weft" d={band.weft} />
      <path class="belt-woven" d={band.woven} />
    </svg>
  );
}

function Fringe({ seed, turn }: { readonly seed: string; readonly turn: string }) {
  const { threads, knots } = fringe(seed);
  return (
    <g transform={turn}>
      <path class="belt-fringe" d={threads} />
      <path class="belt-knots" d={knots.map((over) => `M2.4 ${over - 0.35}v.7`).join('')} />
    </g>
  );
}
