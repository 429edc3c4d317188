// Which places somebody works at or something is for: chosen ones as buttons to take away, the others in one list, since a municipality has dozens. Used by
// PersonScreen and, with words of its own, by the survey editor.
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
  /** Instead of the words about a person. */
  readonly words?: Readonly<Record<'label' | 'hint' | 'chosen' | 'drop', string>>;
};

export function SitePicker({ sites, chosen, onChange, error, words }: SitePickerProps) {
  const ordered = sites.toSorted((a, b) => compareWords(a.name, b.name));
  const has = new Set(chosen);
  return (
    <div class="stack-tight">
      <Select
        id="person-sites"
        label={words?.label ?? t('desk:col.sites')}
        hint={
          sites.length === 0
            ? t('desk:person.noSites')
            : (words?.hint ?? t('desk:person.sites.hint'))
        }
        empty={t('desk:person.sites.add')}
        value=""
        options={ordered
          .filter((site) => !has.has(site.id))
          .map((site) => ({ value: site.id, label: site.name }))}
        onChange={(id) => id !== '' && onChange([...chosen, id])}
        error={error}
      />
      {chosen.length > 0 && (
        <ul class="row desk-chosen" aria-label={words?.chosen ?? t('desk:person.sites.chosen')}>
          {ordered
            .filter((site) => has.has(site.id))
            .map((site) => (
              <li key={site.id}>
                <Button
                  icon="close"
                  about={words?.drop ?? t('desk:person.sites.drop')}
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
