// What came in with a parcel, in numbers, and what could not, with reasons. Part of TakeScreen.
import type { RefusedRecord } from '#device/carry.ts';
import type { TakenParcel } from '#device/carry-ways.ts';
import { formatDateTime } from '#i18n/format.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { Notice } from '#ui/Notice.tsx';

type TakenResultProps = { readonly result: TakenParcel; readonly onMore: () => void };

/** The record by its kind and by what people know it by. */
function nameOf({ kind, fields }: RefusedRecord): string {
  const word = hasText(`sessions:kind.${kind}`) ? t(`sessions:kind.${kind}`) : kind;
  const started = fields['startedAt']?.[0];
  const time = typeof started === 'number' ? formatDateTime(started) : undefined;
  const own = ['code', 'title', 'displayName', 'name'].map((field) => fields[field]?.[0]);
  const name = [...own, time].find((one) => typeof one === 'string');
  return typeof name === 'string' ? `${word}: ${name}` : word;
}

export function TakenResult({ result, onMore }: TakenResultProps) {
  const { taken, known, content, media, refused, device, person } = result;
  return (
    <>
      <Notice kind="done" live title={t('carry:taken', { count: taken, device })}>
        <p>{t('carry:taken.from', { person })}</p>
        {taken + media > 0 && <p>{t('carry:taken.next')}</p>}
        {known > 0 && <p>{t('carry:known', { count: known })}</p>}
        {content > 0 && <p>{t('carry:taken.content', { count: content })}</p>}
        {media > 0 && <p>{t('carry:taken.media', { count: media })}</p>}
      </Notice>
      {refused.length > 0 && (
        <section class="stack">
          <Notice kind="careful" title={t('carry:refused', { count: refused.length })}>
            <p>{t('carry:refused.text')}</p>
          </Notice>
          <List label={t('carry:refused', { count: refused.length })}>
            {refused.map((one) => (
              <ListRow
                key={`${one.kind}/${one.id}`}
                icon="careful"
                title={nameOf(one)}
                text={t(`errors:${one.code}`)}
              />
            ))}
          </List>
        </section>
      )}
      <div>
        <Button icon="download" onPress={onMore}>
          {t('carry:more')}
        </Button>
      </div>
    </>
  );
}
