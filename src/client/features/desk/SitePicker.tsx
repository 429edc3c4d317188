// Which places somebody works at: chosen ones as buttons to take away, the others in one list, since a municipality has dozens. Part of PersonScreen.
import type { Row } from '#device/database.ts';
import { compareWords } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Select } from '#ui/Select.tsx';

export type SitePickerProps = {
  readonly sites: readonly Row<'site'>[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly error: string | undefined;
};

export function SitePicker({ sites, chosen, onChange, error }: SitePickerProps) {
  const ordered = sites.toSorted((a, b) => compareWords(a.name, b.name));
  const has = new Set(chosen);
  return (
    <div class="stack-tight">
      <Select
        id="person-sites"
        label={t('desk:col.sites')}
        hint={t(sites.length === 0 ? 'desk:person.noSites' : 'desk:person.sites.hint')}
        empty={t('desk:person.sites.add')}
        value=""
        options={ordered
          .filter((site) => !has.has(site.id))
          .map((site) => ({ value: site.id, label: site.name }))}
        onChange={(id) => id !== '' && onChange([...chosen, id])}
        error={error}
      />
      {chosen.length > 0 && (
        <ul class="row desk-chosen" aria-label={t('desk:person.sites.chosen')}>
          {ordered
            .filter((site) => has.has(site.id))
            .map((site) => (
              <li key={site.id}>
                <Button
                  icon="close"
                  about={t('desk:person.sites.drop')}
                  onPress={() => onChange(chosen.filter((id) => id !== site.id))}
                >
                  {site.name}
                </Button>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}
