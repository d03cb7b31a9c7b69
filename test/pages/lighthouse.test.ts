// `npm run test:pages -- lighthouse`: the main pages by Lighthouse, as a phone on a slow network and as a desktop. What a page is made of
// is counted and must hold; how fast that makes it is computed, and what else this machine does only ever makes it look slower.
import lighthouse, { desktopConfig, type Result } from 'lighthouse';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../scripts/serve.ts';
import { launch } from '../browser/browser.ts';
import { open, screens } from '../browser/screens/screens.ts';
import { tell } from '../support/figures.ts';
import { browser, cast, port } from './shops.ts';

/** The screens that are measured, and whether search engines may find them. */
const measured = [
  { name: 'home', isPublic: true },
  { name: 'category', isPublic: true },
  { name: 'product', isPublic: true },
  { name: 'basket of a visitor', isPublic: false },
  { name: 'checkout', isPublic: false },
  { name: 'review', isPublic: false },
  { name: 'sign in', isPublic: false },
  { name: 'register', isPublic: false },
  { name: 'overview', isPublic: false },
  { name: 'orders', isPublic: false },
  { name: 'order, awaiting payment', isPublic: false },
  { name: 'admin, today', isPublic: false },
  { name: 'admin, customers', isPublic: false },
  { name: 'customer', isPublic: false },
  { name: 'order of the shop, to be paid', isPublic: false },
] as const;

const devices = { phone: undefined, desktop: desktopConfig };

/** The least score of 1; every other category must be without fault. */
const leastSpeed = 0.95;

/** How often a page is measured before it is called slow. */
const tries = 3;

/** The most that a page may load, in requests and bytes, what holds it up, and how far what is shown may move. */
const most = { requests: 4, bytes: 80_000, blocking: 1, shift: 0 };

let measuring: Browser;
let door = 0;
beforeAll(async () => {
  door = await freePort();
  measuring = await launch([`--remote-debugging-port=${door}`]);
}, 60_000);
afterAll(() => measuring.close());

const cases = measured.flatMap((page) => [
  { ...page, device: 'phone' as const },
  { ...page, device: 'desktop' as const },
]);

it.for(cases)('$name is fast, steady and without fault on a $device', async ({ name, isPublic, device }, context) => {
  const way = await wayTo(name);
  let result = await measure(way, device, isPublic);
  for (let more = 1; more < tries && scoreOf(result, 'performance') < leastSpeed; more += 1) {
    result = await measure(way, device, isPublic);
  }
  const { audits, categories } = result;
  const loaded = {
    requests: itemsOf(result, 'network-requests').filter(({ url }) => !url?.startsWith('data:')).length,
    bytes: audits['total-byte-weight']?.numericValue ?? NaN,
    blocking: itemsOf(result, 'render-blocking-resources').length,
    shift: audits['cumulative-layout-shift']?.numericValue ?? NaN,
  };
  const scores = Object.keys(categories).map((category) => `${category} ${scoreOf(result, category)}`);
  tell(context, {
    [`Lighthouse, ${name}, ${device}`]: `${scores.join(', ')}; ${loaded.requests} requests, ${loaded.bytes} bytes, shift ${loaded.shift}`,
  });

  expect(faultsIn(result)).toEqual([]);
  expect(Object.entries(loaded).filter(([what, amount]) => !(amount <= most[what as keyof typeof most]))).toEqual([]);
  expect(scoreOf(result, 'performance')).toBeGreaterThanOrEqual(leastSpeed);
});

/** The address of a screen, and the cookies with which it is seen. */
async function wayTo(name: string): Promise<{ address: string; cookies: string }> {
  const screen = screens.find((one) => one.name === name);
  if (!screen) throw new Error(`there is no screen ${name}`);
  const page = await open(browser, { cast: cast(), port }, screen, 'en');
  const address = page.url();
  const cookies = (await page.context().cookies(address)).map((cookie) => `${cookie.name}=${cookie.value}`).join('; ');
  await page.context().close();
  return { address, cookies };
}

type Way = Awaited<ReturnType<typeof wayTo>>;

async function measure({ address, cookies }: Way, device: keyof typeof devices, isPublic: boolean): Promise<Result> {
  const flags = {
    port: door,
    logLevel: 'error' as const,
    onlyCategories: ['performance', 'accessibility', 'best-practices', ...(isPublic ? ['seo'] : [])],
    extraHeaders: cookies === '' ? {} : { Cookie: cookies },
  };
  const found = await lighthouse(address, flags, devices[device]);
  if (!found || found.lhr.runtimeError) throw new Error(`${address}: ${found?.lhr.runtimeError?.message}`);
  return found.lhr;
}

function scoreOf({ categories }: Result, category: string): number {
  return categories[category]?.score ?? 0;
}

function itemsOf({ audits }: Result, audit: string) {
  return audits[audit]?.details?.items ?? [];
}

/** Every audit that counts and is not passed, of all categories but speed. */
function faultsIn({ audits, categories }: Result): string[] {
  return Object.entries(categories).flatMap(([category, { auditRefs }]) => {
    const failed = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1);
    return category === 'performance'
      ? []
      : failed.map(({ id }) => `${id}: ${audits[id]?.title} ${placesOf(audits[id])}`);
  });
}

function placesOf(audit: Result['audits'][string] | undefined): string {
  return JSON.stringify(audit?.details?.items ?? []).slice(0, 1000);
}
