// Who tries settings out at Harbour Chandlery: Olive, who decides, and shoppers, who meet what she has decided.
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { demoPeople, demoStaff } from '../../src/demo/people.ts';
import { freshPage } from './browser.ts';
import { chandleryAt } from './chandlery.ts';
import { signIn } from './people.ts';
import { browser } from './visitor.ts';

/** Olive at her desk, Ada who is signed in at the shop, and somebody passing by. */
export async function cast(): Promise<{ olive: Page; customer: Page; passer: Page }> {
  const at = chandleryAt(inject('port'));
  const [olive, customer, passer] = await Promise.all([0, 1, 2].map(() => freshPage(browser, at)));
  if (!olive || !customer || !passer) throw new Error('nobody came');
  await signIn(olive, demoStaff[0], '/admin/login');
  await olive.waitForURL('**/admin');
  await signIn(customer, demoPeople[0]);
  await customer.waitForURL('**/account');
  return { olive, customer, passer };
}

/** Fills in settings by the names of their fields, whatever kind they are, and saves them; agrees where it is asked; ends at `landing`. */
export async function decide(
  olive: Page,
  group: string,
  values: Record<string, string>,
  landing = '**?done=**',
): Promise<void> {
  await olive.goto(`/admin/settings/${group}`);
  for (const [name, value] of Object.entries(values)) await fill(olive, name, value);
  const save = olive.locator('#content form:has([name=asOf]) button.btn-primary').first();
  await save.click();
  if ((await olive.locator('#agreed').count()) > 0) {
    await olive.locator('#agreed').check();
    await save.click();
  }
  await olive.waitForURL(landing);
}

async function fill(olive: Page, name: string, value: string): Promise<void> {
  const field = olive.locator(`#content [name="${name}"]`).first();
  const type = await field.evaluate((one) => one.getAttribute('type') ?? one.tagName);
  if (type === 'radio') return olive.locator(`[name="${name}"][value="${value}"]`).check();
  // Some are folded away.
  if (type === 'checkbox') return field.evaluate((one, isOn) => one.toggleAttribute('checked', isOn), value === 'on');
  if (type === 'SELECT') return void (await field.selectOption(value));
  return field.fill(value);
}

/** The words of a page as somebody reads them. */
export async function read(who: Page, path: string): Promise<string> {
  await who.goto(path);
  return who.locator('body').innerText();
}
