// Who is on the screens: people who have registered, signed in, forgotten and moved.
import type { Browser, Page } from 'playwright-core';
import { guestSecret } from '../../../src/demo/orders.ts';
import { demoPeople, demoStaff } from '../../../src/demo/people.ts';
import type { DemoStore } from '../../../src/demo/shops.ts';
import { agents } from '../../support/agents.ts';
import { freshPage, originOf } from '../browser.ts';
import {
  aCustomer,
  addAddress,
  aPerson,
  changeEmail,
  forget,
  generatedPassword,
  newestLink,
  register,
  setUpSecondStep,
  signIn,
} from '../people.ts';
import type { Cast } from './screen.ts';

type Fresh = () => Promise<Page>;

/** Lets the people of the screens register and sign in, each in a browser of their own at the same time; call it once. */
export async function castOf(browser: Browser, port: number): Promise<Cast> {
  const atGoods: Fresh = () => freshPage(browser, originOf('goods', port));
  const atSklad: Fresh = () => freshPage(browser, originOf('sklad', port));
  const [ada, longName, settled, waiting, karel, confined, working] = await Promise.all([
    adaAtWork(browser, port),
    longNamed(await atGoods(), await atGoods()),
    settledIn(await atGoods()),
    waitingFor(await atGoods()),
    karelWithGuestOrders(await atSklad()),
    confinedTo(await atSklad()),
    staffAtWork(browser, port),
  ]);
  return {
    recoveryCodes: working.recoveryCodes,
    links: {
      ...waiting.links,
      ...longName.links,
      proof: karel.link,
      staff: working.link,
      guest: working.guest,
    },
    cookies: {
      ada: await cookiesOf(ada),
      longName: await cookiesOf(longName.page),
      settled: await cookiesOf(settled),
      waiting: await cookiesOf(waiting.page),
      confined: await cookiesOf(confined),
      karel: await cookiesOf(karel.page),
      ...working.cookies,
    },
  };
}

const cookiesOf = (page: Page) => page.context().storageState();

/** Ada, who has signed in from three browsers. */
async function adaAtWork(browser: Browser, port: number): Promise<Page> {
  const [known] = demoPeople;
  const page = await freshPage(browser, originOf('goods', port));
  await signIn(page, known);
  for (const userAgent of [agents.safari, agents.firefox]) {
    const elsewhere = await freshPage(browser, originOf('goods', port), { userAgent });
    await signIn(elsewhere, known);
    await elsewhere.context().close();
  }
  return page;
}

/** Somebody whose everything is long, who wants another address, and a new password as well. */
async function longNamed(page: Page, elsewhere: Page) {
  const long = aPerson(
    'Hubert Wolfeschlegelsteinhausenbergerdorff-Schmetterlingsfängersohn der Ältere, Freiherr von Seehaus',
  );
  await aCustomer(page, long);
  await addAddress(page, {
    country: 'DE',
    company: 'Donaudampfschifffahrtsgesellschaft und Schmetterlingsfanggeräteverleih mbH & Co. KG',
    line1: 'Wolfeschlegelsteinhausenbergerdorffstraße 12 a',
    line2: 'Hinterhaus, 3. Stock links, bei der Familie Schmetterlingsfängersohn',
    postalCode: '20095',
    city: 'Hamburg',
  });
  const used = await newestLink(elsewhere, long.email);
  await forget(elsewhere, long.email);
  const reset = await newestLink(elsewhere, long.email, /new password/);
  await changeEmail(page, 'new-address@example.com', long.password);
  return { page, links: { used, reset, email: await newestLink(elsewhere, 'new-address@example.com') } };
}

/** Somebody with addresses, who gets the newsletter. */
async function settledIn(page: Page): Promise<Page> {
  await aCustomer(page, aPerson('Mary Ward'));
  for (const address of settledAt) await addAddress(page, address);
  await page.goto('/account/profile');
  await page.locator('[name=newsletter]').check();
  await page.locator('main form .btn-primary').click();
  await page.waitForURL('**/account/profile?saved');
  return page;
}

/** Two who have registered and not followed the link, one of them with a long address. */
async function waitingFor(page: Page) {
  const waiting = aPerson('Hedy Lamarr', 'hedy@example.com');
  await register(page, waiting);
  const longAddress = aPerson(
    'Hedy Lamarr',
    'hedwig-eva-maria.kiesler-of-the-longest-pier@custom-house-quay-and-north-wall-chandlery.example.com',
  );
  await register(page, longAddress);
  const links = {
    waiting: await newestLink(page, waiting.email),
    longAddress: await newestLink(page, longAddress.email),
  };
  return { page, links };
}

