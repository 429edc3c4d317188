// What a survey is called, what is said before and after it, where it is asked and how long its answers hold. Part of the survey editor.
import { useRecords } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { NumberField } from '#ui/NumberField.tsx';
import { surveyFieldId } from './survey-faults.ts';
import type { SurveyEdit } from './survey-props.ts';
import { sitesIn } from './survey-record.ts';
import { SitePicker } from './SitePicker.tsx';
import { SurveyTexts } from './SurveyTexts.tsx';

export function SurveyHead(props: SurveyEdit) {
  const { now, set, errorOf } = props;
  const sites = useRecords('site') ?? [];
  const days = now['validDays'];
  const id = surveyFieldId('validDays');
  return (
    <section class="edit-step">
      <h2>{t('survey-builder:head')}</h2>
      <SurveyTexts
        {...props}
        texts={(['title', 'summary', 'intro', 'thanks'] as const).map((key) => ({
          key,
          label: t(`survey-builder:head.${key}`),
          needed: key === 'title' || key === 'summary',
        }))}
      />
      <NumberField
        id={id}
        label={t('survey-builder:days')}
        hint={t('survey-builder:days.hint')}
        value={typeof days === 'number' ? days : null}
        error={errorOf(id)}
        onChange={(validDays) => set({ validDays: validDays ?? 0 })}
      />
      <SitePicker
        sites={sites}
        chosen={sitesIn(now)}
        onChange={(chosen) => set({ sites: [...chosen] })}
        error={undefined}
        words={{
          label: t('survey-builder:sites'),
          hint: t('survey-builder:sites.hint'),
          chosen: t('survey-builder:sites.chosen'),
          drop: t('survey-builder:sites.drop'),
        }}
      />
    </section>
  );
}
