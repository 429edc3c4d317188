// The invented companies of the practice world. Their names are the same in every language, as on a real bill.
// Called by scenarios (by id) and drawn by client/practice-world. One more brand is one more entry here and a sign there.

export type BrandKind = 'bank' | 'identity' | 'issuer' | 'portal' | 'sender';

export interface Brand {
  readonly id: string;
  readonly name: string;
  readonly kind: BrandKind;
  /** Which of the drawn signs and colour sets stands for it. */
  readonly sign: 'birch' | 'key' | 'drop' | 'stove' | 'broom';
}

export const brands: readonly Brand[] = [
  { id: 'berzu-banka', name: 'Bērzu banka', kind: 'bank', sign: 'birch' },
  { id: 'zala-atslega', name: 'Zaļā atslēga', kind: 'identity', sign: 'key' },
  { id: 'strautina-udens', name: 'Strautiņa ūdens', kind: 'issuer', sign: 'drop' },
  { id: 'silta-krasns', name: 'Siltā krāsns', kind: 'issuer', sign: 'stove' },
  { id: 'tira-slota', name: 'Tīrā slota', kind: 'issuer', sign: 'broom' },
];

export const brandOf = (id: string): Brand | undefined => brands.find((brand) => brand.id === id);
