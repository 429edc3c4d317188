// The drawn signs of the invented companies, two tones of the colour they stand in. Used by phone, bill and browser.
import type { Brand } from '#practice/brands.ts';

/** One path each on a 32 by 32 grid. */
const signs: Readonly<Record<Brand['sign'], string>> = {
  birch:
    'M16 3c7 5 9 10 9 14 0 5-4 8-9 8s-9-3-9-8c0-4 2-9 9-14ZM16 9v20M16 15l4-3M16 20l5-3.5M16 15l-4-3M16 20l-5-3.5',
  key: 'M9.5 10.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM15 16h14M25 16v5M20.5 16v4',
  drop: 'M16 3c6 8 9 12 9 16.5a9 9 0 0 1-18 0C7 15 10 11 16 3ZM11.5 20a4.6 4.6 0 0 0 4.5 4.6',
  stove:
    'M7 6h18v20H7ZM5 26h22M11 11h10v9H11ZM16 12.5c2.3 2.4 2.6 4 1.6 6h-3.4c-1-1.8-.5-3.4 1.8-6ZM13 3h6v3',
  broom: 'M16 3v12M10.5 15h11l2.5 14H8ZM12 15l-1.5 14M16 15v14M20 15l1.5 14M10 21h12.2',
};

export function BrandSign({ sign }: { readonly sign: Brand['sign'] }) {
  return (
    <svg
      class="brand-sign"
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      stroke-width="2.2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={signs[sign]} />
    </svg>
  );
}
