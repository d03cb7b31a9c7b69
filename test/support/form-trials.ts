// Tests of forms, each tried with everything that can go wrong with D1.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { wrongWithPage } from './calm.ts';
import { tell } from './figures.ts';
import { tryAll, type Act, type Allowances } from './trials.ts';
import { visitor } from './visitor.ts';
import { writeScenes, type Scene, type WriteScene } from './write-scenes.ts';

/** A message more: it leads to the same, or its link ends the older one, as where somebody asks for it twice. */
const message = ['outbox', 'link_tokens'];

/**
 * Of what there may be more when a form was done, its reply lost, and somebody sends it again, and why. What concerns money is not
 * among it, and nothing that staff could not see and take back.
 */
const allowances: Allowances = {
  // Whose cookies were lost with the reply is a new device once more; the session that nobody holds ends by itself.
  '/login': ['sessions', 'known_devices', 'outbox'],
  '/admin/login': ['sessions'],
  '/join-accounts/:token': ['sessions'],
  '/register': message,
  '/forgot-password': message,
  '/admin/forgot-password': message,
  '/account/email': message,
  '/account/email/proof': message,
  '/account/joining': message,
  '/admin/customers/:id/email': message,
  '/admin/customers/:id/login/link': message,
  '/admin/customers/:id/login/generated': message,
  '/admin/customers/:id/login/password': message,
  '/admin/staff/:id/invitation': message,
  '/admin/templates/:id/test': message,
  // The page says how many there are, three times before anything is ordered.
  '/products/:slug/basket': ['basket_items'],
  // Nobody knows the first; it goes by itself in a day.
  '/checkout': ['checkouts'],
  // Both are listed where they were made, and either can be removed.
  '/admin/customers/:id/notes': ['customer_notes'],
  '/admin/forms/:id/fields/new': ['forms'],
  '/admin/statuses': ['order_statuses'],
  '/admin/price-lists': ['price_lists'],
  // The second finds nothing left to do.
  '/admin/customers/bulk': ['bulk_acts', 'bulk_results'],
  '/admin/webhooks/:id/test': ['webhook_deliveries'],
};

/** The answers that are files, written while they are read. */
const streamed = [
  '/account/privacy/export',
  '/admin/customers/export',
  '/admin/orders/export',
  '/admin/forms/:id/export',
  '/admin/audit/export',
];

/** A clock that stands still, and a log that is not printed: it says of each failure that it happened. */
export function atStandstill(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2027, 0, 4, 9) });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}

/** A test for each form of which `which` says so, and what was tried on all of them. */
export function tryForms(whose: string, which: (scene: WriteScene) => boolean): void {
  const scenes = writeScenes.filter(which);
  let tried = 0;
  atStandstill();

  it.each(scenes)('is done once and whole, whatever D1 does: POST $name', async ({ name, arrive }) => {
    const { faults, wrong } = await tryAll(actOf(name, await arrive()), allowances);
    tried += faults;

    expect(wrong).toEqual([]);
  });

  it('was tried with many failures', (context) => {
    tell(context, {
      [`forms of ${whose}, with D1 failing at each statement and round trip`]: `${scenes.length} × ${tried}`,
    });
    expect(tried).toBeGreaterThan(scenes.length * 3);
  });
}

function actOf(name: string, { browser, path, form }: Scene): Act {
  const { hostname } = new URL(browser.origin);
  const store =
    (Object.keys(demoStores) as DemoStore[]).find((one) => demoStores[one].hostname === hostname) ?? 'goods';
  const then = new Map(browser.cookies);
  const from = { store, network: '10.99.0.1', language: 'de' };
  return {
    name,
    hostname,
    wrongWith: wrongWithPage,
    isStreamed: streamed.includes(name),
    sender: () => {
      const cookies = new Map(then);
      return (bindings) => visitor({ ...from, cookies, bindings }).post(path, form ?? {});
    },
  };
}
