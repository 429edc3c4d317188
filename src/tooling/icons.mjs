// Draws the app's mark, an auseklis (the morning star of the woven belts), as SVG, and renders the PNG
// sizes that home screens ask for. Run by hand when the mark changes: node src/tooling/icons.mjs
import { mkdir, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';
import { Halt, inRoot, main } from './paths.mjs';

const carmine = '#8C1D33';
const paper = '#FBF8F3';

/**
 * The auseklis is one line through eight points, each joined to the third next. With the points turned
 * by half a step every edge lies level, upright or on a diagonal, as the weave needs it.
 * @param {number} radius
 */
const star = (radius) => {
  const points = Array.from({ length: 8 }, (_, step) => {
    const angle = (Math.PI / 8) * (2 * ((step * 3) % 8) + 1);
    return `${(256 + radius * Math.cos(angle)).toFixed(1)},${(256 + radius * Math.sin(angle)).toFixed(1)}`;
  });
  return `<polygon points="${points.join(' ')}" fill="none" stroke="${paper}" stroke-width="${(radius * 0.13).toFixed(1)}" stroke-linejoin="miter" stroke-miterlimit="4"/>`;
};

/** @param {number} radius */
const heart = (radius) => {
  const r = radius * 0.17;
  return `<path d="M256 ${256 - r}L${256 + r} 256L256 ${256 + r}L${256 - r} 256Z" fill="${paper}"/>`;
};

/**
 * @param {number} radius of the star in a square of 512
 * @param {number} corner radius of the square's corners
 */
const mark = (radius, corner) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="${corner}" fill="${carmine}"/>${star(radius)}${heart(radius)}</svg>\n`;

// A maskable icon may be cut to a circle of 80 %, so its star is smaller and its ground fills the square.
const plain = mark(205, 96);
const maskable = mark(165, 0);

/** @type {[string, string, number][]} */
const pictures = [
  ['icon-192.png', plain, 192],
  ['icon-512.png', plain, 512],
  ['maskable-512.png', maskable, 512],
  ['apple-touch-icon.png', maskable, 180],
];

await main(async () => {
  const executablePath = await findChromium();
  if (!executablePath) throw new Halt('Drawing the icons needs Chromium.');
  const folder = inRoot('public', 'icons');
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/icon.svg`, plain);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage();
  for (const [name, svg, size] of pictures) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0">${svg.replace('<svg ', `<svg width="${size}" height="${size}" `)}</body>`,
    );
    await page.screenshot({ path: `${folder}/${name}`, omitBackground: true });
  }
  await browser.close();
});
