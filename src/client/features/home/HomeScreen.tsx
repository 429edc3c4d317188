// `/`: the next thing in one tap. For staff: record, hand over, teach; for anyone else: practise, learn, find help.
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { CardLink } from '#ui/Card.tsx';
import { LanguageSwitch } from '#ui/LanguageSwitch.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';

import { HomeBelt } from './HomeBelt.tsx';
import './home.css';

export function HomeScreen() {
  const { identity } = useDevice();
  const held = identity.value;
  const title = held ? t('home:hello.name', { name: held.person.displayName }) : t('home:hello');
  return (
    <PageFrame title={title} lead={t('home:lead')}>
      {held ? <StaffCards role={held.person.role} /> : <ResidentCards />}
      {!held && <HomeBelt />}
      <LanguageSwitch />
      <nav class="home-foot" aria-label={t('home:foot')}>
        <a href="/settings">{t('common:nav.settings')}</a>
        {!held && <a href="/enrol">{t('home:staff')}</a>}
        <a href="/accessibility">{t('home:accessibility')}</a>
      </nav>
    </PageFrame>
  );
}

function StaffCards({ role }: { readonly role: string }) {
  return (
    <div class="grid">
      <CardLink
        main
        href="/sessions/new"
        icon="records"
        title={t('home:record')}
        text={t('home:record.text')}
      />
      <CardLink
        href="/hand-over"
        icon="handover"
        title={t('home:handOver')}
        text={t('home:handOver.text')}
      />
      <CardLink href="/learn" icon="learn" title={t('home:teach')} text={t('home:teach.text')} />
      <CardLink
        href="/learners"
        icon="people"
        title={t('home:learners')}
        text={t('home:learners.text')}
      />
      <CardLink
        href="/learners/due"
        icon="history"
        title={t('home:due')}
        text={t('home:due.text')}
      />
      <CardLink href="/todos" icon="todo" title={t('home:todos')} text={t('home:todos.text')} />
      {role === 'coordinator' && (
        <CardLink href="/desk" icon="desk" title={t('home:desk')} text={t('home:desk.text')} />
      )}
    </div>
  );
}

function ResidentCards() {
  return (
    <div class="grid">
      <CardLink
        main
        href="/practice"
        icon="practice"
        title={t('home:practise')}
        text={t('home:practise.text')}
      />
      <CardLink href="/learn" icon="learn" title={t('home:learn')} text={t('home:learn.text')} />
      <CardLink href="/surveys" icon="survey" title={t('home:begin')} text={t('home:begin.text')} />
      <CardLink
        href="/places"
        icon="places"
        title={t('home:places')}
        text={t('home:places.text')}
      />
    </div>
  );
}