/** Karel, who has ordered as a guest, and has a link to prove his address. */
async function karelWithGuestOrders(page: Page) {
  const [, , , karel] = demoPeople;
  await signIn(page, karel);
  await page.waitForURL('**/account');
  await page.goto('/account/orders/guest');
  await page.locator('main form .btn-primary').click();
  await page.waitForURL('**/account/orders/guest?done=sent');
  return { page, link: await newestLink(page, karel.email, /Potvrďte/) };
}

/** Somebody who has a password of the store's making, and must choose their own first. */
async function confinedTo(page: Page): Promise<Page> {
  const [, , { email }] = demoPeople;
  await forget(page, email);
  await signIn(page, { email, password: await generatedPassword(page, email) });
  await page.waitForURL('**/account/password');
  return page;
}

/** Staff who have signed in, with a registration that waits for one of them, and a link to accept an invitation. */
async function staffAtWork(browser: Browser, port: number) {
  const enter = async (store: DemoStore, { email, password }: (typeof demoStaff)[number]) => {
    const page = await freshPage(browser, originOf(store, port));
    await signIn(page, { email, password }, '/admin/login');
    await page.waitForURL('**/admin');
    return page;
  };
  const [owner, , sue, marie] = demoStaff;
  const [olives, sues, maries] = await Promise.all([enter('goods', owner), enter('goods', sue), enter('sklad', marie)]);
  const link = await invite(olives, { name: 'Ingrid Invited', email: 'ingrid@example.com' });
  const fresh = () => freshPage(browser, originOf('goods', port));
  const { recoveryCodes, cookies } = await withSecondStep(olives, await fresh(), await fresh());

  const visitor = await freshPage(browser, originOf('sklad', port), { locale: 'cs' });
  await visitor.goto('/register');
  const typed = {
    email: 'jaroslav@example.com',
    name: 'Jaroslav Hašek',
    phone: '601 123 456',
    company: 'Loďařství Hašek',
  };
  for (const [name, value] of Object.entries(typed)) await visitor.locator(`[name=${name}]`).fill(value);
  await visitor.locator('main form .btn-primary').click();
  await visitor.waitForURL('**/registered');
  return {
    cookies: {
      olive: await olives.context().storageState(),
      sue: await sues.context().storageState(),
      marie: await maries.context().storageState(),
      ...cookies,
    },
    recoveryCodes,
    link,
    guest: `/orders/${await numberOfGuest(olives)}/${guestSecret}`,
  };
}

/** Invites somebody as the owner who has signed in on this page; returns the link to accept it. */
async function invite(owner: Page, { name, email }: { name: string; email: string }): Promise<string> {
  await owner.goto('/admin/staff');
  await owner.locator('[name=name]').fill(name);
  await owner.locator('[name=email]').fill(email);
  await owner.locator('main form .btn-primary').click();
  await owner.waitForURL('**/admin/staff?done=invited');
  return newestLink(owner, email);
}

/** A colleague who has set up a second step in one browser, and has not taken it in another. */
async function withSecondStep(owner: Page, page: Page, elsewhere: Page) {
  const nora = aPerson('Nora Navigator', 'nora@example.com');
  await page.goto(await invite(owner, nora));
  await page.locator('[name=password]').fill(nora.password);
  await page.locator('main form .btn-primary').click();
  await page.waitForURL('**/admin/login?password-set');
  await signIn(page, nora, '/admin/login');
  await page.waitForURL('**/admin');
  const recoveryCodes = await setUpSecondStep(page);
  await signIn(elsewhere, nora, '/admin/login');
  await elsewhere.waitForURL('**/admin/second-step?next=*');
  return {
    recoveryCodes,
    cookies: { nora: await page.context().storageState(), noraAsked: await elsewhere.context().storageState() },
  };
}

/** The number of the newest order of a guest. */
async function numberOfGuest(page: Page): Promise<string> {
  await page.goto('/admin/orders');
  return (await page.locator('main tr:has-text("(Guest)") a').first().textContent()) ?? '';
}

const settledAt = [
  { country: 'IE', line1: '4 Custom House Quay', city: 'Dublin', region: 'D', postalCode: 'D01 X285' },
  { country: 'CZ', company: 'Přístav Sklad', line1: 'Holešovické nábřeží 7', postalCode: '17000', city: 'Praha' },
  { country: 'DE', line1: 'Am Sandtorkai 1', postalCode: '20457', city: 'Hamburg', phone: '+49 40 123456' },
  { country: 'IE', line1: '1 St James’s Gate', line2: 'Flat 2', city: 'Cork', region: 'CO', postalCode: 'T12 X285' },
];
