// Measures a screen as a person with poor eyes and an unsteady finger meets it: letters, lines, targets, gaps, focus, zoom.
// The thresholds are rules 1, 2, 3, 5, 7, 8, 30 and 31 of the design rules. Called by tests/journeys/every-screen*.test.ts.
import type { Page } from 'playwright-core';

export type Measure = {
  /** Least size of running text, CSS px: 22 for learners, 19 otherwise. */
  readonly body: number;
};

/**
 * Small print that a screen can be used without: the tools of the frame, states, dates, the practice world's own labels.
 * It may be smaller than running text, never smaller than 16 px.
 */
const smallPrint = [
  '.page-tools',
  '.nav-bar',
  '.small',
  '.state',
  '.hand-back',
  '.list-text',
  '.list-note',
  '.card-link-note',
  '.choice-hint',
  '.data-table',
  '.training-band',
  '.training-stamp',
  '.lesson-facts',
  '.todo-note',
  '.point-tag',
  '.key-erase',
].join(',');

/** Rows and tabs that touch by design: one surface each, told apart by a line, and nothing in them destroys. */
const touching = '.list-main, .nav-item, .tab, .data-table *';

export function sizeFaults(page: Page, { body }: Measure): Promise<string[]> {
  return page.evaluate(
    ({ least, small, mayTouch }) => {
      const found = new Set<string>();
      const name = (element: Element): string =>
        `${element.tagName.toLowerCase()}${element.className && typeof element.className === 'string' ? `.${element.className.trim().replaceAll(' ', '.')}` : ''} "${(element.textContent ?? '').trim().slice(0, 30)}"`;
      const seen = (element: Element): boolean =>
        element.checkVisibility({ visibilityProperty: true }) &&
        element.closest('.visually-hidden, .skip-link, option') === null;

      // Letters and lines.
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const { parentElement: parent } = node;
        if (!parent || !node.textContent?.trim() || !seen(parent)) continue;
        const style = getComputedStyle(parent);
        const size = parseFloat(style.fontSize);
        const wished = parent.closest(small) ? 16 : least;
        if (size < wished - 0.01)
          found.add(`letters of ${size} px, not ${wished}: ${name(parent)}`);
        range.selectNodeContents(node);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
        const height = parseFloat(style.lineHeight) / size;
        const least1 = parent.closest('h1, h2, h3, button, .button, .nav-item') ? 1.1 : 1.3;
        if (lines > 1 && height < least1 - 0.01)
          found.add(`lines ${height.toFixed(2)} high: ${name(parent)}`);
      }

      // Targets: as large as what answers to the finger, which for a radio or a box is its label.
      const boxes = new Map<Element, DOMRect>();
      for (const target of document.querySelectorAll(
        'a[href], button, input, select, textarea, summary',
      )) {
        const whole = target.closest('label') ?? target;
        if (!seen(whole) || whole.closest('dialog:not([open])')) continue;
        // A link inside a sentence is as high as its line (WCAG 2.5.8 excepts it).
        const sentence =
          target.matches('a') &&
          target.parentElement?.matches('p, li, dd') &&
          target.parentElement.textContent?.trim() !== target.textContent?.trim();
        if (sentence && getComputedStyle(target).display === 'inline') continue;
        boxes.set(whole, whole.getBoundingClientRect());
      }
      for (const [target, { width, height }] of boxes) {
        const [high, wide] = target.matches('.key')
          ? [72, 72]
          : target.matches('.button-primary, .drawn-button')
            ? [64, 48]
            : [48, 48];
        if (height < high - 0.5 || width < wide - 0.5)
          found.add(
            `target of ${Math.round(width)} x ${Math.round(height)} px, not ${wide} x ${high}: ${name(target)}`,
          );
        if (
          (target instanceof HTMLAnchorElement || target instanceof HTMLButtonElement) &&
          target.innerText.trim() === ''
        )
          found.add(`no visible word: ${name(target)}`);
      }
      const all = [...boxes];
      for (const [i, [one, a]] of all.entries()) {
        for (const [other, b] of all.slice(i + 1)) {
          if (
            one.contains(other) ||
            other.contains(one) ||
            (one.matches(mayTouch) && other.matches(mayTouch))
          )
            continue;
          const layer = (element: Element): Element | null => element.closest('.nav-bar, dialog');
          if (layer(one) !== layer(other)) continue;
          const across = Math.max(a.left - b.right, b.left - a.right);
          const down = Math.max(a.top - b.bottom, b.top - a.bottom);
          const gap = Math.max(across, down);
          if (gap < 12 - 0.5)
            found.add(`${Math.round(gap)} px between ${name(one)} and ${name(other)}`);
        }
      }

      // An icon never speaks alone.
      for (const icon of document.querySelectorAll('svg.icon')) {
        const around = icon.parentElement;
        const words = `${around?.innerText ?? ''}${around?.parentElement?.innerText ?? ''}`;
        if (seen(icon) && words.trim() === '') found.add(`an icon without a word: ${name(icon)}`);
      }

      // Two fingers may always zoom.
      const viewport =
        document.querySelector<HTMLMetaElement>('meta[name=viewport]')?.content ?? '';
      if (/user-scalable\s*=\s*(no|0)|maximum-scale/.test(viewport))
        found.add(`zoom is forbidden: ${viewport}`);
      for (const element of document.querySelectorAll('body, body *:not(track)')) {
        const touch = getComputedStyle(element).touchAction;
        if (!/auto|manipulation|pinch-zoom/.test(touch))
          found.add(`touch-action ${touch}: ${name(element)}`);
      }
      return [...found];
    },
    { least: body, small: smallPrint, mayTouch: touching },
  );
}

