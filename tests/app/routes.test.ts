// The table of addresses: every row leads to a screen, and nobody is led where they may not go.
import { exec } from 'preact-iso/router';
import { beforeAll, describe, expect, it } from 'vitest';

import { admits, places } from '#app/places.ts';
import { routes } from '#app/routes.ts';
import { initI18n, t } from '#i18n/i18n.ts';

beforeAll(() => initI18n('lv'));

const actor = (role: 'resident' | 'mentor' | 'ambassador' | 'coordinator') => ({
  role,
  personId: '',
  sites: [],
});

describe('routes', () => {
  it.each(routes)('$path loads its screen and has a title', async ({ load, title }) => {
    expect(typeof (await load())).toBe('function');
    expect(t(title)).not.toBe(title.slice(title.indexOf(':') + 1));
  });

  it('have each address once', () => {
    const paths = routes.map((row) => row.path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('lead from every place of the bar somewhere', () => {
    const dead = places.filter(
      ({ href }) => href !== '/' && !routes.some((row) => exec(href, row.path)),
    );
    expect(dead).toEqual([]);
  });

  it('stand under a place that the person who may see them has', () => {
    const wrong = routes.filter((row) => {
      const place = places.find(({ key }) => key === row.place);
      return place?.audience === 'coordinator' && row.audience !== 'coordinator';
    });
    expect(wrong).toEqual([]);
  });

  it('a learner with the tablet in hand never reaches records of others, the desk or settings', () => {
    const open = routes.filter((row) => row.learner).map((row) => row.path);
    const closed = /^\/(records|sessions|learners|attention|desk|settings|enrol|hand-over|places)/;
    expect(open.filter((path) => closed.test(path))).toEqual([]);
    expect(open).toContain('/hand-back');
  });
});

describe('who may see', () => {
  it('anyone sees what is for anyone, staff what is for staff, only a coordinator the desk', () => {
    expect(admits('anyone', actor('resident'))).toBe(true);
    expect(admits('staff', actor('resident'))).toBe(false);
    expect(admits('staff', actor('mentor'))).toBe(true);
    expect(admits('coordinator', actor('ambassador'))).toBe(false);
    expect(admits('coordinator', actor('coordinator'))).toBe(true);
  });
});
