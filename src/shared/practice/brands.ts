// The invented companies and offices of the practice world. Their names are the same in every language, as on a real bill.
// Called by scenarios (by id) and drawn by client/practice-world. One more brand is one more entry here and a sign there.

export type BrandKind =
  | 'bank'
  | 'identity'
  | 'issuer'
  | 'portal'
  | 'platform'
  | 'office'
  | 'app'
  | 'library';

export interface Brand {
  readonly id: string;
  readonly name: string;
  readonly kind: BrandKind;
  /** Which of the drawn signs and colour sets stands for it. */
  readonly sign:
    | 'birch' | 'key' | 'drop' | 'stove' | 'broom' | 'ripple' | 'wire' | 'house' | 'shelf' | 'window' | 'swallow' | 'road'
    | 'chest' | 'basket' | 'hand' | 'book' | 'bell'; // prettier-ignore
  /** Its name as a bank knows it, when another than on its bills. */
  readonly registered?: string;
}

export const brands: readonly Brand[] = [
  { id: 'berzu-banka', name: 'Bērzu banka', kind: 'bank', sign: 'birch' },
  { id: 'zala-atslega', name: 'Zaļā atslēga', kind: 'identity', sign: 'key' },
  {
    id: 'strautina-udens',
    name: 'Strautiņa ūdens',
    kind: 'issuer',
    sign: 'drop',
    registered: 'SIA Strautiņa ūdens',
  },
  {
    id: 'silta-krasns',
    name: 'Siltā krāsns',
    kind: 'issuer',
    sign: 'stove',
    registered: 'Siltā krāsns un dēli SIA',
  },
  {
    id: 'tira-slota',
    name: 'Tīrā slota',
    kind: 'issuer',
    sign: 'broom',
    registered: 'Namu kopšana Tīrā slota SIA',
  },
  /** Easily taken for Strautiņa ūdens. */
  { id: 'strautinu-udens', name: 'Strautiņu ūdens', kind: 'issuer', sign: 'ripple' },
  {
    id: 'rita-strava',
    name: 'Rīta strāva',
    kind: 'issuer',
    sign: 'wire',
    registered: 'SIA Rīta strāva',
  },
  {
    id: 'namina-saimnieks',
    name: 'Namiņa saimnieks',
    kind: 'issuer',
    sign: 'house',
    registered: 'Biedrība Namiņa saimnieks',
  },
  {
    id: 'plavas-zvans',
    name: 'Pļavas zvans',
    kind: 'issuer',
    sign: 'bell',
    registered: 'SIA Pļavas zvans',
  },
  { id: 'rekinu-plaukts', name: 'Rēķinu plaukts', kind: 'platform', sign: 'shelf' },
  { id: 'pakalpojumu-logs', name: 'Pakalpojumu logs', kind: 'portal', sign: 'window' },
  { id: 'raita-bezdeliga', name: 'Raitā bezdelīga', kind: 'office', sign: 'swallow' },
  { id: 'cela-zimju-birojs', name: 'Ceļa zīmju birojs', kind: 'office', sign: 'road' },
  { id: 'pensiju-purs', name: 'Pensiju pūrs', kind: 'office', sign: 'chest' },
  { id: 'nodoklu-grozs', name: 'Nodokļu grozs', kind: 'office', sign: 'basket' },
  { id: 'tala-roka', name: 'Tālā roka', kind: 'app', sign: 'hand' },
  { id: 'pagasta-lasitava', name: 'Pagasta lasītava', kind: 'library', sign: 'book' },
];

export const brandOf = (id: string): Brand | undefined => brands.find((brand) => brand.id === id);