/** Walks through the screen by Tab: each thing in focus has a ring of 3 px, is in sight and lies under nothing. */
export async function focusFaults(page: Page): Promise<string[]> {
  const bars = await page.evaluateHandle(async () => {
    // The bar tells its height in the frame after it was drawn.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    scrollTo(0, 0);
    (document.activeElement as HTMLElement | null)?.blur();
    return [...document.querySelectorAll('body *')].filter((one) =>
      ['sticky', 'fixed'].includes(getComputedStyle(one).position),
    );
  });
  const met = await page.evaluateHandle(() => new Set<Element>());
  const found = new Set<string>();
  for (let steps = 0; steps < 120; steps += 1) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(
      ([sticky, before]) => {
        const element = document.activeElement;
        if (!element || element === document.body || before.has(element)) return 'end';
        before.add(element);
        if (element.matches('.skip-link')) return '';
        const name = `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent ?? '').trim().slice(0, 30)}"`;
        // A radio or a box shows its focus by its whole label.
        const whole = element.closest('label:has(:focus-visible)') ?? element;
        const ringed = [element, whole].some((one) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(one);
          return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 3;
        });
        if (!ringed) return `no focus ring of 3 px: ${name}`;
        const box = whole.getBoundingClientRect();
        if (box.bottom <= 0 || box.top >= innerHeight) return `in focus, but out of sight: ${name}`;
        // What is higher than the room between the bars cannot be seen whole.
        const bars = sticky
          .map((bar) => bar.getBoundingClientRect())
          .filter((bar) => bar.width > innerWidth / 2);
        const room = innerHeight - bars.reduce((sum, bar) => sum + bar.height, 0) - 64;
        for (const bar of sticky) {
          if (bar.contains(element) || box.height > room) continue;
          // An open dialog lies above everything.
          if (element.closest('dialog') && !bar.closest('dialog')) continue;
          const over = bar.getBoundingClientRect();
          const down = Math.min(box.bottom, over.bottom) - Math.max(box.top, over.top);
          const across = Math.min(box.right, over.right) - Math.max(box.left, over.left);
          if (down > 1 && across > 1) return `in focus under ${bar.className}: ${name}`;
        }
        return '';
      },
      [bars, met] as const,
    );
    if (fault === 'end') break;
    if (fault !== '') found.add(fault);
  }
  await Promise.all([bars.dispose(), met.dispose()]);
  return [...found];
}
