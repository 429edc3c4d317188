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
  ripple:
    'M3 10c3.2-3 5.4-3 8.7 0s5.4 3 8.6 0 5.5-3 8.7 0M3 17c3.2-3 5.4-3 8.7 0s5.4 3 8.6 0 5.5-3 8.7 0M3 24c3.2-3 5.4-3 8.7 0s5.4 3 8.6 0 5.5-3 8.7 0',
  wire: 'M17 3 7 18h8l-2 11 12-16h-8.5Z',
  house: 'M4 16 16 5l12 11M7.5 13v14h17V13M13.5 27v-8h5v8',
  shelf: 'M4 27h24M4 15h24M4 4v23M28 4v23M8.5 15V8h4v7M15 15V6h4v9M20 27v-8h4v8M10 27v-7h5v7',
  window: 'M6 4h20v24H6ZM16 4v24M6 16h20M3 28h26',
  swallow:
    'M3 9c6 0 9.5 2 11.5 6C17 9 22 6 29 6c-2 5-5 8.5-9.5 10.5L23 26l-7-6-8 5c1-5 2.5-7.5 4-9C9.5 13 6.5 11 3 9Z',
  road: 'M11 4 5 28M21 4l6 24M16 5v4M16 13v5M16 22v5',
  chest: 'M5 14c0-5 2-8 5-8h12c3 0 5 3 5 8v12H5ZM5 14h22M13.5 12h5v6h-5Z',
  basket: 'M4 13h24l-3 14H7ZM9 13c0-5 3-8 7-8s7 3 7 8M12 17v6M16 17v6M20 17v6',
  hand: 'M9 17V8.5a2 2 0 0 1 4 0V15M13 14V5.5a2 2 0 0 1 4 0V14M17 14V7a2 2 0 0 1 4 0v8M21 15v-4a2 2 0 0 1 4 0v8c0 6-3.5 9-8.5 9-4 0-6-2-8-5.5L5 17.5a2 2 0 0 1 3.5-2L9 17',
  bell: 'M16 4a8 8 0 0 1 8 8c0 6 2 8 3 10H5c1-2 3-4 3-10a8 8 0 0 1 8-8ZM16 2v2M13 25a3 3 0 0 0 6 0',
  book: 'M16 8c-3-2.5-7-3-12-3v19c5 0 9 .5 12 3 3-2.5 7-3 12-3V5c-5 0-9 .5-12 3ZM16 8v19',
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
