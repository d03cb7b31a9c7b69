// What a screen is, and the steps that lead to many of them.
import type { BrowserContext, Page } from 'playwright-core';
import type { DemoStore } from '../../../src/demo/shops.ts';
import { aPerson } from '../people.ts';

type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Who is on the screens, and the links they were sent. */
export type Cast = {
  cookies: Record<
    | 'ada'
    | 'longName'
    | 'settled'
    | 'waiting'
    | 'confined'
    | 'karel'
    | 'olive'
    | 'sue'
    | 'marie'
    | 'nora'
    | 'noraAsked',
    Cookies
  >;
  /** What stands in for Nora's second step; the session of `noraAsked` waits for it. */
  recoveryCodes: string[];
  /**
   * Of people who have registered and not followed it yet, one of them with a long address; used up; for a new password;
   * for a new address; to prove an address; to an order of a guest.
   */
  links: Record<'waiting' | 'longAddress' | 'used' | 'reset' | 'email' | 'proof' | 'staff' | 'guest', string>;
};

export type Screen = {
  name: string;
  store: DemoStore;
  /** Whose cookies the browser has; a visitor's without. */
  who?: keyof Cast['cookies'];
  reach: (page: Page, cast: Cast) => Promise<unknown>;
};

/** Straight to an address. */
export const at = (path: string) => (page: Page) => page.goto(path);

/** Opens the page and sends its form with these values, by the names of the fields. */
export async function send(page: Page, address: string, values: Record<string, string> = {}): Promise<void> {
  await page.goto(address);
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
  await page.locator('main form').locator('.btn-primary, .btn-danger').last().click();
  await page.locator('[role=alert]').waitFor();
}

export function signInWrongly(page: Page, address = '/login'): Promise<void> {
  return send(page, address, { email: aPerson().email, password: 'lantern' });
}
